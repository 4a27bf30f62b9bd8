package org.mentoring.booking;

import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.ClosedAccountEvents;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.MentorFixture.in;
import static org.mentoring.kit.test.TestTopics.events;

/** What becomes of the bookings of a mentor who is suspended or gone: the state of now decides, whatever a token says. */
@QuarkusTest
@RealParts
class SuspensionTest {

    private static final String SUSPENDED = ":mentor-suspended";

    private final UUID linus = UUID.randomUUID();
    private final UUID ken = UUID.randomUUID();
    private final UUID margaret = UUID.randomUUID();
    private MentorFixture mentor;

    @BeforeEach
    void aMentor() {
        mentor = MentorFixture.available();
    }

    @Test
    void endsWhatIsToCome() throws Exception {
        var past = book(linus, mentor, in(2, 10, 0)).extract();
        begin(past.path("id"));
        var confirmed = book(linus, mentor, in(3, 10, 0)).extract();
        mentor.wanting("\"approval_required\": true");
        var request = book(ken, mentor, in(4, 10, 0)).extract().<String>path("id");
        as(mentee(margaret))
                .body(mentor.booking(in(5, 10, 0)))
                .post("/api/v1/slots/holds")
                .then()
                .statusCode(201);

        mentor.tell("suspended", 2, ", \"sessions\": \"cancel\", \"reason\": \"Complaints\"");
        for (var booking : new String[] {confirmed.path("id"), request}) {
            await().atMost(2, MINUTES)
                    .untilAsserted(() -> as(mentor.token())
                            .get("/api/v1/bookings/" + booking)
                            .then()
                            .body("status", equalTo("cancelled"))
                            .body("cancelled_by", equalTo("admin"))
                            .body("reason", equalTo("Complaints")));
            assertThat(TestTopics.header(
                            events("mentoring.bookings", UUID.fromString(booking), 2)
                                    .getLast(),
                            "ce_type"))
                    .isEqualTo("org.mentoring.booking.cancelled.v1");
        }
        events("mentoring.sessions", UUID.fromString(confirmed.path("session_id")), 1);
        as(mentee(margaret)).get("/api/v1/slots/holds").then().body("items", hasSize(0));
        // What has begun took place.
        as(mentee(linus)).get("/api/v1/bookings/" + past.path("id")).then().body("status", equalTo("confirmed"));
        book(linus, mentor, in(6, 10, 0)).statusCode(404);
    }

    /** By the clock of another replica, or while the cancellation waited: by the booking the session is still to come. */
    @Test
    void cancelsNoSessionThatHasBegunMeanwhile() throws Exception {
        var begun = book(linus, mentor, in(2, 10, 0)).extract();
        update(
                "UPDATE mentoring_sessions SET status = 'active' WHERE id = ?",
                UUID.fromString(begun.path("session_id")));
        var left = book(ken, mentor, in(3, 10, 0)).extract().<String>path("id");

        mentor.tell("suspended", 2, ", \"sessions\": \"cancel\", \"reason\": null");
        events("mentoring.bookings", UUID.fromString(left), 2);
        ClosedAccountEvents.publish(mentor.id());
        ClosedAccountEvents.awaitAcknowledgement(mentor.id());

        as(mentee(linus)).get("/api/v1/bookings/" + begun.path("id")).then().body("status", equalTo("confirmed"));
        as(mentee(linus))
                .get("/api/v1/sessions/" + begun.path("session_id"))
                .then()
                .body("status", equalTo("active"));
    }

