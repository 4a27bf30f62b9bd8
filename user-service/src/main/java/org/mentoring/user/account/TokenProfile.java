package org.mentoring.user.account;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import jakarta.enterprise.context.RequestScoped;

import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.CurrentCaller;
import org.mentoring.kit.security.PersonalClaims;
import org.mentoring.kit.validation.LanguageTag;
import org.mentoring.kit.validation.TimeZones;

/** What the access token says of the caller (OpenID Connect Core 1.0, section 5.1), as far as it can be used. */
@RequestScoped
class TokenProfile {

    private static final LanguageTag.Validator LOCALES = new LanguageTag.Validator();

    private final PersonalClaims person;
    private final CurrentCaller caller;

    TokenProfile(PersonalClaims person, CurrentCaller caller) {
        this.person = person;
        this.caller = caller;
    }

    /**
     * What an account is made from.
     *
     * @param email in lower case: two spellings of an address are one account; null unless the identity provider has verified it
     * @param issuedAt of two tokens of a person, the later one is right
     * @param timeZone null where the token names none that can be used
     */
    record Profile(String name, String email, OffsetDateTime issuedAt, String timeZone, String locale) {}

    Profile profile() {
        return new Profile(person.name(), person.verifiedEmail().orElse(null), issuedAt(), timeZone(), locale());
    }

    private OffsetDateTime issuedAt() {
        return caller.claim("iat")
                .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)).atOffset(ZoneOffset.UTC))
                .orElseThrow(() -> Problems.invalid("iat", "is missing from the access token"));
    }

    private String timeZone() {
        return caller.claim("zoneinfo").filter(TimeZones::isKnown).orElse(null);
    }

    private String locale() {
        return caller.claim("locale")
                .filter(locale -> LOCALES.isValid(locale, null))
                .orElse("en");
    }
}
