package org.mentoring.mentor;

import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.mentor.Calls.as;

/** How many would be found with another language or least rating. */
@QuarkusTest
@RealParts
class DirectoryFacetTest extends MentorCase {

    private String tag;

    @BeforeEach
    void enterMentors() {
        tag = tag();
        enter("Ada Countess", "en-GB", 4.5);
        enter("Grace Countess", "en", 3.2);
        enter("Emmy Noether", "de-AT", null);
    }

    @Test
    void countsWhatTheTextAndTheOtherConditionsLeave() {
        find("").body("total", equalTo(3))
                .body("facets.languages.language", contains("en", "de"))
                .body("facets.languages.count", contains(2, 1))
                .body("facets.ratings.min_rating", contains(1, 1.5f, 2, 2.5f, 3, 3.5f, 4, 4.5f, 5))
                .body("facets.ratings.count", contains(2, 2, 2, 2, 2, 1, 1, 1, 0));
        find("q=countess").body("facets.languages.language", contains("en"));
        find("q=noether")
                .body("facets.languages.language", contains("de"))
                .body("facets.ratings", hasSize(9))
                .body("facets.ratings[0].count", equalTo(0));
        find("min_rating=4").body("facets.languages.count", contains(1));
        find("language=de").body("facets.ratings[0].count", equalTo(0));
    }

    @Test
    void countsEachConditionIgnoringItsOwnValue() {
        find("language=de")
                .body("total", equalTo(1))
                .body("facets.languages.language", contains("en", "de"))
                .body("facets.languages.count", contains(2, 1));
        find("min_rating=4")
                .body("total", equalTo(1))
                .body("facets.ratings[4].count", equalTo(2))
                .body("facets.ratings[6].count", equalTo(1));
        find("language=de&min_rating=4")
                .body("total", equalTo(0))
                .body("facets.languages.language", contains("en"))
                .body("facets.ratings[0].count", equalTo(0))
                .body("facets.tags", empty());
    }

    @Test
    void countsOnlyTagsUnlessAllFacetsAreRequested() {
        for (var query : new String[] {"", "?facets=tags"}) {
            given().queryParam("tag", tag)
                    .get("/api/v1/mentors" + query)
                    .then()
                    .body("facets.tags.count", contains(3))
                    .body("facets.languages", nullValue())
                    .body("facets.ratings", nullValue());
        }
    }

    private ValidatableResponse find(String query) {
        return given().queryParam("tag", tag)
                .get("/api/v1/mentors?facets=all&" + query)
                .then()
                .statusCode(200);
    }

    private void enter(String name, String locale, Double mean) {
        var mentor = UUID.randomUUID();
        var caller = Tokens.of(name, mentor).roles("mentee");
        as(caller)
                .body("{\"bio\": \"\", \"locale\": \"" + locale + "\"}")
                .post("/api/v1/mentors")
                .then()
                .statusCode(201);
        as(caller)
                .header("If-Match", "\"1\"")
                .body("{\"tags\": [\"" + tag + "\"]}")
                .put("/api/v1/mentors/me/expertise")
                .then()
                .statusCode(200);
        as(ADMIN).post("/api/v1/mentors/" + mentor + "/approve").then().statusCode(200);
        if (mean != null) {
            TestTopics.publish(
                    "mentoring.reviews",
                    UUID.randomUUID().toString(),
                    "/mentoring/review-service",
                    "org.mentoring.rating.changed.v1",
                    mentor,
                    1,
                    "{\"mentor_id\": \"%s\", \"count\": 3, \"mean\": %s}".formatted(mentor, mean));
            await().atMost(2, MINUTES)
                    .untilAsserted(() ->
                            given().get("/api/v1/mentors/" + mentor).then().body("rating_count", equalTo(3)));
        }
    }
}
