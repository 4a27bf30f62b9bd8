package org.mentoring.review;

import java.sql.SQLException;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.kit.test.TestTopics.events;
import static org.mentoring.review.Calls.as;
import static org.mentoring.review.Calls.change;
import static org.mentoring.review.Calls.mentee;
import static org.mentoring.review.Calls.review;

@QuarkusTest
@RealParts
class ReviewTest {

    private final UUID mentor = UUID.randomUUID();
    private final UUID linus = UUID.randomUUID();

    @Test
    void publishesTheReviewOfASessionThatTheBookingsTellOf() throws Exception {
        var session = UUID.randomUUID();
        TestTopics.publish(
                "mentoring.sessions",
                UUID.randomUUID().toString(),
                "/mentoring/booking-service",
                "org.mentoring.session.completed.v1",
                session,
                3,
                """
                {"session_id": "%s", "booking_id": "%s", "mentor_id": "%s", "mentor_name": "Ada", "mentee_id": "%s",
                 "mentee_name": "Linus Torvalds", "status": "completed", "completed_at": "2027-01-01T10:00:00Z", "version": 3}
                """.formatted(session, UUID.randomUUID(), mentor, linus));
        await().atMost(2, MINUTES)
                .untilAsserted(() -> review(linus, session, 4).statusCode(201).header("ETag", "\"1\""));

        given().queryParam("mentor_id", mentor)
                .get("/api/v1/reviews")
                .then()
                .statusCode(200)
                .body("items[0].mentee_display_name", equalTo("Linus T."))
                .body(
                        "items[0].keySet()",
                        containsInAnyOrder(
                                "id",
                                "mentor_id",
                                "rating",
                                "feedback",
                                "mentee_display_name",
                                "created_at",
                                "updated_at",
                                "reply",
                                "reply_at",
                                "useful",
                                "version"));
        given().get("/api/v1/ratings/" + mentor)
                .then()
                .statusCode(200)
                .body("count", equalTo(1))
                .body("mean", equalTo(4.0f))
                .body("histogram.'4'", equalTo(1));
        var rating = new ObjectMapper()
                .readTree(events("mentoring.reviews", mentor, 1).getFirst().value());
        assertThat(rating.path("mean").asDouble()).isEqualTo(4.0);
        assertThat(rating.path("histogram").path("4").asInt()).isEqualTo(1);
    }

    @Test
    void answersRetryAfterWhileTheSessionIsNotKnown() {
        review(linus, UUID.randomUUID(), 5)
                .statusCode(409)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:problem-type:mentoring:review-not-yet"));
    }

    @Test
    void takesOneReviewOfASessionAndThatOfItsMenteeAlone() throws Exception {
        var session = completed(linus);
        review(UUID.randomUUID(), session, 1).statusCode(404);
        review(linus, session, 5).statusCode(201);
        review(linus, session, 1).statusCode(409).body("type", equalTo("urn:problem-type:mentoring:conflict"));
        given().get("/api/v1/ratings/" + mentor)
                .then()
                .body("count", equalTo(1))
                .body("mean", equalTo(5.0f));
    }

    @Test
    void changesAReviewOfItsAuthorAndTheRatingWithIt() throws Exception {
        var id = published(5);
        change(linus, id, "\"1\"", 2).statusCode(200).header("ETag", "\"2\"").body("rating", equalTo(2));
        change(linus, id, "\"1\"", 3).statusCode(412);
        change(UUID.randomUUID(), id, "\"2\"", 3).statusCode(403);
        change(linus, UUID.randomUUID().toString(), "\"2\"", 3).statusCode(404);
        as(mentee(linus))
                .body("{\"rating\": 3, \"feedback\": null}")
                .put("/api/v1/reviews/" + id)
                .then()
                .statusCode(428);
        given().get("/api/v1/ratings/" + mentor)
                .then()
                .body("count", equalTo(1))
                .body("mean", equalTo(2.0f))
                .body("histogram.'5'", equalTo(0));

        change(linus, id, "\"2\"", 2).statusCode(200);
        assertThat(events("mentoring.reviews", UUID.fromString(id), 3))
                .extracting(event -> TestTopics.header(event, "ce_type"))
                .containsExactly(
                        "org.mentoring.review.published.v1",
                        "org.mentoring.review.updated.v1",
                        "org.mentoring.review.updated.v1");
        assertThat(events("mentoring.reviews", mentor, 2))
                .extracting(event -> TestTopics.header(event, "ce_aggregateversion"))
                .containsExactly("1", "2");
    }

