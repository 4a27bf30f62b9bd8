package org.mentoring.web.availability;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.Parts;
import org.mentoring.web.api.client.AvailabilitySettingsApi;
import org.mentoring.web.api.client.MentorsApi;
import org.mentoring.web.api.client.SlotsApi;
import org.mentoring.web.api.model.Booking;
import org.mentoring.web.api.model.Mentor;
import org.mentoring.web.api.model.Slot;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.language.Reader;

/** When a mentor can be booked: the hours of every week, and exceptions. */
@Path("/availability")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("mentor")
class AvailabilityResource {

    private static final String PATH = "/availability";
    private static final int PREVIEW_DAYS = 7;

    private final Schedule schedule;
    private final AvailabilitySettingsApi settings;
    private final MentorsApi mentors;
    private final SlotsApi slots;
    private final Parts parts;
    private final Reader reader;
    private final Forms forms;
    private final SentForm form;

    AvailabilityResource(
            Schedule schedule,
            @RestClient AvailabilitySettingsApi settings,
            @RestClient MentorsApi mentors,
            @RestClient SlotsApi slots,
            Parts parts,
            Reader reader,
            Forms forms,
            SentForm form) {
        this.schedule = schedule;
        this.settings = settings;
        this.mentors = mentors;
        this.slots = slots;
        this.parts = parts;
        this.reader = reader;
        this.forms = forms;
        this.form = form;
    }

    @CheckedTemplate(basePath = "availability")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance page(AvailabilityPage view);