    @Test
    void keepsWhatIsConfirmedWhenTheAdminSaysSo() throws Exception {
        var confirmed = book(linus, mentor, in(3, 10, 0)).extract().<String>path("id");
        mentor.wanting("\"approval_required\": true");
        var request = book(ken, mentor, in(4, 10, 0)).extract().<String>path("id");
        mentor.tell("suspended", 2, ", \"sessions\": \"keep\", \"reason\": null");
        await().atMost(2, MINUTES)
                .untilAsserted(() -> as(mentee(ken))
                        .get("/api/v1/bookings/" + request)
                        .then()
                        .body("status", equalTo("cancelled"))
                        .body("cancelled_by", equalTo("system"))
                        .body("reason", nullValue()));
        as(mentee(linus)).get("/api/v1/bookings/" + confirmed).then().body("status", equalTo("confirmed"));
        for (var side : new UUID[] {linus, mentor.id()}) {
            as(side.equals(linus) ? mentee(linus) : mentor.token())
                    .body("{\"start_time\": \"" + in(5, 10, 0) + "\"}")
                    .post("/api/v1/bookings/" + confirmed + "/reschedule")
                    .then()
                    .statusCode(409)
                    .body("type", endsWith(SUSPENDED));
        }
        as(mentee(linus))
                .post("/api/v1/bookings/" + confirmed + "/cancel")
                .then()
                .statusCode(200)
                .body("cancelled_by", equalTo("mentee"));
    }

    @Test
    void letsASuspendedMentorAcceptNothingWhateverTheTokenSays() throws Exception {
        var hosted = book(linus, mentor, in(2, 10, 0)).extract().<String>path("session_id");
        update("""
                UPDATE mentoring_sessions SET start_time = now() - interval '5 minutes', end_time = now() + interval '1 hour'
                 WHERE id = ?
                """, UUID.fromString(hosted));
        mentor.wanting("\"approval_required\": true");
        var request = book(linus, mentor, in(3, 10, 0)).extract().<String>path("id");
        var other = book(ken, mentor, in(4, 10, 0)).extract().<String>path("id");
        update("UPDATE mentors SET status = 'suspended' WHERE id = ?", mentor.id());
        as(mentor.token())
                .post("/api/v1/bookings/" + request + "/accept")
                .then()
                .statusCode(409)
                .body("type", endsWith(SUSPENDED));
        as(mentor.token()).post("/api/v1/bookings/" + other + "/decline").then().statusCode(200);
        as(mentor.token())
                .post("/api/v1/sessions/" + hosted + "/complete")
                .then()
                .statusCode(409);
        update("UPDATE mentors SET status = 'approved' WHERE id = ?", mentor.id());
        as(mentor.token())
                .post("/api/v1/bookings/" + request + "/accept")
                .then()
                .statusCode(200);
        as(mentor.token())
                .post("/api/v1/sessions/" + hosted + "/complete")
                .then()
                .statusCode(200);
    }

    @Test
    void leavesWhatIsBookedAfterTheMentorWasApprovedAgain() throws Exception {
        var before = book(linus, mentor, in(3, 10, 0)).extract().<String>path("id");
        mentor.tell("suspended", 2, ", \"sessions\": \"cancel\", \"reason\": null");
        mentor.tell("approved", 3);
        await().atMost(2, MINUTES)
                .untilAsserted(() -> book(ken, mentor, in(3, 10, 0)).statusCode(201));
        as(mentee(linus)).get("/api/v1/bookings/" + before).then().body("status", equalTo("cancelled"));
        var after = as(mentee(ken)).get("/api/v1/bookings").then().extract().<String>path("items[0].id");

        mentor.tell("suspended", 2, ", \"sessions\": \"cancel\", \"reason\": null");
        mentor.tell("updated", 4);
        await().atMost(2, MINUTES).until(() -> position() == 4);
        book(margaret, mentor, in(5, 10, 0)).statusCode(201);
        as(mentee(ken)).get("/api/v1/bookings/" + after).then().body("status", equalTo("confirmed"));
    }

