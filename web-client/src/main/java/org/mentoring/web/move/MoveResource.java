package org.mentoring.web.move;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.ws.rs.FormParam;
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
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.client.BookingsApi;
import org.mentoring.web.api.client.ProposalsApi;
import org.mentoring.web.api.client.SlotsApi;
import org.mentoring.web.api.model.Reschedule;
import org.mentoring.web.api.model.SlotList;
import org.mentoring.web.book.FreeTimes;
import org.mentoring.web.book.Picker;
import org.mentoring.web.book.Pickers;
import org.mentoring.web.book.Summary;
import org.mentoring.web.book.TimeSelection;
import org.mentoring.web.book.UnavailableTimes;
import org.mentoring.web.book.UnavailableTimes.Notice;
import org.mentoring.web.bookings.BookingView;
import org.mentoring.web.bookings.BookingViews;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.language.Reader;
import org.mentoring.web.time.TypedTime;
import org.mentoring.web.time.Zones;

/** Moves a session, or proposes another time for it: the times, then old and new beside each other. Type and length stay. */
@Path("/bookings/{id}/{act:move|propose}")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@Authenticated
class MoveResource {

    private static final String PROPOSE = "propose";
    private static final Set<Integer> NOTHING_TO_SEE = Set.of(401, 403, 404);

    private final BookingsApi bookings;
    private final ProposalsApi proposals;
    private final SlotsApi slots;
    private final BookingViews views;
    private final Pickers pickers;
    private final UnavailableTimes unavailableTimes;
    private final Reader reader;
    private final Forms forms;

    MoveResource(
            @RestClient BookingsApi bookings,
            @RestClient ProposalsApi proposals,
            @RestClient SlotsApi slots,
            BookingViews views,
            Pickers pickers,
            UnavailableTimes unavailableTimes,
            Reader reader,
            Forms forms) {
        this.bookings = bookings;
        this.proposals = proposals;
        this.slots = slots;
        this.views = views;
        this.pickers = pickers;
        this.unavailableTimes = unavailableTimes;
        this.reader = reader;
        this.forms = forms;
    }

    /** @param act move or propose */
    record Moving(BookingView view, String act, String path, TimeSelection chosen) {

        public boolean proposing() {
            return act.equals(PROPOSE);
        }
    }

    /**
     * What a mentor may type instead of choosing a free time.
     *
     * @param which the times that may be meant, where clocks show the typed one twice
     */
    record Typed(String on, String at, List<Instant> which) {}

    @CheckedTemplate(basePath = "move")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance times(
                Moving moving,
                Picker picker,
                String path,
                TimeSelection chosen,
                Typed typed,
                List<Zones.Named> zones,
                FormErrors errors);

