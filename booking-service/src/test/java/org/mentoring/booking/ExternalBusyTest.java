package org.mentoring.booking;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.starts;
import static org.mentoring.booking.MentorFixture.in;

/** Mentors whose calendars elsewhere say that they are busy. */
@QuarkusTest
@RealParts
class ExternalBusyTest {

    private static final String TOPIC = "mentoring.calendars";
    /** The topic keeps the last word on a calendar for ever, and a consumer that is rebuilt goes by it. */
    private static final Instant LONG_AGO = Instant.now().minus(Duration.ofDays(1000));

    private record Range(OffsetDateTime start, OffsetDateTime end) {}

    @Test
    void offersNoTimeAtWhichTheMentorIsBusyElsewhere() {
        var mentor = MentorFixture.available();
        var linus = UUID.randomUUID();
        var booked = book(linus, mentor, in(3, 10, 0)).statusCode(201).extract().<String>path("id");
        tell(mentor, "google", 1, new Range(in(3, 9, 0), in(3, 11, 0)), new Range(in(3, 10, 30), in(3, 13, 15)));
        tell(mentor, "microsoft", 2, new Range(in(3, 14, 0), in(3, 17, 0)));
        awaitStarts(mentor);
        book(UUID.randomUUID(), mentor, in(3, 13, 0))
                .statusCode(422)
                .body("type", equalTo("urn:problem-type:mentoring:slot-not-offered"));
        as(Tokens.of("Linus", linus).roles("mentee"))
                .body("{\"start_time\": \"" + in(3, 13, 0) + "\"}")
                .post("/api/v1/bookings/" + booked + "/reschedule")
                .then()
                .statusCode(422);
        as(mentor.token()).get("/api/v1/bookings/" + booked).then().body("status", equalTo("confirmed"));

        tell(mentor, "google", 3, new Range(in(3, 9, 0), in(3, 10, 0)));
        awaitStarts(mentor, in(3, 11, 0), in(3, 11, 30), in(3, 12, 0), in(3, 12, 30), in(3, 13, 0));
        tell(mentor, "microsoft", 4);
        tell(mentor, "google", 5);
        await().atMost(2, MINUTES)
                .untilAsserted(() -> assertThat(starts(mentor)).contains(in(3, 9, 0), in(3, 16, 0)));
        book(UUID.randomUUID(), mentor, in(3, 9, 0)).statusCode(201);
    }

    @Test
    void refusesABookingThatWasCheckedBeforeTheWordCame() throws Exception {
        var mentor = MentorFixture.available();
        book(UUID.randomUUID(), mentor, in(3, 10, 0)).statusCode(201);
        var before = scheduleVersion(mentor);
        tell(mentor, "google", 1, new Range(in(4, 9, 0), in(4, 17, 0)));
        await().atMost(2, MINUTES).until(() -> scheduleVersion(mentor) == before + 1);
        // The replica still keeps the schedule by which it checked the booking above.
        book(UUID.randomUUID(), mentor, in(4, 10, 0)).statusCode(422);
    }

    @Test
    void appliesNothingTwiceNorAfterSomethingLater() throws Exception {
        var mentor = MentorFixture.available();
        var id = UUID.randomUUID().toString();
        var before = scheduleVersion(mentor);
        tell(mentor, id, "google", 5, new Range(in(3, 9, 0), in(3, 16, 0)));
        tell(mentor, id, "google", 5, new Range(in(3, 9, 0), in(3, 16, 0)));
        tell(mentor, "google", 5, new Range(in(3, 9, 0), in(3, 10, 0)));
        tell(mentor, "google", 4, new Range(in(3, 9, 0), in(3, 17, 0)));
        tell(mentor, "google", 6, new Range(in(3, 9, 0), in(3, 16, 0)));
        tell(mentor, "microsoft", 7, new Range(in(4, 9, 0), in(4, 16, 0)));
        await().atMost(2, MINUTES).until(() -> scheduleVersion(mentor) == before + 2);
        assertThat(starts(mentor)).containsExactly(in(3, 16, 0));
    }

    /** The version before named the mentor: such events are still in the topic, and come in no order with the newer ones. */
    @Test
    void goesByTheVersionWhicheverKeyAnEventBears() throws Exception {
        var mentor = MentorFixture.available();
        var before = scheduleVersion(mentor);
        tell(mentor, "google", 5, new Range(in(3, 9, 0), in(3, 16, 0)));
        await().atMost(2, MINUTES).until(() -> scheduleVersion(mentor) == before + 1);

        tellByTheMentorsKey(mentor, "microsoft", 2, new Range(in(3, 16, 0), in(3, 16, 30)));
        tellByTheMentorsKey(mentor, "google", 3, new Range(in(3, 9, 0), in(3, 17, 0)));
        tellByTheMentorsKey(mentor, "google", 6, new Range(in(3, 9, 0), in(3, 15, 0)));

        await().atMost(2, MINUTES).until(() -> scheduleVersion(mentor) == before + 3);
        assertThat(starts(mentor)).containsExactly(in(3, 15, 0));
    }

