package org.mentoring.notification.booking;

import java.net.URI;
import java.util.EnumSet;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.mentoring.kit.calendar.CalendarEntry;
import org.mentoring.kit.calendar.EntryConfig;
import org.mentoring.notification.mail.ActionMail;
import org.mentoring.notification.mail.MailContent;
import org.mentoring.notification.mail.MailTemplates;
import org.mentoring.notification.mail.Texts;
import org.mentoring.notification.message.Category;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.MailRequest;
import org.mentoring.notification.message.MailWriter;
import org.mentoring.notification.message.Side;

/**
 * Writes the outcome of a booking, and reminders of it. The calendar follows what was agreed: nobody is invited to a
 * request, and only what somebody was invited to is cancelled in that somebody's calendar (RFC 5546, section 3.2.5).
 */
@ApplicationScoped
public class BookingWriter implements MailWriter {

    private final MailTemplates templates;
    private final BookingLinks links;
    private final EntryConfig config;

    public BookingWriter(MailTemplates templates, BookingLinks links, EntryConfig config) {
        this.templates = templates;
        this.links = links;
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
    public MailContent write(MailRequest request) {
        var draft = draft(request);
        return hasOwnEntry(request) ? draft.withInvitation(null) : draft;
    }

    /** A connected calendar of the mentor shows the booking by itself: an invitation would be a second entry. */
    private static boolean hasOwnEntry(MailRequest request) {
        return request.side() == Side.MENTOR
                && Boolean.TRUE.equals(request.data(InCalendar.class).mentorHasOwnEntry());
    }

    /** What a booking event says of connected calendars. */
    private record InCalendar(Boolean mentorHasOwnEntry) {}

    private MailContent draft(MailRequest planned) {
        var booking = planned.data(Booking.class).sanitized();
        var request = planned.kind() == Kind.BOOKING_RESCHEDULED && (!wasInvited(planned) || booking.isMovedBack())
                ? planned.as(Kind.BOOKING_CONFIRMED)
                : planned;
        var words = new Words(request, booking, request.recipient().texts());
        var actionMail = actionMail(request, booking, words);
        var draft = templates.write(words.of("subject"), actionMail);
        return switch (request.kind()) {
            case BOOKING_CONFIRMED, BOOKING_RESCHEDULED ->
                draft.withInvitation(new MailContent.Invitation(
                                "REQUEST", entry(request, booking).request()))
                        .withReplyTo(booking.addressOfOther(request.side()));
            case BOOKING_CANCELLED ->
                mayHaveBeenInvited(request, booking)
                        ? draft.withInvitation(new MailContent.Invitation(
                                "CANCEL", entry(request, booking).cancel()))
                        : draft;
            case SESSION_REMINDER -> draft.withReplyTo(booking.addressOfOther(request.side()));
            default -> draft;
        };
    }

    /** What the calendar of the recipient shows; the booking service writes the same into its files. */
    private CalendarEntry entry(MailRequest request, Booking booking) {
        return new CalendarEntry(
                booking.id() + "@" + config.uidDomain(),
                booking.sequence(),
                booking.changedAt() == null
                        ? request.now()
                        : booking.changedAt().toInstant(),
                booking.startTime().toInstant(),
                booking.endTime().toInstant(),
                booking.sessionType(),
                new CalendarEntry.Person(config.organizerName(), config.organizer()),
                new CalendarEntry.Person(booking.mentorName(), shown(booking, request, Side.MENTOR)),
                new CalendarEntry.Person(booking.userName(), shown(booking, request, Side.MENTEE)),
                booking.meetingUrl(),
                booking.note(),
                booking.reason(),
                page(booking),
                request.recipient().locale());
    }

    /** The recipient's own address is the one that the mail goes to; somebody who shares none is named by the platform's. */
    private String shown(Booking booking, MailRequest request, Side side) {
        if (side == request.side()) {
            return request.recipient().email();
        }
        var shares = side == Side.MENTOR ? booking.mentorSharesEmail() : booking.userSharesEmail();
        var email = side == Side.MENTOR ? booking.mentorEmail() : booking.userEmail();
        return Boolean.FALSE.equals(shares) || email == null ? config.organizer() : email;
    }

    private static boolean answerable(MailRequest request, Booking booking) {
        return switch (request.kind()) {
            case BOOKING_CONFIRMED, BOOKING_RESCHEDULED, SESSION_REMINDER ->
                booking.addressOfOther(request.side()) != null;
            default -> false;
        };
    }

    /** For who signs in: calendars show it to others, too, and whoever accepts a request proves to be its mentor. */
    private URI page(Booking booking) {
        return templates.url("/bookings/" + booking.id());
    }

    private ActionMail actionMail(MailRequest request, Booking booking, Words words) {
        var texts = request.recipient().texts();
        var actionMail = templates.begin(
                request.recipient(),
                words.of(variant(request, booking, "title")),
                words.of(variant(request, booking, "lead")),
                request.kind().category() == Category.REMINDER ? "footer.reminder" : "footer.booking",
                request.unsubscribe(),
                answerable(request, booking)
                        ? texts.of("footer.replies", "other", booking.nameOfOther(request.side()))
                        : null);
        switch (request.kind()) {
            case BOOKING_REQUESTED -> {
                if (request.side() == Side.MENTOR && booking.expiresAt() != null) {
                    actionMail.say(words.of("deadline"));
                }
            }
            case BOOKING_CANCELLED -> {
                if (mayHaveBeenInvited(request, booking) && !hasOwnEntry(request)) {
                    actionMail.say(words.of("calendar"));
                }
            }
            default -> {}
        }
        details(actionMail, request, booking, texts);
        actions(actionMail, request, booking, texts);
        return actionMail.build();
    }

    /** A text may differ with the side, with who cancelled or declined, for a request, and where no invitation comes with it. */
    private static String variant(MailRequest request, Booking booking, String part) {
        var side = request.side().column();
        return switch (request.kind()) {
            case BOOKING_REQUESTED -> part + (announcesMove(request, booking) ? ".moved." : ".") + side;
            case BOOKING_CONFIRMED, BOOKING_RESCHEDULED ->
                part.equals("lead") && hasOwnEntry(request) ? "lead.own-entry" : part;
            case BOOKING_DECLINED -> part + "." + ("admin".equals(booking.cancelledBy()) ? "platform" : side);
            case BOOKING_EXPIRED -> part + "." + side;
            case BOOKING_CANCELLED -> cancelled(request, booking, part);
            default -> part;
        };
    }

    private static String cancelled(MailRequest request, Booking booking, String part) {
        var what = wasARequest(request) ? ".request" : "";
        if (part.equals("title")) {
            return part + what;
        }
        return part
                + what
                + switch (booking.cancelledBy()) {
                    case null -> ".nobody";
                    case "admin", "system" -> ".platform";
                    case String by -> by.equals(request.side().column()) ? ".you" : ".other";
                };
    }

    private void details(ActionMail.Builder actionMail, MailRequest request, Booking booking, Texts texts) {
        var times = request.recipient().times();
        actionMail.boldRow(
                texts.of("label.when"),
                times.span(booking.startTime().toInstant(), booking.endTime().toInstant()));
        if (announcesMove(request, booking)) {
            actionMail.pastRow(
                    texts.of("label.before"),
                    times.span(
                            booking.previousStartTime().toInstant(),
                            booking.previousEndTime().toInstant()));
        }
        actionMail
                .row(texts.of("label.what"), booking.sessionType())
                .row(texts.of("label.with"), booking.nameOfOther(request.side()))
                .row(texts.of("label.note"), booking.note());
        if (request.kind() != Kind.SESSION_REMINDER) {
            actionMail.row(texts.of("label.reason"), booking.reason());
        }
    }

    private void actions(ActionMail.Builder actionMail, MailRequest request, Booking booking, Texts texts) {
        var ofMentor = request.side() == Side.MENTOR;
        switch (request.kind()) {
            case BOOKING_REQUESTED -> {
                if (ofMentor) {
                    actionMail.action(texts.of("action.answer"), page(booking));
                } else {
                    actionMail.action(texts.of("action.see-request"), links.to(request, booking));
                }
            }
            case BOOKING_CONFIRMED, BOOKING_RESCHEDULED, SESSION_REMINDER -> {
                var manage = links.to(request, booking);
                if (booking.meetingUrl() == null) {
                    actionMail.action(texts.of("action.manage"), manage);
                } else {
                    actionMail
                            .action(texts.of("action.join"), URI.create(booking.meetingUrl()))
                            .aside(texts.of("aside.unsuitable"), texts.of("action.manage"), manage);
                }
            }
            case BOOKING_DECLINED, BOOKING_EXPIRED, BOOKING_CANCELLED -> {
                if (ofMentor) {
                    actionMail.action(texts.of("action.calendar"), templates.url("/bookings"));
                } else {
                    actionMail.action(texts.of("action.another-time"), templates.url("/mentors/" + booking.mentorId()));
                }
            }
            default -> throw new IllegalArgumentException(request.kind() + " is not about a booking");
        }
    }

    private static boolean announcesMove(MailRequest request, Booking booking) {
        var moved = booking.previousStartTime() != null && booking.previousEndTime() != null;
        return moved
                && !booking.isMovedBack()
                && switch (request.kind()) {
                    case BOOKING_RESCHEDULED -> true;
                    case BOOKING_REQUESTED, BOOKING_DECLINED, BOOKING_EXPIRED, BOOKING_CANCELLED ->
                        wasInvited(request) || request.before().contains(Kind.BOOKING_REQUESTED);
                    default -> false;
                };
    }

    private static boolean wasInvited(MailRequest request) {
        return request.before().contains(Kind.BOOKING_CONFIRMED)
                || request.before().contains(Kind.BOOKING_RESCHEDULED);
    }

    /**
     * Of a booking that was lost when data was restored, nothing here says who was invited. Calendars ignore the cancellation of what they
     * do not have.
     */
    private static boolean mayHaveBeenInvited(MailRequest request, Booking booking) {
        return wasInvited(request) || request.before().isEmpty() && "system".equals(booking.cancelledBy());
    }

    private static boolean wasARequest(MailRequest request) {
        return request.before().contains(Kind.BOOKING_REQUESTED) && !wasInvited(request);
    }

    /** The texts of one kind, filled in with one booking. */
    private record Words(MailRequest request, Booking booking, Texts texts) {

        String of(String part) {
            var times = request.recipient().times();
            var start = booking.startTime().toInstant();
            return texts.of(
                    request.kind().column() + "." + part,
                    "other",
                    booking.nameOfOther(request.side()),
                    "type",
                    booking.sessionType(),
                    "when",
                    times.brief(start),
                    "left",
                    times.until(request.now(), start),
                    "deadline",
                    booking.expiresAt() == null
                            ? ""
                            : times.moment(booking.expiresAt().toInstant()));
        }
    }
}
