package org.mentoring.web.availability;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.ibm.icu.text.MeasureFormat;
import com.ibm.icu.text.MeasureFormat.FormatWidth;
import com.ibm.icu.util.Measure;
import com.ibm.icu.util.MeasureUnit;
import com.ibm.icu.util.ULocale;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.client.AvailabilitySettingsApi;
import org.mentoring.web.form.FieldConflict;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.Option;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.language.Reader;

/** What a mentor offers, and within which limits. */
@Path("/availability/settings")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("mentor")
class AvailabilitySettingsResource {

    private static final String PATH = "/availability/settings";
    private static final List<Integer> INTERVALS = List.of(5, 10, 15, 20, 30, 45, 60, 90, 120);
    private static final List<Integer> NOTICES =
            List.of(0, 30, 60, 120, 240, 480, 720, 1440, 2880, 4320, 10_080, 20_160);
    private static final int HOUR = 60;
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("time_zone", "time_zone"),
            Map.entry("session_types", "add-type"),
            Map.entry("slot_interval_minutes", "interval"),
            Map.entry("minimum_notice_minutes", "notice"),
            Map.entry("booking_window_days", "window_days"),
            Map.entry("most_per_day", "per_day"),
            Map.entry("most_per_week", "per_week"),
            Map.entry("change_notice_minutes", "change_notice"),
            Map.entry("meeting_url", "meeting"));

    private final AvailabilitySettingsClient settings;
    private final AvailabilitySettingsApi change;
    private final Reader reader;
    private final Forms forms;
    private final SentForm form;

    AvailabilitySettingsResource(
            @RestClient AvailabilitySettingsClient settings,
            @RestClient AvailabilitySettingsApi change,
            Reader reader,
            Forms forms,
            SentForm form) {
        this.settings = settings;
        this.change = change;
        this.reader = reader;
        this.forms = forms;
        this.form = form;
    }

    record View(
            AvailabilitySettingsForm form,
            String version,
            boolean changed,
            int focus,
            List<FieldConflict> conflicts,
            List<Option> intervals,
            List<Option> notices,
            List<Option> changeNotices,
            List<Option> zones) {}

    @CheckedTemplate(basePath = "availability")
    static final class Templates {
        static native TemplateInstance settings(View view, FormErrors errors);
    }

    @GET
    public TemplateInstance show() {
        var found = settings.get();
        return page(
                AvailabilitySettingsForm.of(found.getEntity()),
                found.getHeaderString("ETag"),
                false,
                -1,
                List.of(),
                FormErrors.none());
    }

    /** A step of filling in the form, which saves nothing. */
    @POST
    @Path("edit")
    public TemplateInstance edit() {
        var typed = AvailabilitySettingsForm.of(form);
        var step = form.one("do");
        var focus = -1;
        if (step.equals("add-type") && typed.types().size() < AvailabilitySettingsForm.MOST_TYPES) {
            typed.types().add(AvailabilitySettingsForm.Type.NEW);
            focus = typed.types().size() - 1;
        } else if (step.matches("remove-type\\.\\d{1,2}") && typed.types().size() > 1) {
            var place = Integer.parseInt(step.substring(step.indexOf('.') + 1));
            if (place < typed.types().size()) {
                typed.types().remove(place);
            }
            focus = 0;
        }
        return page(typed, form.one("version"), true, focus, List.of(), FormErrors.none());
    }

    @POST
    public Response save() {
        var typed = AvailabilitySettingsForm.of(form);
        var errors = forms.errors();
        var now = settings.get();
        var wanted = typed.settings(now.getEntity(), errors, reader.texts().locale());
        if (errors.any()) {
            return forms.again(again(typed, errors));
        }
        try {
            var edited = change.availabilitySettingsPut(wanted, form.one("version"));
            return edited.bookingsOfOldTypes().isEmpty()
                    ? forms.done(PATH, "availability.settings.saved")
                    : forms.done(
                            PATH,
                            "availability.settings.saved-with-old",
                            "count",
                            edited.bookingsOfOldTypes().size());
        } catch (ApiException e) {
            if (!e.stale()) {
                return forms.again(again(typed, forms.errors(e, FIELDS)));
            }
            var stored = settings.get();
            var conflicts =
                    conflicts(AvailabilitySettingsForm.of(stored.getEntity()), AvailabilitySettingsForm.of(wanted));
            return conflicts.isEmpty()
                    ? forms.done(PATH, "availability.settings.saved")
                    : forms.again(page(typed, stored.getHeaderString("ETag"), true, -1, conflicts, FormErrors.none()));
        }
    }

    private TemplateInstance again(AvailabilitySettingsForm typed, FormErrors errors) {
        return page(typed, form.one("version"), true, -1, List.of(), errors);
    }

    private List<FieldConflict> conflicts(AvailabilitySettingsForm theirs, AvailabilitySettingsForm yours) {
        return FieldConflict.among(List.of(
                conflict("types", types(theirs), types(yours)),
                conflict("approval", yesOrNo(theirs.approval()), yesOrNo(yours.approval())),
                conflict("interval", duration(theirs.interval()), duration(yours.interval())),
                conflict("window", digits(theirs.windowDays()), digits(yours.windowDays())),
                conflict("notice", duration(theirs.notice()), duration(yours.notice())),
                conflict("change-notice", duration(theirs.changeNotice()), duration(yours.changeNotice())),
                conflict("meeting", theirs.meeting(), yours.meeting()),
                conflict("per-day", digits(theirs.perDay()), digits(yours.perDay())),
                conflict("per-week", digits(theirs.perWeek()), digits(yours.perWeek())),
                conflict("standing", digits(theirs.standing()), digits(yours.standing())),
                conflict("changes", digits(theirs.changes()), digits(yours.changes())),
                conflict("moves", digits(theirs.moves()), digits(yours.moves())),
                conflict("zone", theirs.zone(), yours.zone())));
    }

    private FieldConflict conflict(String label, String theirs, String yours) {
        return new FieldConflict(reader.texts().of("availability.settings." + label), theirs, yours);
    }

    private String types(AvailabilitySettingsForm form) {
        return form.types().stream()
                .map(type -> type.name() + ": " + digits(type.before()) + " + " + duration(type.minutes()) + " + "
                        + digits(type.after()))
                .collect(Collectors.joining("; "));
    }

    private String digits(String number) {
        return reader.times().digits(number);
    }

    private String yesOrNo(boolean value) {
        return reader.texts().of(value ? "account.yes" : "account.no");
    }

    private String duration(String minutes) {
        return minutes.isEmpty() ? "" : duration(Integer.parseInt(minutes));
    }

    private TemplateInstance page(
            AvailabilitySettingsForm typed,
            String version,
            boolean changed,
            int focus,
            List<FieldConflict> conflicts,
            FormErrors errors) {
        return Templates.settings(
                new View(
                        typed,
                        version,
                        changed,
                        focus,
                        conflicts,
                        choices(INTERVALS, typed.interval()),
                        choices(NOTICES, typed.notice()),
                        choices(NOTICES, typed.changeNotice()),
                        Option.zones(reader.texts().locale())),
                errors);
    }

    /** The usual ones and the one that is chosen. */
    private List<Option> choices(List<Integer> usual, String chosen) {
        var values = new TreeSet<>(usual);
        if (chosen.matches("\\d{1,6}")) {
            values.add(Integer.valueOf(chosen));
        }
        return values.stream()
                .map(Object::toString)
                .map(value -> new Option(value, duration(value), value.equals(chosen)))
                .toList();
    }

    private String duration(int minutes) {
        if (minutes == 0) {
            return reader.texts().of("availability.settings.no-notice");
        }
        var measure = minutes % Hours.DAY == 0
                ? new Measure(minutes / Hours.DAY, MeasureUnit.DAY)
                : minutes % HOUR == 0
                        ? new Measure(minutes / HOUR, MeasureUnit.HOUR)
                        : new Measure(minutes, MeasureUnit.MINUTE);
        return MeasureFormat.getInstance(ULocale.forLocale(reader.texts().locale()), FormatWidth.WIDE)
                .formatMeasures(measure);
    }
}
