package org.mentoring.notification;

import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.ClosedAccountEvents;
import org.mentoring.kit.test.MailResource;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mentoring.kit.test.ExportEvents.exported;
import static org.mentoring.notification.BookingStory.mails;

/** What was written to people who left, and about them, is forgotten; others are told of what was cancelled. */
@QuarkusTest
@RealParts
class ErasureTest {

    @Test
    void forgetsWhatItWroteAndToWhom() throws Exception {
        var story = new BookingStory();
        var canary = "canary" + story.id.toString().replace("-", "");
        story.with("user_name", canary).with("note", canary).tell("confirmed", 1);
        await().atMost(2, MINUTES)
                .until(() -> MailResource.mailsTo(story.mentorEmail).size() == 1);
        assertThat(ClosedAccountEvents.tablesWith(canary)).contains("messages", "bookings");

        given().auth()
                .oauth2(Tokens.of("Linus", story.mentee).roles("mentee").build())
                .contentType("application/json")
                .header("If-Match", "\"0\"")
                .body("{\"kinds\": {}, \"reminder_minutes\": [], \"language\": \"hi\"}")
                .put("/api/v1/notifications/preferences")
                .then()
                .statusCode(200);

        story.asked(canary, canary);
        ClosedAccountEvents.publish(story.mentee);
        story.cancelledBy("system", 1).tell("cancelled", 2);

        await().atMost(2, MINUTES)
                .until(() -> MailResource.mailsTo(story.mentorEmail).size() == 2);
        ClosedAccountEvents.awaitAcknowledgement(story.mentee);
        Rows.awaitCount(0, "SELECT count(*) FROM messages WHERE recipient_id = ?", story.mentee);
        Rows.execute("UPDATE erased_people SET due_at = now() WHERE user_id = ?", story.mentee);
        await().atMost(2, MINUTES)
                .untilAsserted(
                        () -> assertThat(ClosedAccountEvents.tablesWith(canary)).isEmpty());
        assertThat(ClosedAccountEvents.tablesWith(story.menteeEmail)).isEmpty();
        assertThat(TestTopics.read(
                                "mentoring.preferences",
                                2,
                                event -> story.mentee.toString().equals(event.key()))
                        .getLast()
                        .value())
                .isEqualTo("{\"user_id\": \"" + story.mentee + "\"}");
    }

    /** Figures tell names without ids: of a mentee to the mentor, of a mentor to admins. */
    @ParameterizedTest
    @ValueSource(strings = {"mentor-report", "platform-report"})
    void forgetsWhomReportsNamed(String report) throws Exception {
        var person = UUID.randomUUID();
        var reader = UUID.randomUUID();
        var canary = "canary" + person.toString().replace("-", "");
        var ofMentor = report.equals("mentor-report");
        Rows.execute("""
                INSERT INTO report_sessions (session_id, mentor_id, mentor_name, mentee_id, mentee_name, status, start_time, end_time)
                VALUES (uuidv7(), ?, 'Ada', ?, 'Linus', 'completed', now() - interval '2 hours', now() - interval '1 hour')
                """, ofMentor ? reader : person, ofMentor ? person : reader);
        Rows.execute("""
                INSERT INTO report_runs (report, reader_id, time_zone, period, due_at, planned_at)
                VALUES (?, ?, 'UTC', '2026-11-23', now(), now())
                """, report, reader);
        for (var status : new String[] {"sent", "failed", "pending"}) {
            Rows.execute("""
                    INSERT INTO messages (event_source, event_id, kind, recipient_id, recipient_email, data, status, created_at, due_at)
                    VALUES ('/mentoring/notification-service', ?, ?, ?, 'reader@example.org', jsonb_build_object('name', ?), ?, now(),
                            now() + interval '1 hour')
                    """, UUID.randomUUID().toString(), report, reader, canary, status);
        }
        ClosedAccountEvents.publish(person);
        var named = "SELECT count(*) FROM messages WHERE recipient_id = ? AND data ->> 'name' = ?";
        Rows.awaitCount(1, named, reader, canary);
        // What is to be sent yet is waited for; it fails here, for it is no report.
        assertThat(Rows.count(named + " AND status = 'pending'", reader, canary))
                .isOne();
        Rows.execute("UPDATE messages SET due_at = now() WHERE recipient_id = ? AND status = 'pending'", reader);
        Rows.awaitCount(
                1,
                "SELECT count(*) FROM messages WHERE recipient_id = ? AND reason = 'What it reported is erased'",
                reader);
        Rows.execute("UPDATE erased_people SET due_at = now() WHERE user_id = ?", person);
        ClosedAccountEvents.awaitAcknowledgement(person);
        await().atMost(2, MINUTES)
                .untilAsserted(
                        () -> assertThat(ClosedAccountEvents.tablesWith(canary)).isEmpty());
    }

    /** The report of the same period that was due by itself may not become one of two. */
    @Test
    void forgetsWhichAdminRequestedReports() {
        var admin = UUID.randomUUID();
        var reader = UUID.randomUUID();
        for (var requestedBy : new UUID[] {null, admin, admin}) {
            Rows.execute("""
                    INSERT INTO report_runs (report, reader_id, time_zone, period, due_at, requested_by, planned_at)
                    VALUES ('mentor-report', ?, 'UTC', '2026-11-23', now(), ?, now())
                    """, reader, requestedBy);
        }
        ClosedAccountEvents.publish(admin);
        ClosedAccountEvents.awaitAcknowledgement(admin);
        assertThat(Rows.count("SELECT count(*) FROM report_runs WHERE requested_by = ?", admin))
                .isZero();
        assertThat(Rows.count("SELECT count(*) FROM report_runs WHERE reader_id = ?", reader))
                .isEqualTo(3);
    }

    @Test
    void providesOfTheOtherSideWhatThePersonMaySee() {
        var story = new BookingStory().with("status", "pending");
        story.tell("requested", 1);
        mails(story.menteeEmail, 1);
        mails(story.mentorEmail, 1);
        assertThat(exported(story.mentee)).contains(story.menteeEmail).doesNotContain(story.mentorEmail);
        assertThat(exported(story.mentor)).contains(story.mentorEmail).doesNotContain(story.menteeEmail);

        story.with("status", "confirmed").with("user_shares_email", false).tell("confirmed", 2);
        mails(story.menteeEmail, 2);
        mails(story.mentorEmail, 2);
        assertThat(exported(story.mentee)).contains(story.menteeEmail, story.mentorEmail);
        assertThat(exported(story.mentor)).contains(story.mentorEmail).doesNotContain(story.menteeEmail);

        BookingStory.tellPerson(story.mentor, 1, story.mentorEmail, "Asia/Kolkata", "en", false);
        Rows.awaitCount(1, "SELECT count(*) FROM people WHERE user_id = ? AND NOT share_email", story.mentor);
        assertThat(exported(story.mentee)).contains(story.menteeEmail).doesNotContain(story.mentorEmail);
    }
}