    @Test
    void endsMoreThanABatchEachOnce() throws Exception {
        update("""
                WITH booked AS (
                    INSERT INTO bookings (id, mentor_id, mentor_name, mentor_email, user_id, user_email, date, "time", session_type,
                                          created_at, session_id, start_time, end_time, occupied, duration_minutes,
                                          mentor_time_zone, mentor_locale, user_name, user_time_zone, user_locale)
                    SELECT uuidv7(), ?, 'Ada', 'ada@example.org', uuidv7()::text, 'x@example.org', '2027-01-01', '10:00', 'x',
                           now(), uuidv7(), start, start + interval '30 minutes', tstzrange(start, start + interval '30 minutes'), 30,
                           'UTC', 'en', 'X', 'UTC', 'en'
                      FROM generate_series(now() + interval '24 hours', now() + interval '144 hours', interval '30 minutes') AS start
                    RETURNING *)
                INSERT INTO mentoring_sessions (id, booking_id, mentor_id, mentor_name, mentee_id, mentee_name, status,
                                                start_time, end_time, created_at)
                SELECT session_id, id, mentor_id::uuid, mentor_name, user_id::uuid, user_name, 'upcoming', start_time, end_time, created_at
                  FROM booked
                """, mentor.id().toString());
        mentor.tell("suspended", 2);
        await().atMost(2, MINUTES).until(() -> count("cancelled") == 241);
        try (var database = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(
                            database,
                            "SELECT count(*) FROM outbox WHERE topic = 'mentoring.bookings' AND data->>'mentor_id' = ?",
                            mentor.id().toString()))
                    .isEqualTo(241);
        }
    }

    @Test
    void endsWhatIsToComeOfAMentorWhoIsGone() {
        var booking = book(linus, mentor, in(3, 10, 0)).extract().<String>path("id");
        TestTopics.publish(
                "mentoring.mentors",
                UUID.randomUUID().toString(),
                "/mentoring/mentor-service",
                "org.mentoring.mentor.erased.v1",
                mentor.id(),
                2,
                "{\"mentor_id\": \"" + mentor.id() + "\"}");
        await().atMost(2, MINUTES)
                .untilAsserted(() -> as(mentee(linus))
                        .get("/api/v1/bookings/" + booking)
                        .then()
                        .body("status", equalTo("cancelled"))
                        .body("cancelled_by", equalTo("system")));
        book(ken, mentor, in(4, 10, 0)).statusCode(404);
    }

    @Test
    void cancelsAllThatAPersonHasToComeOnEitherSide() throws Exception {
        var asMentee = book(linus, mentor, in(3, 10, 0)).extract().<String>path("id");
        var asMentor = book(ken, new MentorFixture(mentor.id()), in(4, 10, 0))
                .extract()
                .<String>path("id");
        var others = book(margaret, MentorFixture.available(), in(3, 10, 0))
                .extract()
                .<String>path("id");
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, null, "service");
            assertThat(TestDatabase.count(app, "SELECT cancel_bookings_of(?, 'system', NULL, now())", linus))
                    .isOne();
            assertThat(TestDatabase.count(app, "SELECT cancel_bookings_of(?, 'system', NULL, now())", mentor.id()))
                    .isOne();
            assertThat(TestDatabase.count(app, "SELECT cancel_bookings_of(?, 'system', NULL, now())", mentor.id()))
                    .isZero();
            app.commit();
        }
        for (var booking : new String[] {asMentee, asMentor}) {
            as(mentor.token())
                    .get("/api/v1/bookings/" + booking)
                    .then()
                    .body("status", equalTo("cancelled"))
                    .body("cancelled_by", equalTo("system"));
            events("mentoring.bookings", UUID.fromString(booking), 2);
        }
        as(mentee(margaret)).get("/api/v1/bookings/" + others).then().body("status", equalTo("confirmed"));
    }

    /** How far the service has come with the events of the mentor. */
    private long position() throws SQLException {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(
                    database,
                    "SELECT coalesce(max(aggregate_version), 0) FROM inbox_position WHERE consumer = 'mentors' AND subject = ?",
                    mentor.id().toString());
        }
    }

    private long count(String status) throws SQLException {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(
                    database,
                    "SELECT count(*) FROM bookings WHERE mentor_id = ? AND status = '" + status + "'",
                    mentor.id().toString());
        }
    }

    private static void begin(String booking) throws SQLException {
        var start = OffsetDateTime.now().minusMinutes(10);
        update(
                "UPDATE bookings SET start_time = '%s', end_time = '%s', occupied = tstzrange('%1$s', '%2$s') WHERE id = ?"
                        .formatted(start, start.plusHours(1)),
                UUID.fromString(booking));
    }

    private static void update(String sql, Object parameter) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.prepareStatement(sql)) {
            statement.setObject(1, parameter);
            statement.executeUpdate();
        }
    }
}
