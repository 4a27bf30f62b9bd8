package org.mentoring.web.move;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.client.BookingsApi;
import org.mentoring.web.api.client.ProposalsApi;
import org.mentoring.web.api.client.SlotsApi;
import org.mentoring.web.api.model.Reschedule;
import org.mentoring.web.book.FreeTimes;
import org.mentoring.web.book.TimeQuery;
import org.mentoring.web.book.TimeSelection;
import org.mentoring.web.bookings.BookingState;
import org.mentoring.web.bookings.BookingView;
import org.mentoring.web.bookings.OwnBookings;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.language.Reader;
import org.mentoring.web.move.MovePages.Typed;
import org.mentoring.web.time.TypedTime;

/** Moves a session, or proposes another time for it, as one of its sides. */
@Path("/bookings/{id}/{action:move|propose}")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@Authenticated
class MoveResource {

    private final BookingsApi bookings;
    private final ProposalsApi proposals;
    private final SlotsApi slots;
    private final OwnBookings views;
    private final MovePages pages;
    private final Reader reader;
    private final Forms forms;
    private final SentForm form;

    MoveResource(
            @RestClient BookingsApi bookings,
            @RestClient ProposalsApi proposals,
            @RestClient SlotsApi slots,
            OwnBookings views,
            MovePages pages,
            Reader reader,
            Forms forms,
            SentForm form) {
        this.bookings = bookings;
        this.proposals = proposals;
        this.slots = slots;
        this.views = views;
        this.pages = pages;
        this.reader = reader;
        this.forms = forms;
        this.form = form;
    }

    /**
     * @param on a date, and {@code at} a time of day: what a mentor may give instead of one of the free times
     * @param which the instant that is meant, where clocks show that time twice
     */
    @GET
    public Response choose(
            @PathParam("id") UUID id,
            @PathParam("action") String action,
            @BeanParam TimeQuery query,
            @QueryParam("on") String on,
            @QueryParam("at") String at,
            @QueryParam("which") String which) {
        var chosen = query.chosen(reader);
        // Its time is shown beside the new one, so that both are in the same zone.
        var view = views.get(id);
        if (!view.changeable()) {
            return forms.refused("/bookings/" + id, BookingState.whyNotChangeable(view.tooLate()));
        }
        var time = TypedTime.of(on, at, reader.zone());
        var meant = time.flatMap(one -> one.meant(which));
        var moving = moving(view, action, meant.map(chosen::atStart).orElse(chosen));
        if (meant.isPresent() || moving.timeChosen()) {
            return Response.ok(pages.form(moving, "", FormErrors.none())).build();
        }
        var errors = on == null && at == null
                ? query.errors(chosen, forms)
                : forms.errors().add("on", time.map(TypedTime::problem).orElse("move.no-time"));
        var typed = new Typed(
                on == null ? "" : on,
                at == null ? "" : at,
                time.map(TypedTime::choices).orElse(List.of()));
        return Response.ok(pages.times(moving, typed, errors)).build();
    }

    @POST
    public Response move(@PathParam("id") UUID id, @PathParam("action") String action) {
        var chosen = TimeSelection.of(form);
        reader.follow(null, chosen.zone());
        if (chosen.start() == null) {
            return forms.refused("/bookings/" + id + "/" + action, "book.no-time");
        }
        var reason = form.one("reason");
        var errors = forms.errors().atMost(OwnBookings.LONGEST_REASON, "reason", reason);
        if (errors.any()) {
            return forms.again(pages.form(moving(views.get(id), action, chosen), reason, errors));
        }
        var change = new Reschedule(chosen.start(), form.oneOrNull("reason"));
        try {
            var moved = action.equals(Moving.PROPOSE)
                    ? proposals.proposalsPropose(id, change, form.key())
                    : bookings.bookingsReschedule(id, change, form.key());
            var proposed = moved.proposal() != null;
            return moved.warnings().isEmpty()
                    ? forms.done("/bookings/" + id, proposed ? "bookings.proposed" : "bookings.moved")
                    : forms.done(
                            "/bookings/" + id,
                            proposed ? "bookings.proposed-unusual" : "bookings.moved-unusual",
                            "why",
                            unusual(moved.warnings()));
        } catch (ApiException e) {
            if (e.notVisible()) {
                throw e;
            }
            return forms.again(pages.refused(moving(views.get(id), action, chosen), reason, e));
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

    private Moving moving(BookingView view, String action, TimeSelection chosen) {
        var booking = view.booking();
        return new Moving(
                booking.id(),
                action,
                false,
                view.other(),
                view.summary(),
                view.mentor() ? booking.userTimeZone() : booking.mentorTimeZone(),
                view.mentor(),
                view.mentee() && booking.status().equals("confirmed"),
                new FreeTimes(slots, booking.mentorId(), null, booking.id(), null),
                chosen);
    }
}
