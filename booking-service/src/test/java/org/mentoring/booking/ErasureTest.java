package org.mentoring.booking;

import java.util.List;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.ClosedAccountEvents;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.MentorFixture.in;
import static org.mentoring.kit.test.ExportEvents.exported;
import static org.mentoring.kit.test.TestTopics.events;

/** People who left are known by nothing but their ids. */
@QuarkusTest
@RealParts
class ErasureTest {

    private final UUID linus = UUID.randomUUID();
    private final String canary = "canary" + linus.toString().replace("-", "");

    @Test
    void cancelsWhatIsToComeAndForgetsTheMentee() throws Exception {
        var mentor = MentorFixture.available();
        Accounts.tell(linus, canary + "@example.org");
        var token = mentee(linus).claim("name", canary).claim("email", canary + "@example.org");
        var id = UUID.fromString(as(token)
                .header("Idempotency-Key", UUID.randomUUID())
                .body("""
                        {"mentor_id": "%s", "start_time": "%s", "session_type": "Mentoring session", "note": "%s"}
                        """.formatted(mentor.id(), in(3, 10, 0), canary))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
        assertThat(ClosedAccountEvents.tablesWith(canary)).contains("bookings", "outbox");

        ClosedAccountEvents.publish(linus);

        ClosedAccountEvents.awaitAcknowledgement(linus);
        as(mentor.token())
                .get("/api/v1/bookings/" + id)
                .then()
                .statusCode(200)
                .body("status", equalTo("cancelled"))
                .body("cancelled_by", equalTo("system"))
                .body("user_name", equalTo("Former member"))
                .body("note", nullValue());
        var events = events("mentoring.bookings", id, 3);
        assertThat(events.getLast().value()).contains("Former member").doesNotContain("Linus", canary);
        assertThat(events)
                .extracting(event -> TestTopics.header(event, "ce_type"))
                .containsExactly(
                        "org.mentoring.booking.confirmed.v1",
                        "org.mentoring.booking.cancelled.v1",
                        "org.mentoring.booking.anonymized.v1");
        await().atMost(2, MINUTES)
                .untilAsserted(
                        () -> assertThat(ClosedAccountEvents.tablesWith(canary)).isEmpty());
        as(token)
                .get("/api/v1/bookings/" + id)
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:problem-type:mentoring:account-closed"));
    }

    @Test
    void forgetsTheMentorAndTheSchedule() throws Exception {
        var mentor = MentorFixture.available();
        takeADayOff(mentor);
        try (var database = TestDatabase.asSuperuser();
                var calendar = database.prepareStatement(
                        "INSERT INTO calendars_with_separate_entries (mentor_id, provider, since) VALUES (?, 'microsoft', now())")) {
            calendar.setObject(1, mentor.id());
            calendar.executeUpdate();
            ClosedAccountEvents.publish(mentor.id());
            ClosedAccountEvents.awaitAcknowledgement(mentor.id());
            assertThat(TestDatabase.count(database, """
                            SELECT (SELECT count(*) FROM availability_overrides WHERE mentor_id = ?)
                                 + (SELECT count(*) FROM calendars_with_separate_entries WHERE mentor_id = ?)
                            """, mentor.id(), mentor.id()))
                    .isZero();
        }
        await().atMost(2, MINUTES)
                .untilAsserted(() -> assertThat(ClosedAccountEvents.tablesWith("ada-" + mentor.id()))
                        .isEmpty());
        as(mentee(linus))
                .body(mentor.booking(in(3, 10, 0)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(404);
    }

    /** The placeholder for the missing address is also the one that an erasure leaves. */
    @Test
    void forgetsAMentorWhoseAccountHasNoAddress() throws Exception {
        var mentor = MentorFixture.available();
        mentor.tellOfLostAddress(canary, 2);
        await().atMost(2, MINUTES)
                .untilAsserted(
                        () -> assertThat(ClosedAccountEvents.tablesWith(canary)).contains("mentors"));
        var id = book(linus, mentor, in(3, 10, 0)).statusCode(201).extract().<String>path("id");

        ClosedAccountEvents.publish(mentor.id());

        ClosedAccountEvents.awaitAcknowledgement(mentor.id());
        await().atMost(2, MINUTES)
                .untilAsserted(
                        () -> assertThat(ClosedAccountEvents.tablesWith(canary)).isEmpty());
        as(mentee(linus)).get("/api/v1/bookings/" + id).then().body("mentor_name", equalTo("Former member"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mentor", "mentee"})
    void forgetsQuestionsAndAnswersWithEitherSide(String leaving) throws Exception {
        var mentor = MentorFixture.available().wanting("\"approval_required\": true");
        var id = asked(mentor);
        assertThat(ClosedAccountEvents.tablesWith(canary)).contains("booking_questions", "outbox", "idempotency_keys");
        var person = leaving.equals("mentor") ? mentor.id() : linus;

        ClosedAccountEvents.publish(person);

        ClosedAccountEvents.awaitAcknowledgement(person);
        await().atMost(2, MINUTES)
                .untilAsserted(
                        () -> assertThat(ClosedAccountEvents.tablesWith(canary)).isEmpty());
        as(leaving.equals("mentor") ? mentee(linus) : mentor.token())
                .get("/api/v1/bookings/" + id)
                .then()
                .statusCode(200)
                .body("questions", empty());
        assertThat(events("mentoring.bookings", id, 5).getLast().value()).doesNotContain(canary);
    }

    /** A request about which the mentor has asked, and the mentee answered, by the canary. */
    private UUID asked(MentorFixture mentor) {
        var id = book(linus, mentor, in(3, 10, 0)).statusCode(201).extract().<String>path("id");
        for (var operation : List.of("question", "answer")) {
            as(operation.equals("question") ? mentor.token() : mentee(linus))
                    .header("Idempotency-Key", UUID.randomUUID())
                    .body("{\"" + operation + "\": \"" + operation + canary + "\"}")
                    .post("/api/v1/bookings/" + id + "/" + operation)
                    .then()
                    .statusCode(200);
        }
        return UUID.fromString(id);
    }

    @Test
    void takesNothingOfAnEventThatIsReadAgain() throws Exception {
        ClosedAccountEvents.publish(linus);
        ClosedAccountEvents.awaitAcknowledgement(linus);
        // Another consumer group erases, so that even the newest version is seen by each of these for the first time.
        var ofAccount = tellLate("mentoring.users", "/mentoring/user-service", "org.mentoring.user.updated.v1", """
                {"user_id": "%s", "name": "%s", "email": null, "time_zone": null, "locale": "en", "version": 2000}
                """);
        var ofMentor =
                tellLate("mentoring.mentors", "/mentoring/mentor-service", "org.mentoring.mentor.updated.v1", """
                {"mentor_id": "%s", "name": "%s", "email": "m@example.org", "time_zone": "UTC", "locale": "en",
                 "status": "approved", "version": 2000}
                """);
        try (var database = TestDatabase.asSuperuser()) {
            await().atMost(2, MINUTES)
                    .untilAsserted(() -> assertThat(TestDatabase.count(
                                    database,
                                    "SELECT count(DISTINCT id) FROM inbox WHERE id IN (?, ?)",
                                    ofAccount,
                                    ofMentor))
                            .isEqualTo(2));
            assertThat(TestDatabase.count(database, """
                            SELECT (SELECT count(*) FROM people WHERE user_id = ?)
                                 + (SELECT count(*) FROM mentors WHERE id = ?)
                                 + (SELECT count(*) FROM booking_terms WHERE mentor_id = ?)
                            """, linus, linus, linus)).isZero();
        }
    }

    private String tellLate(String topic, String source, String type, String data) {
        var id = UUID.randomUUID().toString();
        TestTopics.publish(topic, id, source, type, linus, 2000, data.formatted(linus, canary));
        return id;
    }

    @Test
    void providesWhatItHolds() {
        asked(MentorFixture.available().wanting("\"approval_required\": true"));
        assertThat(exported(linus))
                .contains(
                        "booking-service",
                        "Mentoring session",
                        linus.toString(),
                        "question" + canary,
                        "answer" + canary);
    }

    @Test
    void providesTheScheduleOfAMentor() {
        var mentor = MentorFixture.available();
        takeADayOff(mentor);
        assertThat(exported(mentor.id()))
                .contains(
                        "\\\"overrides\\\"",
                        in(3, 0, 0).toLocalDate().toString(),
                        "\\\"mentor\\\"",
                        "ada-" + mentor.id());
    }

    private static void takeADayOff(MentorFixture mentor) {
        as(mentor.token())
                .body("{\"first_day\": \"%s\", \"kind\": \"off\"}"
                        .formatted(in(3, 0, 0).toLocalDate()))
                .post("/api/v1/availability/overrides")
                .then()
                .statusCode(201);
    }
}
