package org.mentoring.booking;

import java.time.OffsetDateTime;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.Calls.move;
import static org.mentoring.booking.MentorFixture.in;
import static org.mentoring.kit.test.TestTopics.events;

/** What is sent again with its key is answered as it was the first time. */
@QuarkusTest
@RealParts
class BookingRetryTest {

    private final UUID linus = UUID.randomUUID();

    @Test
    void answersARetryWithTheFirstAnswer() throws Exception {
        var mentor = MentorFixture.available();
        var key = UUID.randomUUID().toString();
        var request = mentor.booking(in(3, 10, 0));
        var first = keyed(key, request).statusCode(201).extract();
        var again = keyed(key, request).statusCode(201).extract();
        assertThat(again.<String>path("id")).isEqualTo(first.path("id"));
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("ETag")).isEqualTo("\"1\"");
        keyed(key, mentor.booking(in(3, 11, 0)))
                .statusCode(422)
                .body("type", equalTo("urn:problem-type:mentoring:idempotency-key-reused"));
        events("mentoring.bookings", UUID.fromString(first.path("id")), 1);
        try (var database = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(
                            database,
                            "SELECT count(*) FROM outbox WHERE subject = ?",
                            UUID.fromString(first.path("id"))))
                    .isOne();
        }
    }

    @Test
    void answersARetryAlsoWhenTheMentorOffersTheTimeNoMore() {
        var mentor = MentorFixture.available();
        var key = UUID.randomUUID().toString();
        var request = mentor.booking(in(3, 10, 0));
        var id = keyed(key, request).statusCode(201).extract().<String>path("id");
        var rule = as(mentor.token())
                .get("/api/v1/availability/rules")
                .then()
                .extract()
                .<String>path("items[0].id");
        as(mentor.token()).delete("/api/v1/availability/rules/" + rule).then().statusCode(200);
        keyed(key, request).statusCode(201).body("id", equalTo(id));
        book(UUID.randomUUID(), mentor, in(4, 10, 0))
                .statusCode(422)
                .body("type", equalTo("urn:problem-type:mentoring:slot-not-offered"));
    }

    @Test
    void answersARetriedMoveAlsoWhenTheMentorIsGone() {
        var mentor = MentorFixture.available();
        var id = book(linus, mentor, in(3, 10, 0)).extract().<String>path("id");
        var key = UUID.randomUUID().toString();
        keyedMove(key, id, in(4, 10, 0)).statusCode(200);
        mentor.tell("suspended", 2);
        await().atMost(2, MINUTES)
                .untilAsserted(() -> move(mentee(linus), id, in(4, 12, 0)).statusCode(409));
        keyedMove(key, id, in(4, 10, 0)).statusCode(200).body("id", equalTo(id)).body("version", equalTo(2));
        keyedMove(key, id, in(4, 12, 0))
                .statusCode(422)
                .body("type", equalTo("urn:problem-type:mentoring:idempotency-key-reused"));
    }

    private ValidatableResponse keyed(String key, String request) {
        return as(mentee(linus))
                .header("Idempotency-Key", key)
                .body(request)
                .post("/api/v1/bookings")
                .then();
    }

    private ValidatableResponse keyedMove(String key, String id, OffsetDateTime start) {
        return as(mentee(linus))
                .header("Idempotency-Key", key)
                .body("{\"start_time\": \"" + start + "\"}")
                .post("/api/v1/bookings/" + id + "/reschedule")
                .then();
    }
}
