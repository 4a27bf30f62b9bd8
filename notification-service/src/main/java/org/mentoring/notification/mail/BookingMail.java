package org.mentoring.notification.mail;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.mentoring.notification.booking.Booking;
import org.mentoring.notification.message.Side;

/**
 * What the templates show of a booking to one side.
 *
 * @param name of the recipient
 * @param otherName of whom the recipient meets
 * @param when in the recipient's zone
 * @param previousWhen null unless the booking was moved
 * @param cancelledBy who cancelled, as the recipient would say it; null unless cancelled
 * @param manageUrl where the recipient can move or cancel
 */
record BookingMail(
        String name,
        String otherName,
        String sessionType,
        String when,
        String shortWhen,
        String previousWhen,
        String meetingUrl,
        String note,
        String cancelledBy,
        String reason,
        String manageUrl) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT_DAY =
            DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("'UTC'xxx", Locale.ENGLISH);

    static BookingMail of(Booking booking, Side side, Recipient recipient, MailConfig config) {
        var zone = recipient.zone();
        var ofMentor = side == Side.MENTOR;
        return new BookingMail(
                recipient.name(),
                ofMentor ? booking.userName() : booking.mentorName(),
                booking.sessionType(),
                when(booking.startTime(), booking.endTime(), zone),
                SHORT_DAY.format(booking.startTime().atZoneSameInstant(zone)) + " "
                        + zoneName(booking.startTime().atZoneSameInstant(zone)),
                booking.previousStartTime() == null
                        ? null
                        : when(booking.previousStartTime(), booking.previousEndTime(), zone),
                booking.meetingUrl(),
                booking.note(),
                cancelledBy(booking, side),
                booking.reason(),
                config.publicUrl() + "/bookings/" + booking.id());
    }

    private static String cancelledBy(Booking booking, Side side) {
        if (booking.cancelledBy() == null) {
            return null;
        }
        if (booking.cancelledBy().equals(side.column())) {
            return "You";
        }
        return side == Side.MENTOR ? booking.userName() : booking.mentorName();
    }

    private static String when(OffsetDateTime start, OffsetDateTime end, ZoneId zone) {
        var from = start.atZoneSameInstant(zone);
        var to = end.atZoneSameInstant(zone);
        var until =
                from.toLocalDate().equals(to.toLocalDate()) ? TIME.format(to) : DAY.format(to) + ", " + TIME.format(to);
        return DAY.format(from) + ", " + TIME.format(from) + " – " + until + " (" + zoneName(from) + ", "
                + OFFSET.format(from) + ")";
    }

    private static String zoneName(ZonedDateTime time) {
        return DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(time);
    }
}
