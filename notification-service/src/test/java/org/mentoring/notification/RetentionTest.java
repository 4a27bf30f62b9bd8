package org.mentoring.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestTopics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.notification.BookingStory.calendar;
import static org.mentoring.notification.BookingStory.mails;
import static org.mentoring.notification.BookingStory.property;

@QuarkusTest
@RealParts
class RetentionTest {

    /** One for all, so that their events come one after the other. */
    private static final UUID SESSION = UUID.randomUUID();

    private static final String INBOX = "SELECT count(*) FROM inbox WHERE id = ? AND consumer LIKE '%-mails'";

    @Test
    void forgetsWhatIsDoneWithAndOldAndNothingThatWaits() {
        var story = new BookingStory();
        story.tell("confirmed", 1);
        mails(story.menteeEmail, 1);
        mails(story.mentorEmail, 1);
        var mine = "SELECT count(*) FROM messages WHERE booking_id = ?";
        Rows.awaitCount(2, mine + " AND status = 'sent'", story.id);
        Rows.execute("UPDATE bookings SET end_time = now() - interval '1 hour' WHERE id = ?", story.id);
        Rows.execute("""
                UPDATE messages SET status = 'pending', due_at = now() + interval '1 day', created_at = now() - interval '401 days'
                 WHERE booking_id = ? AND recipient_side = 'mentor'
                """, story.id);
        Rows.execute("""
                UPDATE messages SET created_at = now() - interval '399 days' WHERE booking_id = ? AND recipient_side = 'mentee'
                """, story.id);
        Rows.execute("""
                INSERT INTO report_runs (report, reader_id, time_zone, period, due_at, planned_at)
                SELECT 'mentor-report', ?, 'UTC', now()::date - i, now() - interval '500 days', now() - i * interval '201 days'
                  FROM generate_series(1, 2) i
                """, story.mentee);
        Rows.execute("""
                INSERT INTO dead_letters (topic, service, dlq_topic, dlq_partition, dlq_offset, headers, reason, parked_at, status,
                                          note, settled_at, settled_by)
                SELECT 'old', 'old', 'old-' || ?, 0, i, '[]', 'old', now() - interval '1 year',
                       CASE WHEN i = 1 THEN 'parked' ELSE 'discarded' END, 'old',
                       CASE WHEN i > 1 THEN now() - i * interval '50 days' END, CASE WHEN i > 1 THEN uuidv7() END
                  FROM generate_series(1, 3) i
                """, story.id.toString());
        var letters = "SELECT count(*) FROM dead_letters WHERE dlq_topic = 'old-' || ?";
        Rows.awaitCount(1, letters, story.id.toString());
        assertThat(Rows.count(mine, story.id)).isEqualTo(2);
        assertThat(Rows.count("SELECT count(*) FROM report_runs WHERE reader_id = ?", story.mentee))
                .isOne();
        Rows.execute("UPDATE messages SET created_at = now() - interval '401 days' WHERE booking_id = ?", story.id);
        Rows.awaitCount(1, mine, story.id);
        assertThat(Rows.count(mine + " AND status = 'pending'", story.id)).isOne();
        assertThat(Rows.count(letters + " AND status = 'parked'", story.id.toString()))
                .isOne();
    }

    /** Without the mail that invited them, calendars would not be told of the cancellation. */
    @Test
    void remembersWhoWasInvitedUntilTheBookingIsOver() {
        var toCome = new BookingStory();
        var over = new BookingStory();
        var sent = "SELECT count(*) FROM messages WHERE booking_id = ? AND status = 'sent'";
        for (var story : new BookingStory[] {toCome, over}) {
            story.tell("confirmed", 1);
            Rows.awaitCount(2, sent, story.id);
        }
        Rows.execute("UPDATE bookings SET end_time = now() - interval '1 hour' WHERE id = ?", over.id);
        Rows.execute(
                "UPDATE messages SET created_at = now() - interval '401 days' WHERE booking_id IN (?, ?)",
                toCome.id,
                over.id);
        Rows.awaitCount(0, sent, over.id);

        toCome.cancelledBy("mentor", 1).tell("cancelled", 2);

        assertThat(property(calendar(mails(toCome.menteeEmail, 2).getLast()), "STATUS"))
                .isEqualTo("CANCELLED");
    }

