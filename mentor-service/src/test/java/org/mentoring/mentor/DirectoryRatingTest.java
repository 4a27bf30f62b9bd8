package org.mentoring.mentor;

import java.util.List;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestTopics;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.mentor.DirectoryFixture.approve;
import static org.mentoring.mentor.DirectoryFixture.find;
import static org.mentoring.mentor.DirectoryFixture.mentor;
import static org.mentoring.mentor.DirectoryFixture.tag;

/** The ratings that the review service tells of. */
@QuarkusTest
@RealParts
class DirectoryRatingTest {

    /** Keeps what one test finds apart from what the others made. */
    private final String tag = "field-" + UUID.randomUUID();

    @Test
    void followsTheRatingsThatReviewsAddUpTo() {
        tag(tag);
        var mentor = mentor("Barbara Liskov", "Abstraction", tag);
        approve(mentor);
        rated(mentor, 2, "{\"mentor_id\": \"%s\", \"count\": 2, \"mean\": 4.5, \"more\": true}");
        await().atMost(2, MINUTES)
                .untilAsserted(() -> given().get("/api/v1/mentors/" + mentor)
                        .then()
                        .body("rating_mean", equalTo(4.5f))
                        .body("rating_count", equalTo(2)));
        rated(mentor, 1, "{\"mentor_id\": \"%s\", \"count\": 1, \"mean\": 1.0}");
        rated(mentor, 3, "{\"mentor_id\": \"%s\", \"count\": 0, \"mean\": null}");
        await().atMost(2, MINUTES)
                .untilAsserted(() -> given().get("/api/v1/mentors/" + mentor)
                        .then()
                        .body("rating_mean", nullValue())
                        .body("rating_count", equalTo(0)));
    }

    @Test
    void sortsByTheScoreOfTheReviewsSoThatASingleFiveDoesNotTopMany() {
        tag(tag);
        var one = mentor("One Five", "", tag);
        var many = mentor("Many Reviews", "", tag);
        var older = mentor("Older Event", "", tag);
        var none = mentor("No Review", "", tag);
        var hidden = mentor("All Hidden", "", tag);
        for (var mentor : List.of(one, many, older, none, hidden)) {
            approve(mentor);
        }
        rated(one, 1, "{\"mentor_id\": \"%s\", \"count\": 1, \"mean\": 5.0, \"score\": 3.75}");
        rated(many, 1, "{\"mentor_id\": \"%s\", \"count\": 40, \"mean\": 4.8, \"score\": 4.66}");
        rated(older, 1, "{\"mentor_id\": \"%s\", \"count\": 9, \"mean\": 4.2}");
        rated(hidden, 1, "{\"mentor_id\": \"%s\", \"count\": 0, \"mean\": null, \"score\": 3.5}");

        var lowestId = none.toString().compareTo(hidden.toString()) < 0 ? none : hidden;
        await().atMost(2, MINUTES)
                .untilAsserted(() -> find("tag", tag)
                        .body("items.rating_count", contains(40, 9, 1, 0, 0))
                        .body("items[3].id", equalTo(lowestId.toString())));
        given().queryParam("tag", tag)
                .queryParam("min_rating", "4.8")
                .get("/api/v1/mentors")
                .then()
                .body("items.id", contains(many.toString(), one.toString()));
    }

    private static void rated(UUID mentor, long version, String data) {
        TestTopics.publish(
                "mentoring.reviews",
                UUID.randomUUID().toString(),
                "/mentoring/review-service",
                "org.mentoring.rating.changed.v1",
                mentor,
                version,
                data.formatted(mentor));
    }
}
