package org.mentoring.web.availability;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.model.Booking;
import org.mentoring.web.availability.AvailabilityPages.Now;
import org.mentoring.web.availability.AvailabilityPages.Shown;
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

    private final Schedule schedule;
    private final AvailabilityPages pages;
    private final Reader reader;
    private final Forms forms;
    private final SentForm form;

    AvailabilityResource(Schedule schedule, AvailabilityPages pages, Reader reader, Forms forms, SentForm form) {
        this.schedule = schedule;
        this.pages = pages;
        this.reader = reader;
        this.forms = forms;
        this.form = form;
    }

    @GET
    public TemplateInstance show(@QueryParam("see") String see) {
        try {
            var now = pages.now();
            return pages.page(now, new Shown(Week.of(now.rules().hours()), "", "", FormErrors.none()), see);
        } catch (ApiException e) {
            if (e.is("mentor-not-yet")) {
                return AvailabilityPages.Templates.waiting();
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
        var notDone = "";
        if (step.length == 5 && "paint".equals(step[0]) && step[2].matches("\\d{1,4}") && step[3].matches("\\d{1,4}")) {
            notDone = paint(week, step);
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
                    week.remove(
                            day.get(), step.length > 2 && step[2].matches("\\d{1,3}") ? Integer.parseInt(step[2]) : -1);
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
        return pages.page(
                pages.now(),
                new Shown(week, focus, said, FormErrors.none())
                        .withNotDone(notDone)
                        .filledFrom(form.one("rules")),
                null);
    }

    /** Says which days stay as they are; empty for none. */
    private String paint(Week week, String[] step) {
        var from = Integer.parseInt(step[2]);
        var to = Integer.parseInt(step[3]);
        if (from >= to || to > Hours.DAY) {
            return "";
        }
        var texts = reader.texts();
        var days = java.util.Arrays.stream(step[1].split(","))
                .flatMap(one -> Week.day(one).stream())
                .toList();
        return week.paint(days, from, to, "on".equals(step[4])).stream()
                .map(day -> texts.of(
                        "availability.not-marked",
                        "day",
                        WeekView.name(day, texts.locale()),
                        "why",
                        WeekView.tooMany(texts)))
                .collect(Collectors.joining(" "));
    }

    @POST
    public Response save() {
        var now = pages.now();
        var week = Week.of(form);
        var errors = WeekView.errors(week, reader.texts());
        if (errors.any()) {
            return forms.again(pages.page(now, new Shown(week, "", "", errors).filledFrom(form.one("rules")), null));
        }
        var plan = now.rules().plan(week.hours());
        if (plan.nothing()) {
            return forms.done(PATH, "availability.saved");
        }
        if (!form.one("rules").equals(now.rules().fingerprint())) {
            var stale = forms.errors().add("", "problem.stale-version");
            return forms.again(pages.page(now, new Shown(week, "", "", stale).withTheirs(), null));
        }
        var outside = form.one("confirmed").isEmpty() ? outside(now, week) : List.<Booking>of();
        if (!outside.isEmpty()) {
            return ask(pages.page(now, new Shown(week, "", "", FormErrors.none()).withOutside(outside), null));
        }
        try {
            schedule.apply(plan, now.zone(), now.today(), form.key());
        } catch (ApiException e) {
            var after = pages.now();
            if (e.retryable() && after.rules().fingerprint().equals(now.rules().fingerprint())) {
                throw e;
            }
            var partly = forms.errors().add("", "availability.partly");
            return forms.again(pages.page(after, new Shown(week, "", "", partly).withTheirs(), null));
        }
        return forms.done(PATH, "availability.saved");
    }

    @POST
    @Path("exceptions")
    public Response except() {
        var now = pages.now();
        var typed = ExceptionForm.of(form);
        var errors = forms.errors();
        var wanted = typed.wanted(now.zone(), errors);
        if (wanted.isEmpty()) {
            return forms.again(pages.page(now, unchanged(now).with(typed, errors, List.of()), null));
        }
        try {
            var outside = form.one("confirmed").isEmpty() ? schedule.outside(wanted.get()) : List.<Booking>of();
            if (!outside.isEmpty()) {
                return ask(pages.page(now, unchanged(now).with(typed, errors, outside), null));
            }
            schedule.addOverride(wanted.get(), form.key());
        } catch (ApiException e) {
            var refused = forms.errors(e, fields());
            return forms.again(pages.page(now, unchanged(now).with(typed, refused, List.of()), null));
        }
        return forms.done(PATH + "#exceptions", "availability.exception-added");
    }

    /** A step of filling in an exception, which saves nothing: adds or removes a window. */
    @POST
    @Path("exceptions/edit")
    public TemplateInstance editException() {
        var now = pages.now();
        var typed = ExceptionForm.of(form);
        var step = form.one("do").split("\\.");
        var said = "";
        if ("add".equals(step[0])) {
            typed = typed.withOneMore();
            said = reader.texts().of("availability.exception.hours-added");
        } else if ("remove".equals(step[0]) && step.length > 1 && step[1].matches("\\d{1,3}")) {
            typed = typed.without(Integer.parseInt(step[1]));
            said = reader.texts().of("availability.exception.hours-removed");
        }
        return pages.page(now, unchanged(now).with(typed, said), null);
    }

    @POST
    @Path("exceptions/{id}/remove")
    public Response removeException(@PathParam("id") UUID id) {
        schedule.removeOverride(id);
        return forms.done(PATH + "#exceptions", "availability.exception-removed");
    }

    @POST
    @Path("exceptions/windows/{id}/remove")
    public Response removeWindow(@PathParam("id") UUID id) {
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
        return Response.ok(page).build();
    }

    private static java.util.Map<String, String> fields() {
        return java.util.Map.of("first_day", "first", "last_day", "last", "windows", "hours-from-0");
    }

    private Shown unchanged(Now now) {
        return new Shown(Week.of(now.rules().hours()), "", "", FormErrors.none());
    }

    private List<Booking> outside(Now now, Week week) {
        var bookings = schedule.active();
        if (bookings.isEmpty()) {
            return bookings;
        }
        var windows = schedule.windows();
        var overrides = schedule.overrides(now.today());
        var before = new Coverage(now.rules().hours(), windows, overrides, now.zone());
        var after = new Coverage(week.hours(), windows, overrides, now.zone());
        return bookings.stream()
                .filter(booking -> before.covers(booking.startTime(), booking.endTime())
                        && !after.covers(booking.startTime(), booking.endTime()))
                .toList();
    }
}
