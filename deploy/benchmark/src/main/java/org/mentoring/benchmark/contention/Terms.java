package org.mentoring.benchmark.contention;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

/**
 * How a mentor can be booked.
 *
 * @param mostPerDay on a day of the mentor's zone; null for any number
 * @param mostStanding how many bookings to come one mentee may have
 * @param mostMoves how often each side may move a booking
 */
record Terms(
        UUID mentor,
        ZoneId zone,
        Duration bufferBefore,
        Duration bufferAfter,
        boolean approval,
        Integer mostPerDay,
        int mostStanding,
        int mostMoves) {

    Span occupied(BookingState booking) {
        return new Span(booking.start().minus(bufferBefore), booking.end().plus(bufferAfter));
    }

    LocalDate day(BookingState booking) {
        return day(booking.start());
    }

    LocalDate day(Instant start) {
        return LocalDate.ofInstant(start, zone);
    }

    /** A half-open stretch of time. */
    record Span(Instant start, Instant end) {}
}
