package org.mentoring.notification.booking;

import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.mentoring.notification.mail.MailContent;
import org.mentoring.notification.mail.MailTemplates;
import org.mentoring.notification.mail.SafeText;
import org.mentoring.notification.mail.Times;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.MailRequest;
import org.mentoring.notification.message.MailWriter;

/** Writes that another time is proposed for a session or a request, and that it ended without a move. No calendar changes by either. */
@ApplicationScoped
public class ProposalWriter implements MailWriter {

    private final MailTemplates templates;
    private final BookingLinks links;

    public ProposalWriter(MailTemplates templates, BookingLinks links) {
        this.templates = templates;
        this.links = links;
    }

    @Override
    public Set<Kind> kinds() {
        return EnumSet.of(Kind.BOOKING_MOVE_PROPOSED, Kind.BOOKING_MOVE_DECLINED);
    }

    @Override
    public MailContent write(MailRequest request) {
        var booking = request.data(Booking.class).sanitized();
        var texts = request.recipient().texts();
        var times = request.recipient().times();
        var key = request.kind().column();
        var proposed = request.kind() == Kind.BOOKING_MOVE_PROPOSED;
        var other = booking.nameOfOther(request.side());
        var start = (proposed ? booking.proposal().startTime() : booking.startTime()).toInstant();
        var lead = texts.of(proposed ? key + ".lead" : key + ".lead." + booking.proposalOutcome(), "other", other);
        var replyTo = "confirmed".equals(booking.status()) ? booking.addressOfOther(request.side()) : null;
        var actionMail = templates.begin(
                request.recipient(),
                texts.of(key + ".title"),
                lead,
                "footer.booking",
                request.unsubscribe(),
                replyTo == null ? null : texts.of("footer.replies", "other", other));
        var stands = span(times, booking.startTime(), booking.endTime());
        if (proposed) {
            var proposal = booking.proposal();
            if (proposal.expiresAt() != null) {
                var deadline = times.moment(proposal.expiresAt().toInstant());
                actionMail.say(texts.of(key + ".deadline", "deadline", deadline));
            }
            actionMail
                    .boldRow(texts.of("label.proposed"), span(times, proposal.startTime(), proposal.endTime()))
                    .row(texts.of("label.so-far"), stands);
        } else {
            actionMail.boldRow(texts.of("label.when"), stands);
            if (booking.proposedStartTime() != null && booking.proposedEndTime() != null) {
                actionMail.pastRow(
                        texts.of("label.proposed"),
                        span(times, booking.proposedStartTime(), booking.proposedEndTime()));
            }
        }
        actionMail
                .row(texts.of("label.what"), booking.sessionType())
                .row(texts.of("label.with"), other)
                .row(
                        texts.of("label.reason"),
                        proposed ? SafeText.lines(booking.proposal().reason()) : booking.reason())
                .action(
                        texts.of(proposed ? "action.answer-proposal" : "action.manage"),
                        proposed ? templates.url("/bookings/" + booking.id()) : links.to(request, booking));
        return templates
                .write(
                        texts.of(
                                key + ".subject",
                                "type",
                                booking.sessionType(),
                                "other",
                                other,
                                "when",
                                times.brief(start)),
                        actionMail.build())
                .withReplyTo(replyTo);
    }

    private static String span(Times times, OffsetDateTime start, OffsetDateTime end) {
        return times.span(start.toInstant(), end.toInstant());
    }
}
