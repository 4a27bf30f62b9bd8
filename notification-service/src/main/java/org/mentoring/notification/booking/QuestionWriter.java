package org.mentoring.notification.booking;

import java.util.EnumSet;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.mentoring.notification.mail.MailContent;
import org.mentoring.notification.mail.MailTemplates;
import org.mentoring.notification.mail.SafeText;
import org.mentoring.notification.mail.UnsendableException;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.MailRequest;
import org.mentoring.notification.message.MailWriter;

/**
 * Writes what a mentor asks about a request to its mentee, and the answer to the mentor. Replies go to nobody, because neither side knows
 * the address of the other yet.
 */
@ApplicationScoped
public class QuestionWriter implements MailWriter {

    private final MailTemplates templates;

    public QuestionWriter(MailTemplates templates) {
        this.templates = templates;
    }

    /** What an event about a question says beside the booking; null once it is erased. */
    private record Asked(Question question) {}

    private record Question(String question, String answer) {}

    @Override
    public Set<Kind> kinds() {
        return EnumSet.of(Kind.BOOKING_QUESTION_ASKED, Kind.BOOKING_QUESTION_ANSWERED);
    }

    @Override
    public MailContent write(MailRequest request) {
        var booking = request.data(Booking.class).sanitized();
        var question = request.data(Asked.class).question();
        if (question == null) {
            throw new UnsendableException("What was asked is erased");
        }
        var texts = request.recipient().texts();
        var times = request.recipient().times();
        var key = request.kind().column();
        var asked = request.kind() == Kind.BOOKING_QUESTION_ASKED;
        var other = booking.nameOfOther(request.side());
        var lead = texts.of(key + ".lead", "other", other);
        var actionMail = templates.begin(
                request.recipient(), texts.of(key + ".title"), lead, "footer.booking", request.unsubscribe());
        if (booking.expiresAt() != null) {
            var deadline = times.moment(booking.expiresAt().toInstant());
            actionMail.say(
                    asked
                            ? texts.of(key + ".deadline", "other", other, "deadline", deadline)
                            : texts.of("booking-requested.deadline", "deadline", deadline));
        }
        var start = booking.startTime().toInstant();
        actionMail
                .row(texts.of("label.question"), SafeText.lines(question.question()))
                .row(texts.of("label.answer"), SafeText.lines(question.answer()))
                .row(texts.of("label.when"), times.span(start, booking.endTime().toInstant()))
                .row(texts.of("label.what"), booking.sessionType())
                .row(texts.of("label.with"), other)
                .action(
                        texts.of(asked ? "action.answer-question" : "action.answer"),
                        templates.url("/bookings/" + booking.id()));
        return templates.write(
                texts.of(key + ".subject", "type", booking.sessionType(), "other", other, "when", times.brief(start)),
                actionMail.build());
    }
}
