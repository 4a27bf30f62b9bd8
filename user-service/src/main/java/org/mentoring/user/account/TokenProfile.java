package org.mentoring.user.account;

import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;

import jakarta.enterprise.context.RequestScoped;

import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.CurrentCaller;

/** What the access token says of the caller (OpenID Connect Core 1.0, section 5.1), as far as it can be used. */
@RequestScoped
class TokenProfile {

    private static final int MAX_NAME = 200;
    private static final int MAX_EMAIL = 254;

    private final CurrentCaller caller;

    TokenProfile(CurrentCaller caller) {
        this.caller = caller;
    }

    String name() {
        return caller.claim("name")
                .or(() -> caller.claim("preferred_username"))
                .map(name -> name.replaceAll("\\p{Cc}", " ").strip())
                .filter(name -> !name.isEmpty() && name.length() <= MAX_NAME)
                .orElseThrow(
                        () -> Problems.invalid("name", "must stand in the access token, at most 200 characters long"));
    }

    /** In lower case: two spellings of an address are one account. */
    String email() {
        return caller.claim("email")
                .filter(email -> email.length() <= MAX_EMAIL && email.matches("[^\\p{Cc}\\s]+@[^\\p{Cc}\\s]+"))
                .map(email -> email.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> Problems.invalid("email", "must stand in the access token"));
    }

    String timeZone() {
        return caller.claim("zoneinfo")
                .filter(ZoneId.getAvailableZoneIds()::contains)
                .orElse("UTC");
    }

    String locale() {
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
