package org.mentoring.mentor.calendar.provider;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonValue;
import io.smallrye.mutiny.Uni;

/** A service in which people keep their calendars. Every failure is a {@link ProviderFailure}. */
public interface CalendarProvider {

    /** As in paths and rows. */
    String name();

    /** How bookings appear in the calendars of a provider, which decides whether an invitation may be mailed as well. */
    enum Entries {
        /** Under the UID of the invitation that is mailed: calendars show one entry, whichever comes first. */
        INVITATION,
        /** As an entry of their own: an invitation that is mailed would be a second one. */
        SEPARATE,
        /** Not, because nothing can be written. */
        NONE;

        /** As in events and rows. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How bookings are written. */
    Entries entries();

    /** How grants are got and ended. */
    OAuth oauth();

    /** Whether this platform is registered with it. */
    default boolean offered() {
        return oauth().offered();
    }

    /** The consent page, for the authorisation code flow with PKCE (RFC 7636, S256). */
    URI authorizationUrl(String state, String codeChallenge, URI redirect);

    /** Redeems a code. */
    default Uni<TokenGrant> exchange(String code, String codeVerifier, URI redirect) {
        return oauth().exchange(code, codeVerifier, redirect);
    }

    /** Which of the scopes we cannot do without the mentor has left out. */
    List<String> missing(Set<String> granted);

    default Uni<TokenGrant> refresh(String refreshToken) {
        return oauth().refresh(refreshToken);
    }

    /** Ends a grant; nothing happens where it is over, or where the provider knows no such thing. */
    default Uni<Void> revoke(String token) {
        return oauth().revoke(token);
    }

    /**
     * When the mentor is busy, in no particular order; ranges may overlap.
     *
     * @param zone the mentor's, in which days without times are meant
     */
    Uni<List<BusyTime>> busy(String accessToken, Instant from, Instant to, ZoneId zone);

    /**
     * Has the calendar show the entry, whether it is there or not, however often it is asked for.
     *
     * @param id what an earlier call answered
     * @return the provider's id of the entry
     */
    Uni<String> put(String accessToken, ProviderEntry entry, Optional<String> id);

    /** Removes an entry if it is there. */
    Uni<Void> remove(String accessToken, ProviderEntry entry, Optional<String> id);
}
