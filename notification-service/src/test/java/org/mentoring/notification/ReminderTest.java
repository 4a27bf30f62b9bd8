package org.mentoring.notification;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.MailResource;
import org.mentoring.kit.test.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
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
    void goesByWhatThePersonWishes() {
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
    void endsWithTheBookingEvenWhenItIsOnItsWay() {
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

    private static Void release() throws SQLException {
        try (var app = TestDatabase.asApp()) {
            TestDatabase.count(app, "SELECT release_reminders(now(), 7)");
            return null;
        }
    }
}
