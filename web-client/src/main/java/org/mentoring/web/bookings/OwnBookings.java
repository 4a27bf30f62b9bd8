package org.mentoring.web.bookings;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.RequestScoped;

import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.client.BookingsApi;
import org.mentoring.web.api.model.Booking;
import org.mentoring.web.book.Summary;
import org.mentoring.web.bookings.BookingView.Side;
import org.mentoring.web.language.Reader;
import org.mentoring.web.signin.Visitor;

/** Bookings of the person who is signed in. */
@RequestScoped
public class OwnBookings {

    /** Why something is cancelled, declined or moved: in characters. */
    public static final int LONGEST_REASON = 500;

    /** What a mentor asks about a request, and the answer: in characters. */
    public static final int LONGEST_QUESTION = 2000;

    /** How often a mentor may ask about one request. */
    public static final int MOST_QUESTIONS = 3;

    private final BookingsApi bookings;
    private final Reader reader;
    private final Visitor visitor;

    OwnBookings(@RestClient BookingsApi bookings, Reader reader, Visitor visitor) {
        this.bookings = bookings;
        this.reader = reader;
        this.visitor = visitor;
    }

    /** Whether the mentor of a request may ask its mentee something now. */
    public static boolean askable(Booking booking) {
        return booking.status().equals("pending") && !asked(booking) && questionsAsked(booking) < MOST_QUESTIONS;
    }

    /** Whether the mentee has to answer a question. */
    public static boolean asked(Booking booking) {
        return Boolean.TRUE.equals(booking.questionOpen());
    }

    public static int questionsAsked(Booking booking) {
        return booking.questionsAsked() == null ? 0 : booking.questionsAsked();
    }

    public BookingView get(UUID id) {
        return of(bookings.bookingsGet(id));
    }

    public BookingView of(Booking booking) {
        var side = side(booking);
        var othersZone = side == Side.MENTOR ? booking.userTimeZone() : booking.mentorTimeZone();
        var state = BookingState.of(
                booking.status(),
                booking.startTime(),
                booking.endTime(),
                side == Side.MENTEE ? booking.changeableUntil() : null,
                Instant.now());
        return new BookingView(
                booking,
                side,
                state.name(),
                Summary.of(
                        reader,
                        booking.startTime(),
                        booking.sessionType(),
                        booking.durationMinutes(),
                        othersZone,
                        false),
                booking.proposal() == null
                        ? null
                        : Summary.of(
                                reader,
                                booking.proposal().startTime(),
                                booking.sessionType(),
                                (int) Duration.between(
                                                booking.proposal().startTime(),
                                                booking.proposal().endTime())
                                        .toMinutes(),
                                othersZone,
                                false),
                state.changeable(),
                state.tooLate());
    }

    private Side side(Booking booking) {
        var me = visitor.id().orElse("");
        if (me.equals(booking.userId().toString())) {
            return Side.MENTEE;
        }
        return me.equals(booking.mentorId().toString()) ? Side.MENTOR : Side.ADMIN;
    }
}
