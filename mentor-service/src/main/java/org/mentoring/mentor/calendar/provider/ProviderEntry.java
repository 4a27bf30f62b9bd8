package org.mentoring.mentor.calendar.provider;

import java.time.Instant;
import java.util.UUID;

/**
 * A booking as a calendar shall show it.
 *
 * @param version which state of the booking
 * @param uid of the calendar entry (RFC 5545), the one that mailed invitations have too
 * @param sequence of the calendar entry (RFC 5545)
 * @param organizerName as in mailed invitations, without which a calendar takes them for others
 * @param location null without one
 * @param description null without one
 */
public record ProviderEntry(
        UUID bookingId,
        long version,
        String uid,
        int sequence,
        Instant start,
        Instant end,
        String organizerName,
        String organizerEmail,
        String title,
        String location,
        String description) {}