    @Test
    void keepsWhatComesBeforeWordOfTheMentor() {
        var mentor = new MentorFixture(UUID.randomUUID());
        tell(mentor, "google", 1, new Range(in(3, 9, 0), in(3, 16, 0)));
        mentor.tell("approved", 1);
        await().atMost(2, MINUTES)
                .untilAsserted(() -> as(mentor.token())
                        .body(mentor.workday())
                        .post("/api/v1/availability/rules")
                        .then()
                        .statusCode(201));
        awaitStarts(mentor, in(3, 16, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"provider\": \"google\", \"busy\": []}",
                "{\"mentor_id\": \"%s\", \"provider\": \"google\"}",
                "{\"mentor_id\": \"%s\", \"provider\": \"google\", \"busy\": [null]}",
                "{\"mentor_id\": \"%s\", \"provider\": \"google\", \"busy\": [{\"start_time\": \"2027-03-01T09:00:00Z\"}]}",
                "{\"mentor_id\": \"%s\", \"provider\": \"google\","
                        + " \"busy\": [{\"start_time\": \"2027-03-01T09:00:00Z\", \"end_time\": \"2027-03-01T08:00:00Z\"}]}",
                "no JSON"
            })
    void parksWhatCannotBeRead(String data) {
        var mentor = MentorFixture.available();
        publish(mentor.id(), UUID.randomUUID().toString(), 1, data.formatted(mentor.id()));
        TestTopics.read(
                TOPIC + ".booking-service.dlq",
                1,
                record -> mentor.id().toString().equals(record.key()));
        tell(mentor, "google", 2, new Range(in(3, 9, 0), in(3, 16, 0)));
        awaitStarts(mentor, in(3, 16, 0));
    }

    @Test
    void saysInEventsWhetherTheMentorsCalendarShowsTheBookingByItself() throws Exception {
        var mentor = MentorFixture.available();
        var earlier = booked(mentor, in(3, 9, 0));
        entries(mentor, 1, "separate");
        await().atMost(2, MINUTES).until(() -> separate(mentor) == 1);
        var later = booked(mentor, in(3, 11, 0));
        as(mentor.token())
                .body("{}")
                .post("/api/v1/bookings/" + earlier + "/cancel")
                .then()
                .statusCode(200);
        entries(mentor, 2, "none");
        await().atMost(2, MINUTES).until(() -> separate(mentor) == 0);
        var latest = booked(mentor, in(3, 13, 0));

        assertThat(hasOwnEntry(earlier, 2)).containsExactly(false, false);
        assertThat(hasOwnEntry(later, 1)).containsExactly(true);
        assertThat(hasOwnEntry(latest, 1)).containsExactly(false);
    }

    /** Nobody was invited to the request. */
    @Test
    void saysThatTheCalendarShowsWhatWasConfirmedSinceItIsConnected() throws Exception {
        var mentor = MentorFixture.available().wanting("\"approval_required\": true");
        var request = booked(mentor, in(3, 9, 0));
        entries(mentor, 1, "separate");
        await().atMost(2, MINUTES).until(() -> separate(mentor) == 1);
        as(mentor.token())
                .post("/api/v1/bookings/" + request + "/accept")
                .then()
                .statusCode(200);

        assertThat(hasOwnEntry(request, 2)).containsExactly(false, true);
    }

    private static UUID booked(MentorFixture mentor, OffsetDateTime start) {
        return UUID.fromString(
                book(UUID.randomUUID(), mentor, start).statusCode(201).extract().path("id"));
    }

    private static List<Boolean> hasOwnEntry(UUID booking, int count) throws Exception {
        return TestTopics.events("mentoring.bookings", booking, count).stream()
                .map(event -> JsonPath.from(event.value()).getBoolean("mentor_has_own_entry"))
                .toList();
    }

    private static long separate(MentorFixture mentor) throws Exception {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(
                    database, "SELECT count(*) FROM calendars_with_separate_entries WHERE mentor_id = ?", mentor.id());
        }
    }

    private static void entries(MentorFixture mentor, long version, String entries) {
        TestTopics.publish(
                TOPIC,
                UUID.randomUUID().toString(),
                "/mentoring/mentor-service",
                "org.mentoring.calendar.busy-changed.v1",
                mentor.id(),
                version,
                data(mentor, "microsoft", version).replace("\"busy\"", "\"entries\": \"" + entries + "\", \"busy\""));
    }

    private static void tell(MentorFixture mentor, String provider, long version, Range... busy) {
        tell(mentor, UUID.randomUUID().toString(), provider, version, busy);
    }

    private static void tell(MentorFixture mentor, String id, String provider, long version, Range... busy) {
        var calendar = UUID.nameUUIDFromBytes((mentor.id() + provider).getBytes(StandardCharsets.UTF_8));
        publish(calendar, id, version, data(mentor, provider, version, busy));
    }

    private static void tellByTheMentorsKey(MentorFixture mentor, String provider, long version, Range... busy) {
        publish(mentor.id(), UUID.randomUUID().toString(), version, data(mentor, provider, version, busy));
    }

    private static String data(MentorFixture mentor, String provider, long version, Range... busy) {
        return """
                {"mentor_id": "%s", "provider": "%s", "from": "%s", "to": "%s", "busy": [%s], "version": %d}
                """.formatted(
                        mentor.id(),
                        provider,
                        in(0, 0, 0),
                        in(60, 0, 0),
                        Stream.of(busy)
                                .map(range -> """
                                        {"start_time": "%s", "end_time": "%s"}""".formatted(range.start(), range.end()))
                                .collect(Collectors.joining(", ")),
                        version);
    }

    private static void publish(UUID subject, String id, long version, String data) {
        TestTopics.publish(
                LONG_AGO,
                TOPIC,
                id,
                "/mentoring/mentor-service",
                "org.mentoring.calendar.busy-changed.v1",
                subject,
                version,
                data);
    }

    private static void awaitStarts(MentorFixture mentor, OffsetDateTime... expected) {
        await().atMost(2, MINUTES)
                .untilAsserted(() -> assertThat(starts(mentor)).containsExactly(expected));
    }

    private static long scheduleVersion(MentorFixture mentor) throws Exception {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(
                    database, "SELECT schedule_version FROM schedules WHERE mentor_id = ?", mentor.id());
        }
    }
}
