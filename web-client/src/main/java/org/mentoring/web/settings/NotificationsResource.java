package org.mentoring.web.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.model.PreferencesDocument;
import org.mentoring.web.form.FieldConflict;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.Option;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.language.Reader;
import org.mentoring.web.language.Texts;
import org.mentoring.web.settings.NotificationsForm.Reminder;
import org.mentoring.web.signin.Visitor;

/** Which mails a person wants, when to be reminded, and in which language. */
@Path("/settings/notifications")
@RunOnVirtualThread
@Authenticated
@Produces(MediaType.TEXT_HTML)
class NotificationsResource {

    private static final String HERE = "/settings/notifications";

    private static final Map<String, String> FIELDS = Map.of("reminder_minutes", "amount", "language", "language");

    private final PreferencesClient preferences;
    private final Visitor visitor;
    private final Reader reader;
    private final Forms forms;
    private final SentForm form;

    NotificationsResource(
            @RestClient PreferencesClient preferences, Visitor visitor, Reader reader, Forms forms, SentForm form) {
        this.preferences = preferences;
        this.visitor = visitor;
        this.reader = reader;
        this.forms = forms;
        this.form = form;
    }

    /** @param optional kinds that may be switched off
     *  @param always kinds that come whatever is chosen */
    record Kinds(List<String> optional, List<String> always) {}

    @CheckedTemplate(basePath = "settings")
    static final class Templates {
        static native TemplateInstance notifications(
                NotificationsForm form,
                Kinds kinds,
                List<Option> languages,
                List<FieldConflict> differences,
                FormErrors errors);
    }

    @GET
    public TemplateInstance show() {
        var stored = preferences.get();
        return page(
                stored.getEntity(),
                NotificationsForm.of(stored.getEntity(), version(stored.getHeaderString("ETag"))),
                List.of(),
                FormErrors.none());
    }

    @POST
    public Response change() {
        var sent = NotificationsForm.of(form);
        var stored = preferences.get();
        var errors = forms.errors();
        List<Integer> minutes = List.of();
        try {
            minutes = sent.minutes();
            if (minutes.stream().anyMatch(NotificationsResource::outOfBounds)) {
                addWrongReminder(errors);
            }
        } catch (ArithmeticException | NumberFormatException e) {
            addWrongReminder(errors);
        }
        if (errors.any()) {
            return forms.again(page(stored.getEntity(), sent, List.of(), errors));
        }
        try {
            preferences.change(sent.change(stored.getEntity(), minutes), form.ifMatch());
            return forms.done(HERE, "settings.saved");
        } catch (ApiException e) {
            if (!e.stale()) {
                return forms.again(page(stored.getEntity(), sent, List.of(), forms.errors(e, FIELDS)));
            }
            var theirs = preferences.get();
            var current = version(theirs.getHeaderString("ETag"));
            var differences =
                    differences(NotificationsForm.of(theirs.getEntity(), current), sent, kinds(theirs.getEntity()));
            return differences.isEmpty()
                    ? forms.done(HERE, "settings.saved")
                    : forms.again(page(theirs.getEntity(), sent.withVersion(current), differences, FormErrors.none()));
        }
    }

    private TemplateInstance page(
            PreferencesDocument stored, NotificationsForm form, List<FieldConflict> differences, FormErrors errors) {
        return Templates.notifications(
                form, kinds(stored), Option.languages(form.language(), this::languageName), differences, errors);
    }

    /** Only mentors and admins receive reports. */
    private Kinds kinds(PreferencesDocument stored) {
        var optional = NotificationsForm.OPTIONAL.stream()
                .filter(kind -> switch (kind) {
                    case "mentor-report" -> visitor.mentor();
                    case "platform-report" -> visitor.admin();
                    default -> true;
                })
                .toList();
        var always = stored.kinds().keySet().stream()
                .filter(kind -> !NotificationsForm.OPTIONAL.contains(kind))
                .filter(kind -> reader.texts().has("settings.kind." + kind))
                .toList();
        return new Kinds(optional, always);
    }

    private List<FieldConflict> differences(NotificationsForm theirs, NotificationsForm yours, Kinds kinds) {
        var all = new ArrayList<FieldConflict>();
        kinds.optional()
                .forEach(kind -> all.add(new FieldConflict(
                        reader.texts().of("settings.kind." + kind),
                        onOrOff(theirs.isOn(kind)),
                        onOrOff(yours.isOn(kind)))));
        all.add(new FieldConflict(reader.texts().of("settings.reminders"), said(theirs), said(yours)));
        all.add(new FieldConflict(
                reader.texts().of("settings.language"),
                languageName(theirs.language()),
                languageName(yours.language())));
        return FieldConflict.among(all);
    }

    private String said(NotificationsForm form) {
        return form.reminders().stream()
                .filter(reminder -> !reminder.amount().isEmpty())
                .map(this::said)
                .collect(Collectors.joining(", "));
    }

    private String said(Reminder reminder) {
        return reader.texts().of("settings.before." + reminder.unit(), "count", Integer.valueOf(reminder.amount()));
    }

    private static void addWrongReminder(FormErrors errors) {
        errors.add(
                "amount",
                "settings.wrong.reminder",
                "minutes",
                NotificationsForm.LATEST_REMINDER,
                "days",
                Duration.ofMinutes(NotificationsForm.EARLIEST_REMINDER).toDays());
    }

    private String onOrOff(boolean on) {
        return reader.texts().of(on ? "settings.on" : "settings.off");
    }

    private String languageName(String tag) {
        return tag.isEmpty() ? reader.texts().of("settings.language.account") : Texts.ownName(tag);
    }

    private static boolean outOfBounds(int minutes) {
        return minutes < NotificationsForm.LATEST_REMINDER || minutes > NotificationsForm.EARLIEST_REMINDER;
    }

    private static String version(String etag) {
        return etag == null ? "0" : etag.replaceAll("^W/|\"", "");
    }
}
