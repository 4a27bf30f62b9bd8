package org.mentoring.web.link;

import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.client.SlotsApi;
import org.mentoring.web.book.FreeTimes;
import org.mentoring.web.book.TimeQuery;
import org.mentoring.web.book.TimeSelection;
import org.mentoring.web.bookings.BookingState;
import org.mentoring.web.bookings.OwnBookings;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.language.Reader;
import org.mentoring.web.move.MovePages;
import org.mentoring.web.move.MovePages.Typed;
import org.mentoring.web.move.Moving;

/** Moves the session of a link to another time that its mentor offers to everyone. */
@RequestScoped
class LinkedMoves {

    /** The mentor offers nothing any more, or not this session type. */
    private static final Set<Integer> NOT_OFFERED = Set.of(404, 422);

    private final LinkedSessions sessions;
    private final SlotsApi slots;
    private final MovePages pages;
    private final Reader reader;
    private final Forms forms;
    private final SentForm form;

    LinkedMoves(
            LinkedSessions sessions,
            @RestClient SlotsApi slots,
            MovePages pages,
            Reader reader,
            Forms forms,
            SentForm form) {
        this.sessions = sessions;
        this.slots = slots;
        this.pages = pages;
        this.reader = reader;
        this.forms = forms;
        this.form = form;
    }

    Response choose(UUID booking, TimeQuery query) {
        var chosen = query.chosen(reader);
        var view = sessions.get(booking);
        if (!view.movable()) {
            return forms.refused(LinkResource.page(booking), BookingState.whyNotChangeable(view.tooLate()));
        }
        var moving = moving(view, chosen);
        if (moving.timeChosen()) {
            return LinkResource.shown(pages.form(moving, "", FormErrors.none()));
        }
        try {
            return LinkResource.shown(pages.times(moving, Typed.NOTHING, query.errors(chosen, forms)));
        } catch (ApiException e) {
            if (!NOT_OFFERED.contains(e.status())) {
                throw e;
            }
            return forms.refused(moving.page(), "link.move.elsewhere");
        }
    }

    Response move(UUID booking) {
        var chosen = TimeSelection.of(form);
        reader.follow(null, chosen.zone());
        if (chosen.start() == null) {
            return forms.refused(LinkResource.page(booking) + "/move", "book.no-time");
        }
        var reason = form.one("reason");
        var errors = forms.errors().atMost(OwnBookings.LONGEST_REASON, "reason", reason);
        if (errors.any()) {
            return forms.again(pages.form(moving(sessions.get(booking), chosen), reason, errors));
        }
        try {
            var moved = sessions.move(booking, form.key(), chosen.start(), form.oneOrNull("reason"));
            return forms.done(LinkResource.page(booking), moved ? "bookings.moved" : "bookings.proposed");
        } catch (ApiException e) {
            return forms.again(pages.refused(moving(sessions.get(booking), chosen), reason, e));
        }
    }

    private Moving moving(LinkView view, TimeSelection chosen) {
        var booking = view.booking();
        return new Moving(
                booking.id(),
                "move",
                true,
                view.other(),
                view.summary(),
                // The zone of the other side is not disclosed.
                reader.zone().getId(),
                false,
                view.state().equals("booked"),
                // Those of everyone: other sessions of whom the mail was sent to are not disclosed.
                new FreeTimes(slots, booking.mentorId(), booking.sessionType(), null, null),
                chosen);
    }
}
