package org.mentoring.web.settings;

import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.client.AccountsApi;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.Option;
import org.mentoring.web.language.AccountChoices;
import org.mentoring.web.language.Reader;
import org.mentoring.web.language.Texts;
import org.mentoring.web.language.TimePreferences;
import org.mentoring.web.signin.Visitor;
import org.mentoring.web.time.Times;
import org.mentoring.web.time.Weeks;

/** Clock and first day of the week: kept in the account of the person who is signed in, else in this browser. */
@Path("/settings/times")
@RunOnVirtualThread
@PermitAll
@Produces(MediaType.TEXT_HTML)
class TimeFormatResource {

    private static final String HERE = "/settings/times";
    private static final LocalTime EXAMPLE = LocalTime.of(19, 30);

    private final AccountsApi accounts;
    private final AccountChoices choices;
    private final Visitor visitor;
    private final Reader reader;
    private final Forms forms;

    TimeFormatResource(
            @RestClient AccountsApi accounts, AccountChoices choices, Visitor visitor, Reader reader, Forms forms) {
        this.accounts = accounts;
        this.choices = choices;
        this.visitor = visitor;
        this.reader = reader;
        this.forms = forms;
    }

    @CheckedTemplate(basePath = "settings")
    static final class Templates {
        static native TemplateInstance times(List<Option> clocks, List<Option> weeks, String now);
    }

    @GET
    public TemplateInstance show() {
        return Templates.times(clocks(), weeks(), reader.times().moment(Instant.now()));
    }

    @POST
    public Response change(@FormParam("clock") String clock, @FormParam("week") String week) {
        var wanted = new TimePreferences(clock, week);
        if (visitor.signedIn()) {
            try {
                var account = accounts.accountsMe();
                choices.rememberZone(choices.withLocale(account, wanted.in(Locale.forLanguageTag(account.locale()))));
            } catch (ApiException e) {
                if (e.is("stale-version")) {
                    return forms.refused(HERE, "problem.stale-version");
                }
                throw e;
            }
        }
        choices.rememberLanguage(wanted.in(reader.locale()));
        return forms.done(HERE, "settings.times.saved");
    }

    private List<Option> clocks() {
        var chosen = TimePreferences.of(reader.locale());
        return options(chosen.clock(), TimePreferences.CLOCKS, value -> {
            var texts = Texts.in(new TimePreferences(value, "").in(reader.locale()));
            var today = reader.times().localDate(Instant.now());
            var example = new Times(texts, reader.zone())
                    .clock(today.atTime(EXAMPLE).atZone(reader.zone()).toInstant());
            return value.isEmpty()
                    ? usual(example)
                    : reader.texts()
                            .of(
                                    "settings.times.clock.hours",
                                    "hours",
                                    "h12".equals(value) ? 12 : 24,
                                    "example",
                                    example);
        });
    }

    private List<Option> weeks() {
        var chosen = TimePreferences.of(reader.locale());
        return options(chosen.firstDay(), TimePreferences.FIRST_DAYS, value -> {
            var locale = new TimePreferences("", value).in(reader.texts().locale());
            var day = Weeks.of(locale).weekdays().getFirst().name();
            return value.isEmpty() ? usual(day) : day;
        });
    }

    private String usual(String example) {
        return reader.texts().of("settings.times.usual", "example", example);
    }

    /** The value of the first one is empty, for what is usual in the region. */
    private static List<Option> options(String chosen, List<String> values, UnaryOperator<String> label) {
        return Stream.concat(Stream.of(""), values.stream())
                .map(value -> new Option(value, label.apply(value), value.equals(chosen)))
                .toList();
    }
}
