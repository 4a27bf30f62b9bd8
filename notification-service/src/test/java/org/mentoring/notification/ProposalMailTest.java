package org.mentoring.notification;

import java.time.Duration;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.kit.test.MailResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.notification.BookingStory.mails;
import static org.mentoring.notification.BookingStory.part;

/** What is told of times that are proposed for a session. */
@QuarkusTest
@RealParts
class ProposalMailTest {

    @Test
    void asksTheOtherSideAlone() {
        var story = new BookingStory();
        story.tell("confirmed", 1);
        mails(story.menteeEmail, 1);
        story.proposedBy("mentee").tell("move-proposed", 2);
        var asked = mails(story.mentorEmail, 2).getLast();
        assertThat(part(asked, 0, 2))
                .contains("Linus Torvalds proposes another time. Nothing changes before you accept it.")
                .contains("Please answer by Sunday, March 14, 2027")
                .contains("Proposed: Tuesday, March 16, 2027", "Agreed so far: Monday, March 15, 2027")
                .contains("Reason: A train is late")
                .contains("Answer the proposal: http://localhost:8080/bookings/" + story.id);
        assertThat(MailResource.mailsTo(story.menteeEmail)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "declined, mentee, 0, 1, Ada Lovelace declined the time that you proposed",
        "withdrawn, mentor, 0, 1, Ada Lovelace withdrew the proposed time",
        "expired, mentee, 1, 1, The proposed time was not accepted before it expired"
    })
    void notifiesWhoWaitsOfAProposalThatEnded(String outcome, String by, int toMentor, int toMentee, String lead) {
        var story = new BookingStory().proposalEnded(outcome, by);
        story.tell("move-declined", 1);
        var mail = mails(story.menteeEmail, toMentee).getLast();
        assertThat(part(mail, 0, 2))
                .contains(lead, "When: Monday, March 15, 2027", "Proposed: Tuesday, March 16, 2027");
        mails(story.mentorEmail, toMentor);
    }

    @Test
    void leavesRemindersOfTheAgreedTime() {
        var story = new BookingStory().startingIn(Duration.ofHours(2));
        story.tell("confirmed", 1);
        mails(story.menteeEmail, 1);
        Rows.execute("UPDATE reminders SET due_at = due_at + interval '1 minute' WHERE booking_id = ?", story.id);
        story.proposedBy("mentor").tell("move-proposed", 2);
        mails(story.menteeEmail, 2);
        assertThat(Rows.count(
                        "SELECT count(*) FROM reminders r JOIN bookings b ON b.id = r.booking_id WHERE b.id = ? "
                                + "AND b.version = 2 AND r.due_at = b.start_time - interval '59 minutes'",
                        story.id))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"admin", "system"})
    void saysThatThePlatformCancelledAndWhy(String by) {
        var story = new BookingStory();
        story.tell("confirmed", 1);
        story.cancelledBy(by, 1).with("reason", "The mentor was suspended").tell("cancelled", 2);
        for (var email : new String[] {story.menteeEmail, story.mentorEmail}) {
            assertThat(part(mails(email, 2).getLast(), 0))
                    .contains("The platform cancelled your session with", "Reason: The mentor was suspended");
        }
    }
}
