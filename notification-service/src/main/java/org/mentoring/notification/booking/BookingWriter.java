package org.mentoring.notification.booking;

import java.net.URI;
import java.util.EnumSet;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.mentoring.kit.calendar.CalendarEntry;
import org.mentoring.notification.mail.Draft;
import org.mentoring.notification.mail.Letter;
import org.mentoring.notification.mail.MailConfig;
import org.mentoring.notification.mail.Stationery;
import org.mentoring.notification.mail.Texts;
import org.mentoring.notification.message.Category;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.MailWriter;
import org.mentoring.notification.message.Order;
import org.mentoring.notification.message.Side;

/**
 * Writes what became of a booking, and reminders of it. The calendar follows what was agreed: nobody is invited to a
 * request, and only what somebody was invited to is cancelled in that somebody's calendar (RFC 5546, section 3.2.5).
 */
@ApplicationScoped
public class BookingWriter implements MailWriter {

    private final Stationery stationery;
    private final MailConfig config;

    public BookingWriter(Stationery stationery, MailConfig config) {
        this.stationery = stationery;
        this.config = config;
    }

    @Override
    public Set<Kind> kinds() {
        return EnumSet.of(
                Kind.BOOKING_REQUESTED,
                Kind.BOOKING_CONFIRMED,
                Kind.BOOKING_DECLINED,
                Kind.BOOKING_EXPIRED,
                Kind.BOOKING_RESCHEDULED,
                Kind.BOOKING_CANCELLED,
                Kind.SESSION_REMINDER);
    }

    @Override
    public Draft write(Order order) {
        var draft = draft(order);
        return hasOwnEntry(order) ? draft.inviting(null) : draft;
    }

    /** A connected calendar of the mentor shows the booking by itself: an invitation would be a second entry. */
    private static boolean hasOwnEntry(Order order) {
        return order.side() == Side.MENTOR
                && Boolean.TRUE.equals(order.data(InCalendar.class).mentorHasOwnEntry());
    }

    /** What a booking event says of connected calendars. */
    private record InCalendar(Boolean mentorHasOwnEntry) {}

    private Draft draft(Order planned) {
        var order = planned.kind() == Kind.BOOKING_RESCHEDULED && !wasInvited(planned)
                ? planned.as(Kind.BOOKING_CONFIRMED)
                : planned;
        var booking = order.data(Booking.class).tidied();
        var words = new Words(order, booking, order.recipient().texts());
        var letter = letter(order, booking, words);
        var draft = stationery.write(words.of("subject"), letter);
        return switch (order.kind()) {
            case BOOKING_CONFIRMED, BOOKING_RESCHEDULED ->
                draft.inviting(new Draft.Invitation(
                                "REQUEST", entry(order, booking).request()))
                        .answeredBy(booking.addressOfOther(order.side()));
            case BOOKING_CANCELLED ->
                wasInvited(order)
                        ? draft.inviting(new Draft.Invitation(
                                "CANCEL", entry(order, booking).cancel()))
                        : draft;
            case SESSION_REMINDER -> draft.answeredBy(booking.addressOfOther(order.side()));
            default -> draft;
        };
    }

    /** What the calendar of the recipient shows; the booking service writes the same into its files. */
    private CalendarEntry entry(Order order, Booking booking) {
        return new CalendarEntry(
                booking.id() + "@" + config.domain(),
                booking.sequence(),
                booking.changedAt() == null ? order.now() : booking.changedAt().toInstant(),
                booking.startTime().toInstant(),
                booking.endTime().toInstant(),
                booking.sessionType(),
                new CalendarEntry.Person(config.senderName(), config.organizer()),
                new CalendarEntry.Person(booking.mentorName(), shown(booking, order, Side.MENTOR)),
                new CalendarEntry.Person(booking.userName(), shown(booking, order, Side.MENTEE)),
                booking.meetingUrl(),
                booking.note(),
                booking.reason(),
                manage(booking),
                order.recipient().locale());
    }

    /** The recipient's own address is the one that the mail goes to; somebody who shares none is named by the platform's. */
    private String shown(Booking booking, Order order, Side side) {
        if (side == order.side()) {
            return order.recipient().email();
        }
        var shares = side == Side.MENTOR ? booking.mentorSharesEmail() : booking.userSharesEmail();
        var email = side == Side.MENTOR ? booking.mentorEmail() : booking.userEmail();
        return Boolean.FALSE.equals(shares) || email == null ? config.organizer() : email;
    }

    private static boolean answerable(Order order, Booking booking) {
        return switch (order.kind()) {
            case BOOKING_CONFIRMED, BOOKING_RESCHEDULED, SESSION_REMINDER ->
                booking.addressOfOther(order.side()) != null;
            default -> false;
        };
    }

    private URI manage(Booking booking) {
        return stationery.url("/bookings/" + booking.id());
    }