    @Test
    void refusesChangesAfterThirtyDays() throws Exception {
        var id = published(5);
        age(id, 29);
        change(linus, id, "\"1\"", 4).statusCode(200);
        age(id, 2);
        change(linus, id, "\"2\"", 1).statusCode(409).body("type", equalTo("urn:problem-type:mentoring:review-closed"));
    }

    @Test
    void pagesFromTheNewestToTheOldest() throws Exception {
        var oldest = published(1);
        var middle = published(2);
        var newest = published(3);
        var page = given().queryParam("mentor_id", mentor)
                .queryParam("limit", 2)
                .get("/api/v1/reviews")
                .then()
                .body("items.id", contains(newest, middle))
                .header("Link", notNullValue())
                .extract();
        given().queryParam("mentor_id", mentor)
                .queryParam("cursor", page.<String>path("next_cursor"))
                .get("/api/v1/reviews")
                .then()
                .body("items.id", contains(oldest))
                .body("next_cursor", nullValue());
        given().get("/api/v1/reviews").then().statusCode(400).body("errors.field", contains("mentor_id"));
    }

    @Test
    void hasNoMeanForAMentorWithoutReviews() {
        given().get("/api/v1/ratings/" + mentor)
                .then()
                .statusCode(200)
                .body("count", equalTo(0))
                .body("mean", nullValue())
                .body("histogram.size()", equalTo(5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"session_id": "%s", "rating": 6} | 422
            {"session_id": "%s", "rating": 0} | 422
            {"session_id": "%s"} | 422
            {"rating": 3} | 422
            {"session_id": "%s", "rating": null} | 422
            {"session_id": "%s", "rating": "5"} | 400
            {"session_id": "%s", "rating": 4.5} | 400
            {"session_id": "%s", "rating": 5.0} | 400
            {"session_id": "%s", "rating": 5e0} | 400
            {"session_id": "%s", "rating": true} | 400
            {"session_id": "%s", "rating": [5]} | 400
            {"session_id": "%s", "rating": 99999999999} | 400
            {"session_id": "%s", "rating": 3, "feedback": 3} | 400
            {"session_id": "%s", "rating": 3, "rating": 5} | 400
            {"session_id": "%s", "rating": 3, "hidden": true} | 400
            {"session_id": "no uuid", "rating": 3} | 400
            """)
    void refusesInvalidReviews(String body, int status) throws Exception {
        as(mentee(linus))
                .body(body.formatted(completed(linus)))
                .post("/api/v1/reviews")
                .then()
                .statusCode(status)
                .contentType("application/problem+json");
    }

    @Test
    void requiresAMenteeToReview() {
        var body = "{\"session_id\": \"" + UUID.randomUUID() + "\", \"rating\": 3}";
        as(Tokens.of("Ada", mentor).roles("mentor"))
                .body(body)
                .post("/api/v1/reviews")
                .then()
                .statusCode(403);
        given().contentType("application/json")
                .body(body)
                .post("/api/v1/reviews")
                .then()
                .statusCode(401);
    }

    private UUID completed(UUID mentee) throws SQLException {
        return Calls.completed(mentor, mentee);
    }

    private String published(int rating) throws SQLException {
        return Calls.published(mentor, linus, rating);
    }

    private static void age(String review, int days) throws SQLException {
        try (var superuser = TestDatabase.asSuperuser();
                var statement = superuser.createStatement()) {
            statement.execute("UPDATE mentor_reviews SET created_at = created_at - interval '" + days
                    + " days' WHERE id = '" + review + "'");
        }
    }
}
