package org.mentoring.review;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.kit.test.TestTopics.events;
import static org.mentoring.review.Calls.as;

/** What others do with a review once it is published: mentors, readers, admins. */
@QuarkusTest
@RealParts
class ReplyTest {

    private final UUID mentorId = UUID.randomUUID();
    private final Tokens mentor = Tokens.of("Ada", mentorId).roles("mentor");
    private final Tokens admin = Tokens.of("Root", UUID.randomUUID()).roles("admin");
    private final UUID linusId = UUID.randomUUID();
    private final Tokens linus = Tokens.of("Linus Torvalds", linusId).roles("mentee");

    @Test
    void letsTheMentorReplyAndChangeTheReplyAndNobodyElse() throws Exception {
        var id = published(4);

        reply(Tokens.of("Grace", UUID.randomUUID()).roles("mentor"), id, "\"1\"", "Mine")
                .statusCode(403);
        reply(linus, id, "\"1\"", "Mine").statusCode(403);
        reply(mentor, id, "\"1\"", "Thank you <b>so</b> much").statusCode(200).header("ETag", "\"2\"");
        reply(mentor, id, "\"1\"", "Stale").statusCode(412);
        reply(mentor, id, "\"2\"", "   ").statusCode(422);
        reply(mentor, id, "\"2\"", "Thank you").statusCode(200).body("reply", equalTo("Thank you"));

        reviews().body("items.reply", contains("Thank you")).body("items[0].reply_at", notNullValue());
        assertThat(events("mentoring.reviews", UUID.fromString(id), 3))
                .extracting(event -> TestTopics.header(event, "ce_type"))
                .containsExactly(
                        "org.mentoring.review.published.v1",
                        "org.mentoring.review.replied.v1",
                        "org.mentoring.review.replied.v1");
    }

    @Test
    void hidesAReviewFromListsAndRatingUntilItIsShownAgain() throws Exception {
        var id = published(1);

        moderate(mentor, id, "hide", 403);
        moderate(admin, id, "show", 409);
        as(admin).body("{}").post("/api/v1/reviews/" + id + "/hide").then().statusCode(422);
        moderate(admin, id, "hide", 200);
        moderate(admin, id, "hide", 409);
        reviews().body("items.size()", equalTo(0));
        given().get("/api/v1/ratings/" + mentorId)
                .then()
                .body("count", equalTo(0))
                .body("mean", nullValue())
                .body("score", equalTo(3.5f));
        moderate(admin, id, "show", 200);

        reviews().body("items.id", contains(id));
        given().get("/api/v1/ratings/" + mentorId)
                .then()
                .body("count", equalTo(1))
                .body("score", equalTo(3.0833f));
        assertThat(events("mentoring.reviews", UUID.fromString(id), 3))
                .extracting(event -> TestTopics.header(event, "ce_type"))
                .containsExactly(
                        "org.mentoring.review.published.v1",
                        "org.mentoring.review.hidden.v1",
                        "org.mentoring.review.published.v1");
        assertThat(events("mentoring.reviews", mentorId, 3))
                .extracting(event -> TestTopics.header(event, "ce_aggregateversion"))
                .containsExactly("1", "2", "3");
        moderate(admin, UUID.randomUUID().toString(), "hide", 404);
    }

    @Test
    void countsEachReaderWhoFindsAReviewUsefulOnce() throws Exception {
        var id = published(5);
        var reader = Tokens.of("Ken", UUID.randomUUID()).roles("mentee");

        for (int twice = 0; twice < 2; twice++) {
            as(reader).put("/api/v1/reviews/" + id + "/useful").then().statusCode(204);
        }
        as(Tokens.of("Margaret", UUID.randomUUID()).roles("mentee"))
                .put("/api/v1/reviews/" + id + "/useful")
                .then()
                .statusCode(204);
        as(linus).put("/api/v1/reviews/" + id + "/useful").then().statusCode(403);
        as(mentor).put("/api/v1/reviews/" + id + "/useful").then().statusCode(403);
        given().put("/api/v1/reviews/" + id + "/useful").then().statusCode(401);
        reviews().body("items.useful", contains(2));

        as(reader).delete("/api/v1/reviews/" + id + "/useful").then().statusCode(204);
        as(reader).delete("/api/v1/reviews/" + id + "/useful").then().statusCode(204);
        reviews().body("items.useful", contains(1));
    }