    private Letter letter(Order order, Booking booking, Words words) {
        var texts = order.recipient().texts();
        var page = stationery.page(
                order.recipient(),
                words.of(variant(order, booking, "title")),
                words.of(variant(order, booking, "lead")),
                order.kind().category() == Category.REMINDER ? "footer.reminder" : "footer.booking",
                order.unsubscribe(),
                answerable(order, booking)
                        ? texts.of("footer.replies", "other", booking.nameOfOther(order.side()))
                        : null);
        var letter = Letter.on(page)
                .greeting(texts.of("greeting", "name", order.recipient().name()))
                .say(words.of(variant(order, booking, "lead")));
        switch (order.kind()) {
            case BOOKING_REQUESTED -> {
                if (order.side() == Side.MENTOR && booking.expiresAt() != null) {
                    letter.say(words.of("deadline"));
                }
            }
            case BOOKING_CANCELLED -> {
                if (wasInvited(order)) {
                    letter.say(words.of("calendar"));
                }
            }
            default -> {}
        }
        details(letter, order, booking, texts);
        actions(letter, order, booking, texts);
        return letter.build();
    }

    /** A text may differ with the side, with who cancelled, and for a request. */
    private static String variant(Order order, Booking booking, String part) {
        var side = order.side().column();
        return switch (order.kind()) {
            case BOOKING_REQUESTED -> part + (tellsOfAMove(order, booking) ? ".moved." : ".") + side;
            case BOOKING_DECLINED, BOOKING_EXPIRED -> part + "." + side;
            case BOOKING_CANCELLED -> cancelled(order, booking, part);
            default -> part;
        };
    }

    private static String cancelled(Order order, Booking booking, String part) {
        var what = wasARequest(order) ? ".request" : "";
        if (part.equals("title")) {
            return part + what;
        }
        return part
                + what
                + switch (booking.cancelledBy()) {
                    case null -> ".nobody";
                    case "admin", "system" -> ".platform";
                    case String by -> by.equals(order.side().column()) ? ".you" : ".other";
                };
    }

    private void details(Letter.Builder letter, Order order, Booking booking, Texts texts) {
        var times = order.recipient().times();
        letter.strongRow(
                texts.of("label.when"),
                times.span(booking.startTime().toInstant(), booking.endTime().toInstant()));
        if (tellsOfAMove(order, booking)) {
            letter.pastRow(
                    texts.of("label.before"),
                    times.span(
                            booking.previousStartTime().toInstant(),
                            booking.previousEndTime().toInstant()));
        }
        letter.row(texts.of("label.what"), booking.sessionType())
                .row(texts.of("label.with"), booking.nameOfOther(order.side()))
                .row(texts.of("label.note"), booking.note());
        if (order.kind() != Kind.SESSION_REMINDER) {
            letter.row(texts.of("label.reason"), booking.reason());
        }
    }

    private void actions(Letter.Builder letter, Order order, Booking booking, Texts texts) {
        var ofMentor = order.side() == Side.MENTOR;
        var manage = manage(booking);
        switch (order.kind()) {
            case BOOKING_REQUESTED ->
                letter.action(texts.of(ofMentor ? "action.answer" : "action.see-request"), manage);
            case BOOKING_CONFIRMED, BOOKING_RESCHEDULED, SESSION_REMINDER -> {
                if (booking.meetingUrl() == null) {
                    letter.action(texts.of("action.manage"), manage);
                } else {
                    letter.action(texts.of("action.join"), URI.create(booking.meetingUrl()))
                            .aside(texts.of("aside.unsuitable"), texts.of("action.manage"), manage);
                }
            }
            case BOOKING_DECLINED, BOOKING_EXPIRED, BOOKING_CANCELLED -> {
                if (ofMentor) {
                    letter.action(texts.of("action.calendar"), stationery.url("/bookings"));
                } else {
                    letter.action(texts.of("action.another-time"), stationery.url("/mentors/" + booking.mentorId()));
                }
            }
            default -> throw new IllegalArgumentException(order.kind() + " is not about a booking");
        }
    }

    private static boolean tellsOfAMove(Order order, Booking booking) {
        var moved = booking.previousStartTime() != null && booking.previousEndTime() != null;
        return moved
                && (order.kind() == Kind.BOOKING_RESCHEDULED
                        || order.kind() == Kind.BOOKING_REQUESTED
                                && order.before().contains(Kind.BOOKING_REQUESTED));
    }

    private static boolean wasInvited(Order order) {
        return order.before().contains(Kind.BOOKING_CONFIRMED) || order.before().contains(Kind.BOOKING_RESCHEDULED);
    }

    private static boolean wasARequest(Order order) {
        return order.before().contains(Kind.BOOKING_REQUESTED) && !wasInvited(order);
    }

    /** The texts of one kind, filled in with one booking. */
    private record Words(Order order, Booking booking, Texts texts) {

        String of(String part) {
            var times = order.recipient().times();
            var start = booking.startTime().toInstant();
            return texts.of(
                    order.kind().column() + "." + part,
                    "other",
                    booking.nameOfOther(order.side()),
                    "type",
                    booking.sessionType(),
                    "when",
                    times.brief(start),
                    "left",
                    times.until(order.now(), start),
                    "deadline",
                    booking.expiresAt() == null
                            ? ""
                            : times.moment(booking.expiresAt().toInstant()));
        }
    }
}
