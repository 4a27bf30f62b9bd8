package org.mentoring.notification;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.MailResource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mentoring.notification.BookingStory.mails;
import static org.mentoring.notification.BookingStory.part;

@QuarkusTest
@RealParts
class ReminderTest {

    private static final String RESTING = "SELECT count(*) FROM reminders WHERE booking_id = ?";
    private static final String AT = RESTING + " AND due_at = (SELECT start_time FROM bookings WHERE id = booking_id)"
            + " - make_interval(mins => ?)";
    private static final String MAILS =
            "SELECT count(*) FROM messages WHERE booking_id = ? AND kind = 'session-reminder'";
    private static final String WAITING =
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND wait_event = 'advisory'";
    private static final String OVERDUE =
            "UPDATE reminders SET due_at = now() - interval '1 second' WHERE booking_id = ?";

    @Test
    void remindsBothSidesADayAndAnHourBefore() throws Exception {
        var story = new BookingStory().startingIn(Duration.ofHours(30));
        story.tell("confirmed", 1);
        mails(story.menteeEmail, 1);
        assertThat(Rows.count(AT, story.id, 1440)).isEqualTo(2);
        assertThat(Rows.count(AT, story.id, 60)).isEqualTo(2);
        Rows.execute(OVERDUE + " AND minutes_before = 1440", story.id);
        var reminder = mails(story.menteeEmail, 2).getLast();
        assertThat(reminder.getSubject()).startsWith("Reminder: Mentoring session with Ada Lovelace");
        assertThat(part(reminder, 0, 2)).contains("Your session begins in 30 hours", "https://meet.example.org/room");
        mails(story.mentorEmail, 2);
        assertThat(Rows.count(RESTING, story.id)).isEqualTo(2);
    }

    @Test
    void plansNoneForATimeThatHasPassed() {
        var story = new BookingStory().startingIn(Duration.ofHours(2));
        story.tell("confirmed", 1);
        mails(story.menteeEmail, 1);
        assertThat(Rows.count(RESTING, story.id)).isEqualTo(2);
        assertThat(Rows.count(AT, story.id, 60)).isEqualTo(2);
    }

    @Test
    void usesTheTimesOfThePreferences() {
        var story = new BookingStory().startingIn(Duration.ofDays(3));
        Rows.execute(
                "INSERT INTO preferences (user_id, reminder_minutes) VALUES (?, '{30,2880}'), (?, '{}')",
                story.mentee,
                story.mentor);
        story.tell("confirmed", 1);
        mails(story.menteeEmail, 1);
        assertThat(Rows.count(RESTING, story.id)).isEqualTo(2);
        assertThat(Rows.count(AT, story.id, 30)).isOne();
        assertThat(Rows.count(AT, story.id, 2880)).isOne();
    }

    @Test
    void followsPreferencesThatChangeWhileTheBookingIsConfirmed() throws Exception {
        var story = new BookingStory();
        try (var event = TestDatabase.asApp()) {
            TestDatabase.identify(event, null, "service");
            TestDatabase.count(event, """
                    SELECT update_booking_copy(?, 1, 'confirmed', now() + interval '3 days', now() + interval '73 hours', ?, ?, '{}',
                                               now())::integer
                    """, story.id, story.mentor, story.mentee);
            var changed = CompletableFuture.runAsync(() -> changePreferences(story.mentee));
            await().atMost(2, MINUTES).until(() -> changed.isDone() || Rows.count(WAITING) > 0);
            event.commit();
            changed.get(2, MINUTES);
        }

        assertThat(Rows.count(RESTING + " AND recipient_id = ?", story.id, story.mentee))
                .isOne();
        assertThat(Rows.count(AT + " AND recipient_id = ?", story.id, 30, story.mentee))
                .isOne();
    }

    @Test
    void sendsNoneToWhoTurnedThemOff() {
        var story = new BookingStory().startingIn(Duration.ofHours(2));
        Rows.execute("INSERT INTO preferences (user_id, kinds_off) VALUES (?, '{session-reminder}')", story.mentee);
        story.tell("confirmed", 1);
        mails(story.menteeEmail, 1);
        Rows.execute(OVERDUE, story.id);
        mails(story.mentorEmail, 2);
        Rows.awaitCount(1, MAILS + " AND status = 'withdrawn'", story.id);
        mails(story.menteeEmail, 1);
    }

    @Test
    void movesWithTheBooking() {
        var story = new BookingStory().startingIn(Duration.ofHours(30));
        story.tell("confirmed", 1);
        story.moved(1).tell("rescheduled", 2);
        mails(story.menteeEmail, 2);
        assertThat(Rows.count(RESTING, story.id)).isEqualTo(4);
        assertThat(Rows.count(AT, story.id, 60)).isEqualTo(2);
        assertThat(Rows.count(AT, story.id, 1440)).isEqualTo(2);
    }

    @Test
    void isWithdrawnWithTheBookingEvenWhileBeingSent() {
        var story = new BookingStory().startingIn(Duration.ofHours(2));
        story.tell("confirmed", 1);
        mails(story.menteeEmail, 1);
        mails(story.mentorEmail, 1);
        MailResource.end();
        try {
            Rows.execute(OVERDUE, story.id);
            Rows.awaitCount(2, MAILS, story.id);
            story.cancelledBy("mentor", 1).tell("cancelled", 2);
            Rows.awaitCount(2, MAILS + " AND status = 'withdrawn'", story.id);
        } finally {
            MailResource.begin();
        }
        mails(story.menteeEmail, 2);
        mails(story.mentorEmail, 2);
        assertThat(Rows.count(RESTING, story.id)).isZero();
    }

