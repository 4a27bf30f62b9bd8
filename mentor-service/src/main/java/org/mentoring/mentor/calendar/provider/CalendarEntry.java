package org.mentoring.mentor.calendar.provider;

import java.time.Instant;
import java.util.UUID;

/**
 * A booking as a calendar shall show it.
 *
 * @param version which state of the booking
 * @param location null without one
 * @param description null without one
 */
public record CalendarEntry(
        UUID bookingId, long version, Instant start, Instant end, String title, String location, String description) {}
