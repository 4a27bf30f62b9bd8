package org.mentoring.web.account;

import java.time.LocalDate;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import org.mentoring.web.api.model.Account;
import org.mentoring.web.api.model.AccountChange;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.language.TimePreferences;
import org.mentoring.web.time.Dates;

/**
 * The account as it is filled in.
 *
 * @param zoneMeant which of the zones is meant, where what was typed may mean several
 * @param browserZone the zone that the browser has
 * @param storedLocale of which the form changes language and region
 */
record AccountForm(
        String name,
        String linkedin,
        String dob,
        String zone,
        String zoneMeant,
        String browserZone,
        String language,
        String region,
        String storedLocale,
        boolean shareEmail,
        String version) {

    static AccountForm of(Account account) {
        var locale = Locale.forLanguageTag(account.locale());
        return new AccountForm(
                text(account.name()),
                text(account.linkedin()),
                text(account.dob()),
                text(account.timeZone()),
                "",
                "",
                locale.getLanguage(),
                locale.getCountry(),
                account.locale(),
                account.shareEmail(),
                text(account.version()));
    }

    static AccountForm of(SentForm form) {
        var zone = form.one("zone");
        return new AccountForm(
                form.one("name"),
                form.one("linkedin"),
                form.one("dob"),
                zone,
                // What is meant was chosen for what had been typed then.
                zone.equals(form.one("zone_asked")) ? form.one("zone_meant") : "",
                form.one("browser_zone"),
                form.one("language"),
                form.one("region"),
                form.one("locale"),
                !form.one("share_email").isEmpty(),
                form.one("version"));
    }

    AccountForm withVersion(Object other) {
        return new AccountForm(
                name,
                linkedin,
                dob,
                zone,
                zoneMeant,
                browserZone,
                language,
                region,
                storedLocale,
                shareEmail,
                other.toString());
    }

    AccountChange change(String zoneId) {
        return new AccountChange(
                name, linkedin.isEmpty() ? null : linkedin, dateOfBirth().orElse(null), zoneId, locale(), shareEmail);
    }

    /** The tag of the language and the region, with the clock and the week of the stored one. */
    private String locale() {
        try {
            var chosen =
                    new Locale.Builder().setLanguage(language).setRegion(region).build();
            return TimePreferences.of(Locale.forLanguageTag(storedLocale))
                    .in(chosen)
                    .toLanguageTag();
        } catch (IllformedLocaleException e) {
            return "en";
        }
    }

    boolean dateIsWrong() {
        return !dob.isEmpty() && dateOfBirth().isEmpty();
    }

    Optional<LocalDate> dateOfBirth() {
        return Dates.of(dob);
    }

    private static String text(Object value) {
        return Objects.toString(value, "").strip();
    }
}
