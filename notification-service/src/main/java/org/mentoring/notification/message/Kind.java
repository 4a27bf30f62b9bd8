package org.mentoring.notification.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a mail tells; the name in lower case with hyphens stands in the table and in answers. */
public enum Kind {
    BOOKING_REQUESTED("org.mentoring.booking.requested.v1"),
    BOOKING_CONFIRMED("org.mentoring.booking.confirmed.v1"),
    BOOKING_DECLINED("org.mentoring.booking.declined.v1"),
    BOOKING_EXPIRED("org.mentoring.booking.expired.v1"),
    BOOKING_RESCHEDULED("org.mentoring.booking.rescheduled.v1"),
    BOOKING_CANCELLED("org.mentoring.booking.cancelled.v1");

    private final String eventType;

    Kind(String eventType) {
        this.eventType = eventType;
    }

    /** What an event of the type is told by; empty for an event that nobody is written to about. */
    public static Optional<Kind> ofEvent(String type) {
        return Arrays.stream(values())
                .filter(kind -> kind.eventType.equals(type))
                .findFirst();
    }

    public String column() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Kind ofColumn(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