        static native TemplateInstance waiting();
    }

    /** The rules as they are, in the zone of the schedule. */
    private record Now(WeeklyRules rules, ZoneId zone, LocalDate today) {}

    /** What a request changes of the page. */
    private record Shown(
            Week week,
            String focus,
            String said,
            FormErrors errors,
            boolean theirs,
            List<Booking> outside,
            AvailabilityPage.Typed typed,
            FormErrors typedErrors,
            List<Booking> inside) {

        static Shown of(Week week, String focus, String said, FormErrors errors) {
            return new Shown(
                    week,
                    focus,
                    said,
                    errors,
                    false,
                    List.of(),
                    AvailabilityPage.Typed.NEW,
                    FormErrors.none(),
                    List.of());
        }

        Shown withTheirs() {
            return new Shown(week, focus, said, errors, true, outside, typed, typedErrors, inside);
        }

        Shown withOutside(List<Booking> bookings) {
            return new Shown(week, focus, said, errors, theirs, bookings, typed, typedErrors, inside);
        }

        Shown with(AvailabilityPage.Typed exception, FormErrors wrong, List<Booking> bookings) {
            return new Shown(week, focus, said, errors, theirs, outside, exception, wrong, bookings);
        }
    }

    @GET
    public TemplateInstance show(@QueryParam("see") String see) {
        try {
            var now = now();
            return page(now, Shown.of(Week.of(now.rules().hours()), "", "", FormErrors.none()), see);
        } catch (ApiException e) {
            if (e.is("mentor-not-yet")) {
                return Templates.waiting();
            }
            throw e;
        }
    }

    /** A step of filling in the form, which saves nothing: adds, removes and copies windows, and says what is wrong. */
    @POST
    @Path("edit")
    public TemplateInstance edit() {
        var week = Week.of(form);
        var step = form.one("do").split("\\.");
        if (step.length == 5 && "paint".equals(step[0]) && step[2].matches("\\d{1,4}") && step[3].matches("\\d{1,4}")) {
            paint(week, step);
        }
        var day =
                step.length > 1 && !"paint".equals(step[0]) ? Week.day(step[1]) : Optional.<java.time.DayOfWeek>empty();
        var focus = "";
        var said = "";
        if (day.isPresent()) {
            var key = Week.key(day.get());
            var name = WeekView.name(day.get(), reader.texts().locale());
            switch (step[0]) {
                case "add" -> {
                    focus = "from-" + key + "-" + week.add(day.get());
                    said = reader.texts().of("availability.added", "day", name);
                }
                case "remove" -> {
                    week.remove(day.get(), step.length > 2 && step[2].matches("\\d") ? Integer.parseInt(step[2]) : -1);
                    focus = "add-" + key;
                    said = reader.texts().of("availability.removed", "day", name);
                }
                case "copy", "copy-all" -> {
                    var all = "copy-all".equals(step[0]);
                    var days = all
                            ? List.of(java.time.DayOfWeek.values())
                            : form.all("copy-" + key).stream()
                                    .flatMap(one -> Week.day(one).stream())
                                    .toList();
                    week.copy(day.get(), days);
                    focus = "add-" + key;
                    said = reader.texts()
                            .of("availability.copied", "day", name, "count", all ? days.size() - 1 : days.size());
                }
                default -> {}
            }
        }
        return page(now(), Shown.of(week, focus, said, FormErrors.none()), null);
    }

    private static void paint(Week week, String[] step) {
        var from = Integer.parseInt(step[2]);
        var to = Integer.parseInt(step[3]);
        if (from < to && to <= Hours.DAY) {
            var days = java.util.Arrays.stream(step[1].split(","))
                    .flatMap(one -> Week.day(one).stream())
                    .toList();
            week.paint(days, from, to, "on".equals(step[4]));
        }
    }

    @POST
    public Response save() {
        var now = now();
        var week = Week.of(form);
        var errors = WeekView.errors(week, reader.texts());
        if (errors.any()) {
            return forms.again(page(now, Shown.of(week, "", "", errors), null));
        }
        var plan = now.rules().plan(week.hours());
        if (plan.nothing()) {
            return forms.done(PATH, "availability.saved");
        }
        if (!form.one("rules").equals(now.rules().fingerprint())) {
            var stale = FormErrors.none().add("", reader.texts().of("problem.stale-version"));
            return forms.again(page(now, Shown.of(week, "", "", stale).withTheirs(), null));
        }
        var outside = form.one("confirmed").isEmpty() ? outside(now, week) : List.<Booking>of();
        if (!outside.isEmpty()) {
            return ask(page(now, Shown.of(week, "", "", FormErrors.none()).withOutside(outside), null));
        }
        try {
            schedule.apply(plan, now.zone(), now.today());
        } catch (ApiException e) {
            var partly = FormErrors.none().add("", reader.texts().of("availability.partly"));
            return forms.again(page(now(), Shown.of(week, "", "", partly).withTheirs(), null));
        }
        return forms.done(PATH, "availability.saved");
    }

    @POST
    @Path("exceptions")
    public Response except() {
        var now = now();
        var typed = new AvailabilityPage.Typed(
                form.one("kind"), form.one("first"), form.one("last"), form.one("hours-from"), form.one("hours-to"));
        var wrong = FormErrors.none();
        var wanted = Exceptions.of(typed, now.zone(), reader.texts(), wrong);
        var inside = wanted.filter(one -> form.one("confirmed").isEmpty())
                .map(this::inside)
                .orElse(List.of());
        if (wanted.isEmpty()) {
            return forms.again(page(now, unchanged(now).with(typed, wrong, inside), null));
        }
        if (!inside.isEmpty()) {
            return ask(page(now, unchanged(now).with(typed, wrong, inside), null));
        }
        try {
            wanted.get().windows().forEach(schedule::addWindow);
        } catch (ApiException e) {
            return forms.again(page(
                    now, unchanged(now).with(typed, FormErrors.of(e, reader.texts(), fields()), List.of()), null));
        }
        return forms.done(PATH + "#exceptions", "availability.exception-added");
    }

    @POST
    @Path("exceptions/{id}/remove")
    public Response allow(@PathParam("id") UUID id) {
        schedule.removeWindow(id);
        return forms.done(PATH + "#exceptions", "availability.exception-removed");
    }

    @POST
    @Path("rules/{id}/remove")
    public Response removeRule(@PathParam("id") UUID id) {
        schedule.removeRule(id);
        return forms.done(PATH, "availability.saved");
    }

    /** The same page with a question to be answered first; nothing is wrong with the form. */
    private static Response ask(TemplateInstance page) {
        return Response.ok(page.render(), MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .build();
    }

    private static java.util.Map<String, String> fields() {
        return java.util.Map.of("start_time", "first", "end_time", "last");
    }

    private Shown unchanged(Now now) {
        return Shown.of(Week.of(now.rules().hours()), "", "", FormErrors.none());
    }

    private Now now() {
        var rules = parts.ask(schedule::rules);
        var zone = ZoneId.of(settings.availabilitySettingsGet().timeZone());
        var today = LocalDate.now(zone);
        return new Now(WeeklyRules.of(rules.get(), zone, today), zone, today);
    }

    private List<Booking> outside(Now now, Week week) {
        var bookings = schedule.standing();
        if (bookings.isEmpty()) {
            return bookings;
        }
        var windows = schedule.windows();
        var before = new Covered(now.rules().hours(), windows, now.zone());
        var after = new Covered(week.hours(), windows, now.zone());
        return bookings.stream()
                .filter(booking -> before.covers(booking.startTime(), booking.endTime())
                        && !after.covers(booking.startTime(), booking.endTime()))
                .toList();
    }

    private List<Booking> inside(Exceptions wanted) {
        return wanted.spans().isEmpty()
                ? List.of()
                : schedule.standing().stream()
                        .filter(booking -> wanted.spans().stream()
                                .anyMatch(span -> span.meets(booking.startTime(), booking.endTime())))
                        .toList();
    }

    private TemplateInstance page(Now now, Shown shown, String see) {
        var texts = reader.texts();
        var zone = now.zone();
        var windows = parts.ask(schedule::windows);
        var seen = Reader.zone(see).orElse(reader.zoneKnown() ? reader.zone() : zone);
        var mentor = parts.ask(mentors::mentorsMe).orDown();
        var preview = mentor.optional()
                .map(Mentor::id)
                .map(id -> parts.askAsNobody(() -> free(id, seen)).orDown())
                .orElseGet(() -> mentor.map(known -> List.<Slot>of()));
        return Templates.page(new AvailabilityPage(
                WeekView.of(shown.week(), texts, shown.focus(), shown.said()),
                shown.errors(),
                mentor.optional().map(Mentor::status).orElse(""),
                now.rules().fingerprint(),
                !now.rules().plan(shown.week().hours()).nothing(),
                ZoneChoices.label(texts, zone),
                shown.theirs() ? theirs(now) : List.of(),
                shown.outside(),
                now.rules().others().stream()
                        .map(rule -> AvailabilityPage.other(rule, texts, zone))
                        .toList(),
                windows.orDown()
                        .map(all -> all.stream()
                                .map(window -> AvailabilityPage.exceptional(window, texts, zone))
                                .toList()),
                shown.typed(),
                shown.typedErrors(),
                shown.inside(),
                new AvailabilityPage.Preview(
                        ZoneChoices.some(texts, seen, zone),
                        ZoneChoices.label(texts, seen),
                        preview.map(free -> AvailabilityPage.days(free, texts, seen)))));
    }

    private List<Slot> free(UUID mentor, ZoneId zone) {
        var end = Instant.now().plus(java.time.Duration.ofDays(PREVIEW_DAYS));
        return slots.slotsFind(mentor, null, null, null, zone.getId(), end.toString(), null)
                .items();
    }

    private List<String> theirs(Now now) {
        var texts = reader.texts();
        var week = Week.of(now.rules().hours());
        return WeekView.order(texts.locale()).stream()
                .filter(week::isOn)
                .map(day -> texts.of(
                        "availability.theirs-day",
                        "day",
                        WeekView.name(day, texts.locale()),
                        "hours",
                        String.join(
                                ", ",
                                week.windows(day).stream()
                                        .map(typed -> typed.from() + "–" + typed.to())
                                        .toList())))
                .toList();
    }
}
