package org.mentoring.mentor.calendar;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;
import org.mentoring.mentor.calendar.Claims.Claim;
import org.mentoring.mentor.calendar.Claims.ClaimLostException;
import org.mentoring.mentor.calendar.provider.CalendarProvider;
import org.mentoring.mentor.calendar.provider.CalendarProviders;
import org.mentoring.mentor.calendar.provider.ProviderFailure;

/** All that is done with one connection at a time: refresh its token, write entries, read busy times. */
@ApplicationScoped
class ConnectionSync {

    private static final Logger LOG = Logger.getLogger(ConnectionSync.class);

    private final Claims claims;
    private final CalendarProviders providers;
    private final EntryWriter entries;
    private final BusyReader busy;

    ConnectionSync(Claims claims, CalendarProviders providers, EntryWriter entries, BusyReader busy) {
        this.claims = claims;
        this.providers = providers;
        this.entries = entries;
        this.busy = busy;
    }

    /** Does what is due with a claimed connection. */
    Uni<Void> sync(Claim claim) {
        return work(claim)
                .onFailure(ClaimLostException.class)
                .recoverWithNull()
                .onFailure()
                .recoverWithUni(failure -> failed(claim, failure));
    }

    private Uni<Void> work(Claim claim) {
        var provider = providers.find(claim.provider()).orElseThrow();
        if (!provider.offered()) {
            return claims.postpone(claim, "The provider is not offered any more", Duration.ZERO);
        }
        return AccessToken.to(provider, claim, claims)
                .chain(access -> entries.write(claim, provider, access)
                        .onFailure(failure -> ProviderFailure.is(failure, ProviderFailure.Kind.UNAVAILABLE))
                        .recoverWithUni(failure -> readWhereWritingFails(claim, provider, access, failure))
                        .chain(() -> readIfDue(claim, provider, access)))
                .chain(() -> claims.release(claim));
    }

    /** Busy times are read although entries cannot be written, unless the provider asks for fewer requests. */
    private Uni<Void> readWhereWritingFails(
            Claim claim, CalendarProvider provider, AccessToken access, Throwable failure) {
        var read = ((ProviderFailure) failure).retryAfter().isPresent()
                ? Uni.createFrom().voidItem()
                : readIfDue(claim, provider, access);
        return read.chain(() -> Uni.createFrom().failure(failure));
    }

    private Uni<Void> readIfDue(Claim claim, CalendarProvider provider, AccessToken access) {
        return claim.nextReadAt().isAfter(claim.claimedAt())
                ? Uni.createFrom().voidItem()
                : busy.read(claim, provider, access);
    }

    private Uni<Void> failed(Claim claim, Throwable failure) {
        LOG.warnf(
                "Synchronising the %s calendar of mentor %s failed: %s",
                claim.provider(), claim.mentorId(), failure.getMessage());
        if (!(failure instanceof ProviderFailure of)) {
            return claims.postpone(claim, "An error of this service", Duration.ZERO);
        }
        return switch (of.kind()) {
            case GRANT_EXPIRED, UNAUTHORISED -> claims.stop(claim, "expired-grant", of.getMessage());
            case FORBIDDEN -> claims.stop(claim, "forbidden", of.getMessage());
            case UNAVAILABLE, REFUSED ->
                claims.postpone(claim, of.getMessage(), of.retryAfter().orElse(Duration.ZERO));
        };
    }
}