    @Test
    void forgetsBookingsThatAreLongOver() {
        var over = new BookingStory();
        var recent = new BookingStory();
        for (var story : new BookingStory[] {over, recent}) {
            story.tell("confirmed", 1);
            mails(story.menteeEmail, 1);
        }
        var booking = "SELECT count(*) FROM bookings WHERE id = ?";
        Rows.execute("UPDATE bookings SET end_time = now() - interval '399 days' WHERE id = ?", recent.id);
        Rows.execute("UPDATE bookings SET end_time = now() - interval '401 days' WHERE id = ?", over.id);
        Rows.awaitCount(0, booking, over.id);
        Rows.awaitCount(0, "SELECT count(*) FROM reminders WHERE booking_id = ?", over.id);
        assertThat(Rows.count(booking, recent.id)).isOne();
    }

    /** As when an operator publishes everything once more, long after all that is known of it has been deleted. */
    @Test
    void sendsNoMailTwiceOnceItHasForgottenTheEvent() {
        var longAgo = Instant.now().minus(Duration.ofDays(500));
        var story = new BookingStory();
        var confirmed = UUID.randomUUID().toString();
        var completed = UUID.randomUUID().toString();
        story.tellOf(longAgo, confirmed, story.json(), "confirmed", 1);
        mails(story.menteeEmail, 1);
        tellCompleted(story, Instant.now(), completed);
        mails(story.menteeEmail, 2);
        mails(story.mentorEmail, 1);
        Rows.awaitCount(
                3,
                "SELECT count(*) FROM messages WHERE recipient_id IN (?, ?) AND status = 'sent'",
                story.mentee,
                story.mentor);
        Rows.execute("UPDATE bookings SET end_time = now() - interval '450 days' WHERE id = ?", story.id);
        Rows.execute(
                "UPDATE messages SET created_at = now() - interval '500 days' WHERE recipient_id IN (?, ?)",
                story.mentee,
                story.mentor);
        Rows.execute(
                "UPDATE inbox SET received_at = now() - interval '102 days' WHERE id IN (?, ?)", confirmed, completed);
        Rows.awaitCount(0, "SELECT count(*) FROM messages WHERE recipient_id IN (?, ?)", story.mentee, story.mentor);
        Rows.awaitCount(0, INBOX, confirmed);
        Rows.awaitCount(0, INBOX, completed);

        story.tellOf(longAgo, confirmed, story.json(), "confirmed", 1);
        tellCompleted(story, longAgo, completed);
        var marker = new BookingStory();
        marker.tell("confirmed", 1);
        mails(marker.menteeEmail, 1);
        tellCompleted(marker, Instant.now(), UUID.randomUUID().toString());
        mails(marker.menteeEmail, 2);
        Rows.awaitCount(1, INBOX, confirmed);
        assertThat(Rows.count("SELECT count(*) FROM messages WHERE recipient_id IN (?, ?)", story.mentee, story.mentor))
                .isZero();
        mails(story.menteeEmail, 2);
        mails(story.mentorEmail, 1);
    }

    @Test
    void forgetsKeysOfRequestsAfterADay() {
        var caller = UUID.randomUUID();
        Rows.execute("""
                INSERT INTO idempotency_keys (caller, operation, key, fingerprint, created_at)
                SELECT ?, 'of the test', hours::text, '', now() - make_interval(hours => hours) FROM unnest('{23,25}'::int[]) hours
                """, caller);
        var keys = "SELECT count(*) FROM idempotency_keys WHERE caller = ?";
        Rows.awaitCount(1, keys, caller);
        assertThat(Rows.count(keys + " AND key = '23'", caller)).isOne();
    }

    private static void tellCompleted(BookingStory story, Instant time, String event) {
        TestTopics.publish(
                time,
                "mentoring.sessions",
                event,
                "/mentoring/booking-service",
                "org.mentoring.session.completed.v1",
                SESSION,
                2,
                """
                {"session_id": "%s", "booking_id": "%s", "mentor_id": "%s", "mentor_name": "Ada Lovelace", "mentee_id": "%s",
                 "mentee_name": "Linus Torvalds", "status": "completed", "start_time": "2027-03-15T14:00:00Z",
                 "end_time": "2027-03-15T15:00:00Z", "version": 2}
                """.formatted(SESSION, story.id, story.mentor, story.mentee));
    }
}
