package org.mentoring.review;

import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.review.Calls.as;
import static org.mentoring.review.Calls.change;
import static org.mentoring.review.Calls.completed;
import static org.mentoring.review.Calls.mentee;
import static org.mentoring.review.Calls.published;
import static org.mentoring.review.Calls.review;

/** Single reviews, the own ones, and what one said before. */
@QuarkusTest
@RealParts
class ReadingTest {

    private final UUID mentor = UUID.randomUUID();
    private final UUID linus = UUID.randomUUID();

    @Test
    void findsAReviewWhereItsCreationSaysItIs() throws Exception {
        var created = review(linus, completed(mentor, linus), 4).statusCode(201).extract();
        given().get(created.header("Location"))
                .then()
                .statusCode(200)
                .header("ETag", created.header("ETag"))
                .body("id", equalTo(created.path("id")))
                .body("mentee_display_name", equalTo("Linus T."))
                .body("$", not(org.hamcrest.Matchers.hasKey("mentee_id")));
        given().get("/api/v1/reviews/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void listsWhatTheCallerHasWrittenAndNobodyElse() throws Exception {
        var session = completed(mentor, linus);
        var first = review(linus, session, 4).statusCode(201).extract().<String>path("id");
        var second = published(UUID.randomUUID(), linus, 5);
        published(mentor, UUID.randomUUID(), 1);

        var page = as(mentee(linus))
                .queryParam("limit", 1)
                .get("/api/v1/reviews/mine")
                .then()
                .statusCode(200)
                .body("items.id", contains(second))
                .extract();
        as(mentee(linus))
                .queryParam("cursor", page.<String>path("next_cursor"))
                .get("/api/v1/reviews/mine")
                .then()
                .body("items.id", contains(first))
                .body("items.session_id", contains(session.toString()))
                .body("items[0].changeable_until", notNullValue())
                .body("next_cursor", nullValue());
        as(mentee(UUID.randomUUID())).get("/api/v1/reviews/mine").then().body("items", empty());
        given().get("/api/v1/reviews/mine").then().statusCode(401);
    }

    @Test
    void tellsAdminsWhatAReviewSaidBeforeEachChange() throws Exception {
        var id = published(mentor, linus, 2);
        change(linus, id, "\"1\"", 3).statusCode(200);
        change(linus, id, "\"2\"", 3).statusCode(200);
        change(linus, id, "\"3\"", 1).statusCode(200);
        var admin = Tokens.of("Root", UUID.randomUUID()).roles("admin");

        as(admin)
                .get("/api/v1/reviews/" + id + "/edits")
                .then()
                .statusCode(200)
                .body("items.version", contains(3, 1))
                .body("items.rating", contains(3, 2))
                .body("items.feedback", contains("Looking back.", "Helpful."));
        as(mentee(linus)).get("/api/v1/reviews/" + id + "/edits").then().statusCode(403);
    }
}