    @Test
    void isNotTriedAgainByAnotherSenderOnceItIsOfNoUse() throws Exception {
        var cancelled = new BookingStory().startingIn(Duration.ofHours(2));
        var begun = new BookingStory().startingIn(Duration.ofHours(2));
        var due = new BookingStory().startingIn(Duration.ofHours(2));
        for (var story : List.of(cancelled, begun, due)) {
            story.tell("confirmed", 1);
            mails(story.menteeEmail, 1);
            withASenderThatDied(story);
        }
        cancelled.cancelledBy("mentor", 1).tell("cancelled", 2);
        Rows.awaitCount(1, MAILS + " AND status = 'sending' AND expires_at <= now()", cancelled.id);
        Rows.execute("UPDATE messages SET expires_at = now() WHERE booking_id = ? AND status = 'sending'", begun.id);
        Rows.execute("""
                UPDATE messages SET claimed_until = now(), due_at = now()
                 WHERE status = 'sending' AND booking_id IN (?, ?, ?)
                """, cancelled.id, begun.id, due.id);
        Rows.awaitCount(1, MAILS + " AND status = 'sent' AND unconfirmed_attempts = 1", due.id);
        Rows.awaitCount(1, MAILS + " AND status = 'withdrawn' AND unconfirmed_attempts = 1", cancelled.id);
        Rows.awaitCount(1, MAILS + " AND status = 'withdrawn' AND unconfirmed_attempts = 1", begun.id);
        assertThat(mails(cancelled.menteeEmail, 2))
                .extracting(mail -> mail.getSubject().split(":")[0])
                .containsExactly("Confirmed", "Cancelled");
        mails(begun.menteeEmail, 1);
        mails(due.menteeEmail, 2);
    }

    @Test
    void sendsAfterADowntimeOnlyWhatIsStillOfUse() {
        var both = new BookingStory().startingIn(Duration.ofHours(30));
        both.tell("confirmed", 1);
        var begun = new BookingStory().startingIn(Duration.ofHours(30));
        begun.tell("confirmed", 1);
        Stream.of(both, begun).forEach(story -> mails(story.menteeEmail, 1));
        Rows.execute("UPDATE bookings SET start_time = now() - interval '1 minute' WHERE id = ?", begun.id);
        Rows.execute(OVERDUE, both.id);
        Rows.execute(OVERDUE, begun.id);
        mails(both.menteeEmail, 2);
        mails(both.mentorEmail, 2);
        Rows.awaitCount(0, RESTING, begun.id);
        assertThat(Rows.count(MAILS, begun.id)).isZero();
        assertThat(Rows.count(MAILS, both.id)).isEqualTo(2);
    }

    @Test
    void releasesEachOnceHoweverManyReplicasLook() throws Exception {
        var stories = Stream.generate(() -> new BookingStory().startingIn(Duration.ofMinutes(90)))
                .limit(20)
                .toList();
        stories.forEach(story -> story.tell("confirmed", 1));
        stories.forEach(story -> mails(story.mentorEmail, 1));
        stories.forEach(story -> Rows.execute(OVERDUE, story.id));
        try (var replicas = Executors.newFixedThreadPool(6)) {
            Callable<Void> replica = ReminderTest::release;
            for (var done :
                    replicas.invokeAll(Stream.generate(() -> replica).limit(6).toList())) {
                done.get();
            }
        }
        stories.forEach(story -> mails(story.menteeEmail, 2));
        stories.forEach(story -> assertThat(Rows.count(MAILS, story.id)).isEqualTo(2));
    }

    private static void changePreferences(UUID person) {
        given().auth()
                .oauth2(Tokens.of("Linus", person).roles("mentee").build())
                .header("If-Match", "\"0\"")
                .contentType(ContentType.JSON)
                .body("{\"kinds\": {}, \"reminder_minutes\": [30], \"language\": null}")
                .put("/api/v1/notifications/preferences")
                .then()
                .statusCode(200);
    }

    /** A reminder of the mentee that is being sent. */
    private static void withASenderThatDied(BookingStory story) {
        Rows.execute("""
                INSERT INTO messages (event_source, event_id, kind, booking_id, booking_version, recipient_id, recipient_side,
                                      recipient_email, data, order_key, order_version, status, attempts, created_at, due_at,
                                      expires_at, claim, claimed_until)
                VALUES ('/mentoring/notification-service', 'died', 'session-reminder', ?, 1, ?, 'mentee', ?, ?::jsonb, ?, 1,
                        'sending', 1, now(), now() + interval '1 hour', now() + interval '2 hours', uuidv7(),
                        now() + interval '1 hour')
                """, story.id, story.mentee, story.menteeEmail, story.json(), story.id);
    }

    private static Void release() throws SQLException {
        try (var app = TestDatabase.asApp()) {
            TestDatabase.count(app, "SELECT release_reminders(now(), 7)");
            return null;
        }
    }
}
