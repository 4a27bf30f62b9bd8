package org.mentoring.booking.booking;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.mentoring.kit.problem.Problems;

/** The sort key of the list of bookings: the latest start first. */
record BookingCursor(OffsetDateTime startTime, UUID id) {

    static final BookingCursor NONE = new BookingCursor(null, null);

    static BookingCursor of(List<String> parts) {
        try {
            return new BookingCursor(OffsetDateTime.parse(parts.getFirst()), UUID.fromString(parts.getLast()));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw Problems.malformed("cursor", "must be the next_cursor of an earlier page of the same list");
        }
    }

    static List<String> parts(Booking booking) {
        return List.of(booking.startTime().toString(), booking.id().toString());
    }
}
