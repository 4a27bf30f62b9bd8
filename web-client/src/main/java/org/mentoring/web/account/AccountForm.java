package org.mentoring.web.account;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import jakarta.ws.rs.FormParam;

import org.mentoring.web.api.model.Account;
import org.mentoring.web.api.model.AccountChange;
import org.mentoring.web.language.TimePreferences;
import org.mentoring.web.time.Dates;

/** The account as it is filled in. */
public class AccountForm {

    @FormParam("name")
    String name;

    @FormParam("linkedin")
    String linkedin;

    @FormParam("dob")
    String dob;

    @FormParam("zone")
    String zone;

    /** Which of the zones is meant, where what was typed may mean several. */
    @FormParam("zone_meant")
    String zoneMeant;

    /** What had been typed when {@link #zoneMeant} was offered. */
    @FormParam("zone_asked")
    String zoneAsked;

    @FormParam("browser_zone")
    String browserZone;

    @FormParam("language")
    String language;

    /** As it was stored: of it the form changes language and region. */
    @FormParam("locale")
    String locale;

    @FormParam("region")
    String region;

    @FormParam("share_email")
    String shareEmail;

    @FormParam("version")
    String version;

    static AccountForm of(Account account) {
        var form = new AccountForm();
        var locale = Locale.forLanguageTag(account.locale());
        form.name = account.name();
        form.linkedin = account.linkedin();
        form.dob = account.dob() == null ? "" : account.dob().toString();
        form.zone = account.timeZone();
        form.language = locale.getLanguage();
        form.region = locale.getCountry();
        form.shareEmail = account.shareEmail() ? "yes" : null;
        form.version = account.version().toString();
        return form;
    }

    AccountChange change(String zoneId) {
        return new AccountChange(
                name(), emptyToNull(linkedin), dateOfBirth().orElse(null), zoneId, locale(), shareEmail());
    }

    /** The tag of the language and the region, with the clock and the week of the stored one. */
    String locale() {
        try {
            var chosen = new Locale.Builder()
                    .setLanguage(language)
                    .setRegion(region())
                    .build();
            return TimePreferences.of(Locale.forLanguageTag(text(locale)))
                    .in(chosen)
                    .toLanguageTag();
        } catch (java.util.IllformedLocaleException e) {
            return "en";
        }
    }

    boolean dateIsWrong() {
        return !dob().isEmpty() && dateOfBirth().isEmpty();
    }

    Optional<LocalDate> dateOfBirth() {
        return Dates.of(dob());
    }

    public String name() {
        return text(name);
    }

    public String linkedin() {
        return text(linkedin);
    }

    public String dob() {
        return text(dob);
    }

    public String zone() {
        return text(zone);
    }

    public String zoneMeant() {
        return zone().equals(text(zoneAsked)) ? text(zoneMeant) : "";
    }

    public String browserZone() {
        return text(browserZone);
    }

    public String language() {
        return text(language);
    }

    public String region() {
        return text(region);
    }

    public boolean shareEmail() {
        return shareEmail != null;
    }

    public String version() {
        return text(version);
    }

    private static String text(String value) {
        return Objects.requireNonNullElse(value, "").strip();
    }

    private static String emptyToNull(String value) {
        return text(value).isEmpty() ? null : text(value);
    }
}