    @Test
    void passesReportsOnToAdminsAlone() throws Exception {
        var id = published(5);
        var reader = Tokens.of("Ken", UUID.randomUUID()).roles("mentee");

        for (int twice = 0; twice < 2; twice++) {
            as(reader)
                    .body("{\"reason\": \"Advertises\"}")
                    .post("/api/v1/reviews/" + id + "/report")
                    .then()
                    .statusCode(204);
        }
        as(reader)
                .body("{\"reason\": \" \"}")
                .post("/api/v1/reviews/" + id + "/report")
                .then()
                .statusCode(422);
        as(reader)
                .body("{\"reason\": \"x\"}")
                .post("/api/v1/reviews/" + UUID.randomUUID() + "/report")
                .then()
                .statusCode(404);

        as(reader).get("/api/v1/reviews/reports").then().statusCode(403);
        as(admin)
                .queryParam("limit", 100)
                .get("/api/v1/reviews/reports")
                .then()
                .statusCode(200)
                .body("items.findAll { it.review_id == '" + id + "' }.reason", contains("Advertises"));
    }

    @Test
    void keepsWhatAReviewSaidBefore() throws Exception {
        var id = published(2);
        as(linus)
                .header("If-Match", "\"1\"")
                .body("{\"rating\": 3, \"feedback\": \"On second thought\"}")
                .put("/api/v1/reviews/" + id)
                .then()
                .statusCode(200);
        reply(mentor, id, "\"2\"", "Thank you").statusCode(200);

        try (var app = TestDatabase.asApp()) {
            var edits = "SELECT count(*) FROM review_edits WHERE review_id = ? AND rating = 2 AND version = 1";
            TestDatabase.identify(app, UUID.randomUUID(), "admin");
            assertThat(TestDatabase.count(app, edits, UUID.fromString(id))).isEqualTo(1);
            assertThat(TestDatabase.count(
                            app, "SELECT count(*) FROM review_edits WHERE review_id = ?", UUID.fromString(id)))
                    .isEqualTo(1);
            TestDatabase.identify(app, UUID.randomUUID(), "mentor,mentee");
            assertThat(TestDatabase.count(app, edits, UUID.fromString(id))).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"newest, 5 1 3 4 3", "highest, 5 4 3 3 1", "lowest, 1 3 3 4 5", "useful, 1 5 3 4 3"})
    void listsInTheOrderAskedForWithEachReviewOnce(String sort, String expected) throws Exception {
        var third = published(3);
        published(4);
        var later = published(3);
        var useful = published(1);
        published(5);
        as(Tokens.of("Ken", UUID.randomUUID()).roles("mentee"))
                .put("/api/v1/reviews/" + useful + "/useful")
                .then()
                .statusCode(204);

        assertThat(String.join(" ", ratings(sort))).isEqualTo(expected);
        given().queryParam("mentor_id", mentorId)
                .queryParam("rating", 3)
                .queryParam("sort", sort)
                .get("/api/v1/reviews")
                .then()
                .body("items.id", contains(later, third));
    }

    @ParameterizedTest
    @CsvSource({"sort,best", "rating,0", "rating,4.5", "rating,five", "cursor,rubbish"})
    void refusesParametersThatItCannotRead(String parameter, String value) {
        given().queryParam("mentor_id", mentorId)
                .queryParam(parameter, value)
                .get("/api/v1/reviews")
                .then()
                .statusCode(400);
    }

    /** A page each, so that the cursor has to lead over every seam. */
    private List<String> ratings(String sort) {
        var found = new ArrayList<String>();
        String cursor = null;
        do {
            var request = given().queryParam("mentor_id", mentorId)
                    .queryParam("sort", sort)
                    .queryParam("limit", 1);
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            var page = request.get("/api/v1/reviews")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            found.addAll(page.getList("items.rating", String.class));
            cursor = page.getString("next_cursor");
        } while (cursor != null);
        return found;
    }

    private ValidatableResponse reviews() {
        return given().queryParam("mentor_id", mentorId)
                .get("/api/v1/reviews")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse reply(Tokens who, String id, String ifMatch, String reply) {
        return as(who).header("If-Match", ifMatch)
                .body("{\"reply\": \"" + reply + "\"}")
                .put("/api/v1/reviews/" + id + "/reply")
                .then();
    }

    private static void moderate(Tokens who, String id, String what, int status) {
        Calls.moderate(who, id, what).statusCode(status);
    }

    private String published(int rating) throws SQLException {
        return Calls.published(mentorId, linusId, rating);
    }
}
