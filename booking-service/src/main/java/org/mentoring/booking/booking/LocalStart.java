package org.mentoring.booking.booking;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * A start on the mentor's calendar and clock, as the specification's columns {@code bookings.date} and {@code .time} show it.
 *
 * @param date YYYY-MM-DD
 * @param time HH:MM
 */
record LocalStart(String date, String time) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    static LocalStart of(Instant start, ZoneId mentorsZone) {
        var local = start.atZone(mentorsZone);
        return new LocalStart(local.toLocalDate().toString(), local.format(TIME));
    }
}
