package org.mentoring.booking;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mentoring.kit.test.ClosedAccountEvents;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mentoring.booking.Calls.act;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.hold;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.Calls.starts;
import static org.mentoring.booking.MentorFixture.in;

/** When the next free time of a mentor is published. */
@Tag("slow")
@QuarkusTest
@RealParts
class NextFreeTimeTest {

    private static final String TOPIC = "mentoring.openings";
    private static final Duration USUAL_NOTICE = Duration.ofMinutes(120);
    private static final Duration USUAL_WINDOW = Duration.ofDays(60);

    private final UUID linus = UUID.randomUUID();

    @Test
    void followsWhatIsHeldBookedMovedAndCancelled() {
        var mentor = MentorFixture.known();
        window(mentor, in(3, 10, 0), in(3, 12, 0));
        assertThat(published(mentor, 1)).containsExactly(in(3, 10, 0));
        assertThat(starts(mentor)).first().isEqualTo(in(3, 10, 0));

        var held = hold(linus, mentor, in(3, 10, 0)).statusCode(201).extract().<String>path("id");
        assertThat(published(mentor, 2).getLast()).isEqualTo(in(3, 11, 0));
        as(mentee(linus)).delete("/api/v1/slots/holds/" + held).then().statusCode(204);
        assertThat(published(mentor, 3).getLast()).isEqualTo(in(3, 10, 0));

        var booked =
                book(linus, mentor, in(3, 10, 30)).statusCode(201).extract().<String>path("id");
        assertThat(published(mentor, 4).getLast()).isNull();
        assertThat(starts(mentor)).isEmpty();
        Calls.move(mentee(linus), booked, in(3, 10, 0)).statusCode(200);
        assertThat(published(mentor, 5).getLast()).isEqualTo(in(3, 11, 0));
        act(mentee(linus), booked, "cancel").statusCode(200);

        assertThat(published(mentor, 6))
                .containsExactly(in(3, 10, 0), in(3, 11, 0), in(3, 10, 0), null, in(3, 11, 0), in(3, 10, 0));
        assertThat(TestTopics.events(TOPIC, mentor.id(), 6))
                .allSatisfy(event ->
                        assertThat(TestTopics.header(event, "ce_type")).isEqualTo("org.mentoring.opening.changed.v1"))
                .extracting(event -> TestTopics.header(event, "ce_aggregateversion"))
                .containsExactly("1", "2", "3", "4", "5", "6");
    }

    @Test
    void publishesNothingWhereNothingChanged() throws Exception {
        var mentor = MentorFixture.known();
        window(mentor, in(3, 10, 0), in(3, 14, 0));
        published(mentor, 1);

        book(linus, mentor, in(3, 13, 0)).statusCode(201);
        window(mentor, in(5, 10, 0), in(5, 14, 0));
        await().atMost(2, MINUTES).until(() -> notes(mentor) == 0);
        assertThat(published(mentor, 1)).containsExactly(in(3, 10, 0));

        book(linus, mentor, in(3, 10, 0)).statusCode(201);
        assertThat(published(mentor, 2)).containsExactly(in(3, 10, 0), in(3, 11, 0));
    }

    @Test
    void isTheFirstOfAnySessionType() {
        var mentor = MentorFixture.known();
        var tag = as(mentor.token()).get("/api/v1/availability/settings").header("ETag");
        as(mentor.token())
                .header("If-Match", tag)
                .body("""
                        {"time_zone": "Europe/Berlin", "slot_interval_minutes": 30, "minimum_notice_minutes": 60,
                         "booking_window_days": 60, "session_types": [
                           {"name": "Long", "duration_minutes": 60, "buffer_before_minutes": 0, "buffer_after_minutes": 0},
                           {"name": "Short", "duration_minutes": 30, "buffer_before_minutes": 0, "buffer_after_minutes": 0}]}
                        """)
                .put("/api/v1/availability/settings")
                .then()
                .statusCode(200);
        // More than a stage of the search away, and between two hours that only one type fits into.
        window(mentor, in(40, 9, 0), in(40, 9, 30));
        window(mentor, in(40, 10, 0), in(40, 12, 0));

        await().atMost(2, MINUTES)
                .untilAsserted(() -> assertThat(published(mentor, 1)).last().isEqualTo(in(40, 9, 0)));
    }

    @Test
    void goesOnToTheNextTimeWhenTheNoticePassesOne() {
        var mentor = MentorFixture.known();
        var start = soon().plus(USUAL_NOTICE);
        window(mentor, start, start.plusHours(2));

        await().atMost(2, MINUTES)
                .untilAsserted(() -> assertThat(published(mentor, 1)).last().isEqualTo(start.plusMinutes(30)));
    }

    @Test
    void comesWithTheBookingWindow() {
        var mentor = MentorFixture.known();
        var start = soon().plus(USUAL_WINDOW);
        window(mentor, start, start.plusHours(1));
        window(mentor, start.plusDays(30), start.plusDays(30).plusHours(1));

        assertThat(published(mentor, 1)).containsExactly(start);
    }