        static native TemplateInstance form(
                Moving moving, Summary summary, Notice notice, String reason, String others, FormErrors errors);
    }

    /**
     * @param on a date, and {@code at} a time of day: what a mentor may give instead of one of the free times
     * @param which the instant that is meant, where clocks show that time twice
     */
    @GET
    public Response choose(
            @PathParam("id") UUID id,
            @PathParam("act") String act,
            @QueryParam("month") String month,
            @QueryParam("day") String day,
            @QueryParam("start") String start,
            @QueryParam("on") String on,
            @QueryParam("at") String at,
            @QueryParam("which") String which,
            @QueryParam("zone") String zone) {
        var chosen = TimeSelection.of(
                null,
                month,
                day,
                start,
                TimeSelection.zoneMeant(zone, reader.texts().locale()));
        reader.follow(null, chosen.zone());
        // Its time is shown beside the new one, so that both are in the same zone.
        var view = views.get(id);
        if (!view.changeable()) {
            return forms.refused("/bookings/" + id, view.tooLate() ? "problem.too-late" : "problem.booking-not-open");
        }
        var time = TypedTime.of(on, at, reader.zone());
        var meant = time.flatMap(one -> one.meant(which));
        if (meant.isPresent()) {
            return Response.ok(form(moving(view, act, chosen.atStart(meant.get())), null, "", FormErrors.none()))
                    .build();
        }
        var moving = moving(view, act, chosen);
        if (chosen.start() != null && !chosen.start().equals(view.booking().startTime())) {
            return Response.ok(form(moving, null, "", FormErrors.none())).build();
        }
        var errors = FormErrors.none();
        if (on != null || at != null) {
            errors.add(
                    "on",
                    time.map(one -> one.problem(reader.texts()))
                            .orElseGet(() -> reader.texts().of("move.no-time")));
        } else if (zone != null && !zone.isBlank() && chosen.zone() == null) {
            errors.add("zone", reader.texts().of("book.zone.unknown"));
        }
        var typed = new Typed(
                on == null ? "" : on,
                at == null ? "" : at,
                time.map(TypedTime::choices).orElse(List.of()));
        return Response.ok(times(moving, typed, errors)).build();
    }

    @POST
    public Response move(
            @PathParam("id") UUID id,
            @PathParam("act") String act,
            @FormParam("start") String start,
            @FormParam("zone") String zone,
            @FormParam("reason") String reason,
            @FormParam("form_key") String key) {
        var chosen = TimeSelection.of(null, null, null, start, zone);
        reader.follow(null, chosen.zone());
        if (chosen.start() == null) {
            return forms.refused("/bookings/" + id + "/" + act, "book.no-time");
        }
        var errors = FormErrors.none().atMost(BookingViews.LONGEST_REASON, "reason", reason, reader.texts());
        if (errors.any()) {
            return forms.again(form(moving(views.get(id), act, chosen), null, reason, errors));
        }
        var change = new Reschedule(
                chosen.start(), reason == null || reason.isBlank() ? null : reason.replace("\r\n", "\n"));
        try {
            var moved = act.equals(PROPOSE)
                    ? proposals.proposalsPropose(id, change, key)
                    : bookings.bookingsReschedule(id, change, key);
            var proposed = moved.proposal() != null;
            return moved.warnings().isEmpty()
                    ? forms.done("/bookings/" + id, proposed ? "bookings.proposed" : "bookings.moved")
                    : forms.done(
                            "/bookings/" + id,
                            proposed ? "bookings.proposed-unusual" : "bookings.moved-unusual",
                            "why",
                            unusual(moved.warnings()));
        } catch (ApiException e) {
            if (NOTHING_TO_SEE.contains(e.status())) {
                throw e;
            }
            var moving = moving(views.get(id), act, chosen);
            var notice = UnavailableTimes.is(e)
                    ? unavailableTimes.notice(
                            e,
                            freeTimes(moving.view()),
                            chosen,
                            moving.path(),
                            moving.view().mentor())
                    : null;
            return forms.again(form(moving, notice, reason, errors(e, notice)));
        }
    }

    /** Warnings of the API without a text here are left out. */
    private String unusual(List<String> warnings) {
        return warnings.stream()
                .map(warning -> "bookings.warning." + warning)
                .filter(reader.texts()::has)
                .map(key -> reader.texts().of(key))
                .collect(Collectors.joining(" "));
    }

    private static Moving moving(BookingView view, String act, TimeSelection chosen) {
        return new Moving(view, act, "/bookings/" + view.booking().id() + "/" + act, chosen);
    }

    private TemplateInstance times(Moving moving, Typed typed, FormErrors errors) {
        var booking = moving.view().booking();
        var chosen = moving.chosen();
        var opened = chosen.day() == null && chosen.month() == null
                ? chosen.atDay(reader.times().localDate(booking.startTime()))
                : chosen;
        var picker = pickers.of(moving.path(), opened, freeTimes(moving.view()), booking.startTime())
                .picker();
        return Templates.times(
                moving,
                picker,
                moving.path(),
                opened,
                typed,
                Zones.all(reader.texts().locale()),
                errors);
    }

    private TemplateInstance form(Moving moving, Notice notice, String reason, FormErrors errors) {
        var booking = moving.view().booking();
        var start = moving.chosen().start();
        return Templates.form(
                moving,
                Summary.of(
                        reader,
                        start,
                        booking.sessionType(),
                        booking.durationMinutes(),
                        moving.view().mentor() ? booking.userTimeZone() : booking.mentorTimeZone(),
                        asked(moving.view(), start)),
                notice,
                reason,
                moving.chosen().atDay(reader.times().localDate(start)).address(moving.path()),
                errors);
    }

    /** Whether the mentor is asked first, and the session stays until the answer. */
    private boolean asked(BookingView view, Instant start) {
        return view.mentee()
                && view.booking().status().equals("confirmed")
                && ApiCalls.orUnavailable(() -> freeTimes(view).between(start, start.plusSeconds(1)))
                        .optional()
                        .filter(SlotList::approvalRequired)
                        .isPresent();
    }

    private FreeTimes freeTimes(BookingView view) {
        return new FreeTimes(
                slots, view.booking().mentorId(), null, view.booking().id(), null);
    }

    private FormErrors errors(ApiException refusal, Notice notice) {
        return notice == null
                ? FormErrors.of(refusal, reader.texts(), Map.of("reason", "reason"))
                : FormErrors.none().add(notice.nearest().isEmpty() ? "" : "start-0", notice.text());
    }
}
