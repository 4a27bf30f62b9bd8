package org.mentoring.web.account;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.ibm.icu.text.Collator;
import com.ibm.icu.util.ULocale;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.client.AccountsApi;
import org.mentoring.web.api.model.Account;
import org.mentoring.web.form.FieldConflict;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.Option;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.language.AccountChoices;
import org.mentoring.web.language.Reader;
import org.mentoring.web.language.Texts;
import org.mentoring.web.language.TimePreferences;
import org.mentoring.web.time.Times;
import org.mentoring.web.time.Weeks;
import org.mentoring.web.time.Zones;

/** The account: personal data, language and time zone. */
@Path("/account")
@RunOnVirtualThread
@Authenticated
@Produces(MediaType.TEXT_HTML)
class AccountResource {

    private static final int MOST_ZONES_TO_CHOOSE_FROM = 20;
    private static final int LONGEST_NAME = 200;
    /** The API's names of fields, and those here. */
    private static final Map<String, String> FIELDS =
            Map.of("name", "name", "linkedin", "linkedin", "dob", "dob", "time_zone", "zone", "locale", "language");

    private final AccountsApi accounts;
    private final AccountChoices choices;
    private final Reader reader;
    private final Forms forms;
    private final SentForm form;

    AccountResource(
            @RestClient AccountsApi accounts, AccountChoices choices, Reader reader, Forms forms, SentForm form) {
        this.accounts = accounts;
        this.choices = choices;
        this.reader = reader;
        this.forms = forms;
        this.form = form;
    }

    /** @param weekday the first one in calendars */
    record Example(String moment, String weekday) {}

    /** What may be chosen. */
    record Offer(List<Option> places, List<Option> meant, List<Option> languages, List<Option> regions) {}

    @CheckedTemplate(basePath = "account")
    static final class Templates {
        static native TemplateInstance page(
                Account account,
                AccountForm form,
                Offer offer,
                Example example,
                List<FieldConflict> differences,
                FormErrors errors);
    }

    @GET
    public TemplateInstance show() {
        // First, because an account without a zone gets that of the browser with it.
        var language = reader.language();
        var account = accounts.accountsMe();
        // The language may have been switched where the account could not be changed.
        var locale = TimePreferences.in(Locale.forLanguageTag(account.locale()), language);
        reader.follow(locale.toLanguageTag(), account.timeZone());
        choices.rememberZone(account);
        choices.rememberLanguage(locale);
        return page(account, AccountForm.of(account), List.of(), List.of(), FormErrors.none());
    }

    @POST
    public Response change() {
        var sent = AccountForm.of(form);
        var errors = forms.errors();
        var zones = zones(sent);
        if (sent.name().isEmpty()) {
            addWrong("name", errors);
        }
        if (sent.dateIsWrong()) {
            addWrong("dob", errors);
        }
        if (zones.size() > 1) {
            errors.add("zone", "account.wrong.zone-several");
        } else if (zones.isEmpty() && !sent.zone().isEmpty()) {
            addWrong("zone", errors);
        }
        if (errors.any()) {
            return forms.again(page(accounts.accountsMe(), sent, zones, List.of(), errors));
        }
        return save(sent, zones.stream().findFirst());
    }

    private Response save(AccountForm sent, Optional<ZoneId> zone) {
        try {
            var saved =
                    accounts.accountsChange(sent.change(zone.map(ZoneId::getId).orElse(null)), form.ifMatch());
            return saved(saved, sent);
        } catch (ApiException e) {
            var account = accounts.accountsMe();
            if (e.stale()) {
                var differences = differences(account, sent, zone);
                return differences.isEmpty()
                        ? saved(account, sent)
                        : forms.again(page(
                                account,
                                sent.withVersion(account.version()),
                                List.of(),
                                differences,
                                FormErrors.none()));
            }
            return forms.again(page(account, sent, List.of(), List.of(), errors(e)));
        }
    }