    @Test
    void followsBusyTimesOfCalendarsAndBlockedTimes() {
        var mentor = MentorFixture.known();
        window(mentor, in(3, 10, 0), in(3, 13, 0));
        published(mentor, 1);

        TestTopics.publish(
                "mentoring.calendars",
                UUID.randomUUID().toString(),
                "/mentoring/mentor-service",
                "org.mentoring.calendar.busy-changed.v1",
                UUID.randomUUID(),
                1,
                """
                {"mentor_id": "%s", "provider": "google", "calendar_id": "%s", "entries": "invitation", "complete_until": null,
                 "busy": [{"start_time": "%s", "end_time": "%s"}]}
                """.formatted(
                                mentor.id(),
                                UUID.randomUUID(),
                                in(3, 9, 0).toInstant(),
                                in(3, 11, 0).toInstant()));
        assertThat(published(mentor, 2).getLast()).isEqualTo(in(3, 11, 0));

        window(mentor, in(3, 10, 0), in(3, 11, 15), "blocked");
        assertThat(published(mentor, 3).getLast()).isEqualTo(in(3, 11, 30));
    }

    @Test
    void isNoneOfWhoIsSuspendedAndComesBackWithTheApproval() {
        var mentor = MentorFixture.known();
        window(mentor, in(3, 10, 0), in(3, 12, 0));
        published(mentor, 1);

        mentor.tell("suspended", 2, ", \"sessions\": \"keep\", \"reason\": null");
        assertThat(published(mentor, 2).getLast()).isNull();
        mentor.tell("approved", 3);
        assertThat(published(mentor, 3).getLast()).isEqualTo(in(3, 10, 0));
    }

    @Test
    void isNoneOfWhoHasLeftAndIsForgotten() throws Exception {
        var mentor = MentorFixture.known();
        window(mentor, in(3, 10, 0), in(3, 12, 0));
        published(mentor, 1);

        ClosedAccountEvents.publish(mentor.id());
        ClosedAccountEvents.awaitAcknowledgement(mentor.id());

        assertThat(published(mentor, 2).getLast()).isNull();
        assertThat(count("SELECT count(*) FROM next_free_times WHERE mentor_id = ?", mentor))
                .isZero();
        assertThat(notes(mentor)).isZero();
    }

    /** What is computed, or takes its time, keeps nobody from booking and no other mentor waiting. */
    @Test
    @Timeout(180)
    void isComputedByOneReplicaWhileOthersBookAndTheOtherMentorsAreKept() throws Exception {
        var mentor = MentorFixture.known();
        window(mentor, in(3, 10, 0), in(3, 14, 0));
        published(mentor, 1);
        var other = MentorFixture.known();

        try (var replica = TestDatabase.asSuperuser()) {
            replica.setAutoCommit(false);
            lock(replica, mentor);
            book(linus, mentor, in(3, 10, 0)).statusCode(201);
            book(UUID.randomUUID(), mentor, in(3, 11, 0)).statusCode(201);
            window(other, in(4, 10, 0), in(4, 14, 0));
            assertThat(published(other, 1)).containsExactly(in(4, 10, 0));
            assertThat(notes(mentor)).isEqualTo(2);
            replica.rollback();
        }

        assertThat(published(mentor, 2)).containsExactly(in(3, 10, 0), in(3, 12, 0));
    }

    private static void lock(Connection database, MentorFixture mentor) throws SQLException {
        try (var statement = database.prepareStatement("SELECT FROM next_free_times WHERE mentor_id = ? FOR UPDATE")) {
            statement.setObject(1, mentor.id());
            statement.executeQuery();
        }
    }

    /** Shortly after what is done now has been noticed. */
    private static OffsetDateTime soon() {
        return OffsetDateTime.now(MentorFixture.ZONE)
                .truncatedTo(ChronoUnit.SECONDS)
                .plusSeconds(8);
    }

    private static void window(MentorFixture mentor, OffsetDateTime start, OffsetDateTime end) {
        window(mentor, start, end, "available");
    }

    private static void window(MentorFixture mentor, OffsetDateTime start, OffsetDateTime end, String status) {
        as(mentor.token())
                .body("{\"start_time\": \"%s\", \"end_time\": \"%s\", \"status\": \"%s\"}"
                        .formatted(start, end, status))
                .post("/api/v1/availability/windows")
                .then()
                .statusCode(201);
    }

    /** The next free times of the mentor that were published, once there are so many; null for none. */
    private static List<OffsetDateTime> published(MentorFixture mentor, int count) {
        return TestTopics.events(TOPIC, mentor.id(), count).stream()
                .map(event -> nextFreeAt(event.value()))
                .toList();
    }

    private static OffsetDateTime nextFreeAt(String event) {
        try {
            var time = new ObjectMapper().readTree(event).get("next_free_at");
            return time.isNull()
                    ? null
                    : OffsetDateTime.parse(time.asText())
                            .atZoneSameInstant(MentorFixture.ZONE)
                            .toOffsetDateTime();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long notes(MentorFixture mentor) throws SQLException {
        return count("SELECT count(*) FROM outdated_next_free_times WHERE mentor_id = ?", mentor);
    }

    private static long count(String query, MentorFixture mentor) throws SQLException {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(database, query, mentor.id());
        }
    }
}
