package org.mentoring.user.account;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.IllformedLocaleException;
import java.util.Locale;

import jakarta.enterprise.context.RequestScoped;

import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.CurrentCaller;
import org.mentoring.kit.security.PersonalClaims;
import org.mentoring.kit.validation.TimeZones;

/** What the access token says of the caller (OpenID Connect Core 1.0, section 5.1), as far as it can be used. */
@RequestScoped
class TokenProfile {

    private final PersonalClaims person;
    private final CurrentCaller caller;

    TokenProfile(PersonalClaims person, CurrentCaller caller) {
        this.person = person;
        this.caller = caller;
    }

    /**
     * What an account is made from.
     *
     * @param email in lower case: two spellings of an address are one account
     * @param emailVerified whether the identity provider knows that the address is this person's
     * @param issuedAt of two tokens of a person, the later one is right
     */
    record Profile(
            String name,
            String email,
            boolean emailVerified,
            OffsetDateTime issuedAt,
            String timeZone,
            String locale) {}

    Profile profile() {
        return new Profile(person.name(), person.email(), isEmailVerified(), issuedAt(), timeZone(), locale());
    }

    private boolean isEmailVerified() {
        return caller.claim("email_verified").filter("true"::equals).isPresent();
    }

    private OffsetDateTime issuedAt() {
        return caller.claim("iat")
                .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)).atOffset(ZoneOffset.UTC))
                .orElseThrow(() -> Problems.invalid("iat", "must stand in the access token"));
    }

    private String timeZone() {
        return caller.claim("zoneinfo").filter(TimeZones::isKnown).orElse("UTC");
    }

    private String locale() {
        return caller.claim("locale").filter(TokenProfile::isLanguageTag).orElse("en");
    }

    private static boolean isLanguageTag(String tag) {
        try {
            return !new Locale.Builder()
                    .setLanguageTag(tag)
                    .build()
                    .getLanguage()
                    .isEmpty();
        } catch (IllformedLocaleException e) {
            return false;
        }
    }
}
