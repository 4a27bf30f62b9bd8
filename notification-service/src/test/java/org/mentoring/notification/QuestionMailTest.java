package org.mentoring.notification;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.kit.test.MailResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.notification.BookingStory.mails;
import static org.mentoring.notification.BookingStory.part;
import static org.mentoring.notification.BookingStory.tellPerson;

/** What is told of a question about a request, and of its answer. */
@QuarkusTest
@RealParts
class QuestionMailTest {

    private static final String QUESTION = "Which language?\nSince when?";

    private final BookingStory story = new BookingStory();

    @Test
    void asksTheMenteeAloneInAnAnswerToTheMailBefore() throws Exception {
        story.asked(null, null).tell("requested", 1);
        var first = mails(story.menteeEmail, 1).getFirst();
        mails(story.mentorEmail, 1);

        story.asked(QUESTION, null).tell("question-asked", 2);

        var mail = mails(story.menteeEmail, 2).getLast();
        assertThat(mail.getSubject()).startsWith("Question: Mentoring session with Ada Lovelace");
        assertThat(part(mail, 0, 2))
                .contains("Ada Lovelace has a question about your request.")
                .contains("Ada Lovelace can decide until Sunday, March 14, 2027, 7:30", "also without an answer")
                .contains("Question: Which language?\r\n    Since when?", "When: Monday, March 15, 2027, 7:30")
                .contains("Answer the question: http://localhost:8080/bookings/" + story.id)
                .doesNotContain("Answer: ", story.mentorEmail);
        assertThat(mail.getHeader("In-Reply-To")).containsExactly(first.getMessageID());
        assertThat(mail.getHeader("Reply-To")).isNull();
        assertThat(MailResource.mailsTo(story.mentorEmail)).hasSize(1);
    }

    @Test
    void tellsTheMentorAloneTheAnswer() throws Exception {
        story.asked(null, null).tell("requested", 1);
        var first = mails(story.mentorEmail, 1).getFirst();
        story.asked(QUESTION, null).tell("question-asked", 2);
        mails(story.menteeEmail, 2);

        story.asked(QUESTION, "C, since 1988").tell("question-answered", 3);

        var mail = mails(story.mentorEmail, 2).getLast();
        assertThat(mail.getSubject()).startsWith("Answered: Mentoring session with Linus Torvalds");
        assertThat(part(mail, 0, 2))
                .contains("Linus Torvalds answered your question about the request.")
                .contains("Please answer by Sunday, March 14, 2027, 10:00")
                .contains("Question: Which language?\r\n    Since when?", "Answer: C, since 1988")
                .contains("Answer the request: http://localhost:8080/bookings/" + story.id)
                .doesNotContain(story.menteeEmail);
        assertThat(mail.getHeader("In-Reply-To")).containsExactly(first.getMessageID());
        assertThat(MailResource.mailsTo(story.menteeEmail)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "de, Ada Lovelace hat eine Frage zu deiner Anfrage., Frage: <b>, Frage beantworten",
        "ar, لدى Ada Lovelace سؤال عن طلبك., السؤال: <b>, الإجابة عن السؤال"
    })
    void asksInTheReadersLanguageAndZone(String language, String lead, String question, String button) {
        tellPerson(story.mentee, 1, story.menteeEmail, "Europe/Berlin", language);
        Rows.awaitCount(1, "SELECT count(*) FROM people WHERE user_id = ?", story.mentee);

        story.asked("<b>Why?</b>", null).tell("question-asked", 1);

        var mail = mails(story.menteeEmail, 1).getFirst();
        assertThat(part(mail, 0, 2)).contains(lead, question, button);
        assertThat(part(mail, 1, 2)).contains("&lt;b&gt;Why?").doesNotContain("<b>Why");
    }

    @Test
    void keepsTheRequestWithoutReminders() {
        story.asked(QUESTION, null).tell("question-asked", 1);
        mails(story.menteeEmail, 1);
        assertThat(Rows.count("SELECT count(*) FROM bookings WHERE id = ? AND status = 'requested'", story.id))
                .isOne();
        assertThat(Rows.count("SELECT count(*) FROM reminders WHERE booking_id = ?", story.id))
                .isZero();
    }
}