    private Response saved(Account account, AccountForm form) {
        choices.remember(account);
        var done = forms.done("/account", "account.saved");
        return Zones.ofId(form.browserZone())
                .map(browser -> Response.fromResponse(done)
                        .cookie(choices.zoneCookie(Reader.ZONE_KEPT_COOKIE, browser))
                        .build())
                .orElse(done);
    }

    private FormErrors errors(ApiException refusal) {
        var errors = forms.errors();
        refusal.errors().stream()
                .map(error -> FIELDS.get(error.field()))
                .filter(java.util.Objects::nonNull)
                .distinct()
                .forEach(field -> addWrong(field, errors));
        return errors.any() ? errors : forms.errors(refusal, FIELDS);
    }

    private static void addWrong(String field, FormErrors errors) {
        errors.add(field, "account.wrong." + field, "most", LONGEST_NAME);
    }

    private String day(AccountForm form) {
        return form.dateOfBirth().map(reader.times()::day).orElse(form.dob());
    }

    /** What is stored now, and what was filled in. */
    private List<FieldConflict> differences(Account stored, AccountForm form, Optional<ZoneId> zone) {
        var theirs = AccountForm.of(stored);
        return FieldConflict.among(List.of(
                new FieldConflict(text("account.name"), theirs.name(), form.name()),
                new FieldConflict(text("account.linkedin"), theirs.linkedin(), form.linkedin()),
                new FieldConflict(text("account.dob"), day(theirs), day(form)),
                new FieldConflict(
                        text("account.zone"),
                        theirs.zone(),
                        zone.map(ZoneId::getId).orElse(form.zone())),
                new FieldConflict(text("account.language"), languageName(theirs), languageName(form)),
                new FieldConflict(text("account.region"), regionName(theirs), regionName(form)),
                new FieldConflict(text("account.share"), yesOrNo(theirs.shareEmail()), yesOrNo(form.shareEmail()))));
    }

    private TemplateInstance page(
            Account account, AccountForm form, List<ZoneId> zones, List<FieldConflict> differences, FormErrors errors) {
        var places = Option.zones(reader.texts().locale());
        var meant = zones.size() < 2
                ? List.<Option>of()
                : places.stream()
                        .filter(one -> zones.contains(ZoneId.of(one.value())))
                        .limit(MOST_ZONES_TO_CHOOSE_FROM)
                        .toList();
        return Templates.page(
                account,
                form,
                new Offer(places, meant, Option.languages(form.language(), Texts::ownName), regions(form)),
                example(account),
                differences,
                errors);
    }

    private Example example(Account account) {
        var locale = reader.locale();
        var times = new Times(Texts.in(locale), Reader.zone(account.timeZone()).orElse(reader.zone()));
        return new Example(
                times.moment(Instant.now()),
                Weeks.of(locale).weekdays().getFirst().name());
    }

    private List<Option> regions(AccountForm form) {
        var collator = Collator.getInstance(reader.texts().locale());
        return Arrays.stream(Locale.getISOCountries())
                .map(region -> new Option(region, nameOfRegion(region), region.equals(form.region())))
                .sorted(Comparator.comparing(Option::label, collator))
                .toList();
    }

    private List<ZoneId> zones(AccountForm form) {
        return Zones.ofId(form.zoneMeant())
                .map(List::of)
                .orElseGet(() -> Zones.find(form.zone(), reader.texts().locale()));
    }

    private String languageName(AccountForm form) {
        return Texts.ownName(form.language());
    }

    private String regionName(AccountForm form) {
        return form.region().isEmpty() ? text("account.region.none") : nameOfRegion(form.region());
    }

    private String nameOfRegion(String region) {
        return ULocale.getDisplayCountry(
                "und-" + region, ULocale.forLocale(reader.texts().locale()));
    }

    private String yesOrNo(boolean value) {
        return text(value ? "account.yes" : "account.no");
    }

    private String text(String key) {
        return reader.texts().of(key);
    }
}
