package org.mentoring.notification;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.MailResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.notification.BookingStory.calendar;
import static org.mentoring.notification.BookingStory.mails;
import static org.mentoring.notification.BookingStory.part;
import static org.mentoring.notification.BookingStory.partType;
import static org.mentoring.notification.BookingStory.property;

@QuarkusTest
@RealParts
class MailOrderTest {

    private static final String PLANNED = "SELECT count(*) FROM messages WHERE booking_id = ?";

    @Test
    void sendsNothingBeforeAnEarlierEventThatIsMissing() throws Exception {
        var story = new BookingStory();
        var confirmed = story.json();
        story.cancelledBy("mentor", 1).tell("cancelled", 2);
        Rows.awaitCount(2, PLANNED, story.id);
        var other = new BookingStory();
        other.tell("confirmed", 1);
        mails(other.menteeEmail, 1);
        mails(other.mentorEmail, 1);
        assertThat(MailResource.mailsTo(story.menteeEmail)).isEmpty();

        story.tellLate(confirmed, "confirmed", 1);
        var toMentee = mails(story.menteeEmail, 2);
        assertThat(toMentee)
                .extracting(mail -> mail.getSubject().split(":")[0])
                .containsExactly("Confirmed", "Cancelled");
        assertThat(partType(toMentee.getFirst(), 2)).contains("method=REQUEST");
        assertThat(partType(toMentee.getLast(), 2)).contains("method=CANCEL");
    }

    /** The later mail is with the mail server when the earlier event comes at last. */
    @Test
    void sendsNothingBehindALaterMailThatWasUnderWay() {
        var story = new BookingStory();
        var confirmed = story.json();
        story.moved(1).tell("rescheduled", 2);
        Rows.awaitCount(2, PLANNED, story.id);
        Rows.execute("""
                UPDATE messages SET status = 'sending', claim = uuidv7(), claimed_until = now() + interval '110 seconds',
                                    due_at = now() + interval '110 seconds'
                 WHERE booking_id = ?
                """, story.id);
        story.tellLate(confirmed, "confirmed", 1);
        Rows.awaitCount(4, PLANNED, story.id);
        Rows.execute("""
                UPDATE messages SET status = 'sent', sent_at = now(), claim = NULL, claimed_until = NULL
                 WHERE booking_id = ? AND booking_version = 2
                """, story.id);
        Rows.awaitCount(
                2,
                PLANNED + " AND status = 'withdrawn' AND attempts = 0 AND reason = 'A later one was sent before'",
                story.id);
    }

    @Test
    void waitsForAMissingEventOnlySoLongAndSendsNothingThatIsOvertaken() throws Exception {
        var story = new BookingStory();
        var confirmed = story.json();
        story.cancelledBy("mentor", 1).tell("cancelled", 2);
        Rows.awaitCount(2, PLANNED, story.id);
        Rows.execute("UPDATE messages SET created_at = now() - interval '1 hour' WHERE booking_id = ?", story.id);
        var toMentee = mails(story.menteeEmail, 1).getFirst();
        assertThat(toMentee.getSubject()).startsWith("Cancelled");
        assertThat(part(toMentee, 0, 2))
                .contains("Ada Lovelace cancelled your session.")
                .doesNotContain("calendar");
        mails(story.mentorEmail, 1);

        story.tellLate(confirmed, "confirmed", 1);
        Rows.awaitCount(2, PLANNED + " AND status = 'withdrawn' AND kind = 'booking-confirmed'", story.id);
        mails(story.menteeEmail, 1);
    }

    @Test
    void sendsNoCancellationOfAMereRequest() throws Exception {
        var story = new BookingStory().with("status", "pending");
        story.tell("requested", 1);
        story.cancelledBy("mentee", 1).tell("cancelled", 2);
        var toMentor = mails(story.mentorEmail, 2).getLast();
        assertThat(part(toMentor, 0, 2)).contains("Linus Torvalds cancelled the request.");
        assertThat(part(mails(story.menteeEmail, 2).getLast(), 0, 2))
                .contains("You cancelled your request to Ada Lovelace.");
    }

    @Test
    void writesTheSameMailsHoweverEventsAreRepeatedAndReordered() {
        var stories = Stream.generate(BookingStory::new).limit(25).toList();
        var events = new ArrayList<Runnable>();
        for (var story : stories) {
            add(events, story, "confirmed", 1);
            add(events, story.moved(1), "rescheduled", 2);
            add(events, story.cancelledBy("mentee", 2), "cancelled", 3);
        }
        events.addAll(events);
        Collections.shuffle(events, new Random(7));
        events.forEach(Runnable::run);
        for (var story : stories) {
            assertThat(mails(story.menteeEmail, 3))
                    .extracting(mail -> mail.getSubject().split(":")[0])
                    .containsExactly("Confirmed", "Moved", "Cancelled");
            assertThat(mails(story.mentorEmail, 3))
                    .extracting(mail -> property(calendar(mail), "SEQUENCE"))
                    .containsExactly("0", "1", "2");
        }
        assertThat(Rows.count(
                        "SELECT count(*) FROM messages WHERE unconfirmed_attempts > 0 AND booking_id = ANY (?)",
                        (Object) stories.stream().map(story -> story.id).toArray(UUID[]::new)))
                .isZero();
    }

    private static void add(ArrayList<Runnable> events, BookingStory story, String what, int version) {
        var id = UUID.randomUUID().toString();
        var json = story.json();
        events.add(() -> story.tellExactly(id, json, what, version));
    }
}
