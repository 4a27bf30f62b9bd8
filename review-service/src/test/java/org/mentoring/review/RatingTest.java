package org.mentoring.review;

import java.sql.SQLException;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.mentoring.kit.test.TestTopics.events;
import static org.mentoring.review.Calls.change;
import static org.mentoring.review.Calls.moderate;
import static org.mentoring.review.Calls.published;

/** Each mentee counts once in the rating of a mentor, by the latest review that is shown. */
@QuarkusTest
@RealParts
class RatingTest {

    private final UUID mentor = UUID.randomUUID();
    private final UUID linus = UUID.randomUUID();
    private final Tokens admin = Tokens.of("Root", UUID.randomUUID()).roles("admin");

    @Test
    void countsEachMenteeOnceAndShowsAllReviews() throws Exception {
        var first = published(mentor, linus, 1);
        var second = published(mentor, linus, 1);
        var third = published(mentor, linus, 2);
        published(mentor, UUID.randomUUID(), 5);
        rating(2, 3.5f)
                .body("histogram.'1'", equalTo(0))
                .body("histogram.'2'", equalTo(1))
                .body("score", equalTo(3.5f));
        given().queryParam("mentor_id", mentor)
                .queryParam("sort", "lowest")
                .get("/api/v1/reviews")
                .then()
                .body("items.id.subList(0, 3)", contains(second, first, third));
    }

    @Test
    void followsTheLatestReviewAsItIsChangedHiddenAndShown() throws Exception {
        var first = published(mentor, linus, 1);
        var second = published(mentor, linus, 3);
        rating(1, 3f);
        change(linus, first, "\"1\"", 5).statusCode(200);
        rating(1, 3f).body("version", equalTo(2)).header("ETag", "\"2\"");
        change(linus, second, "\"1\"", 4).statusCode(200);
        rating(1, 4f).body("version", equalTo(3));
        moderate(admin, second, "hide").statusCode(200);
        rating(1, 5f).body("version", equalTo(4));
        moderate(admin, first, "hide").statusCode(200);
        given().get("/api/v1/ratings/" + mentor)
                .then()
                .body("count", equalTo(0))
                .body("version", equalTo(5));
        moderate(admin, second, "show").statusCode(200);
        moderate(admin, first, "show").statusCode(200);
        rating(1, 4f).body("version", equalTo(6));

        // No event of a rating that did not change, and no gap.
        assertThat(events("mentoring.reviews", mentor, 6))
                .extracting(event -> TestTopics.header(event, "ce_aggregateversion"))
                .containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(differences()).isZero();
    }

    @Test
    void keepsRightWhenOneStatementChangesSeveralReviewsOfAMentee() throws Exception {
        published(mentor, linus, 1);
        published(mentor, linus, 2);
        published(mentor, linus, 3);
        try (var superuser = TestDatabase.asSuperuser();
                var statement = superuser.createStatement()) {
            statement.execute("SELECT set_config('app.roles', 'admin', false)");
            statement.execute(
                    "UPDATE mentor_reviews SET hidden = true, hidden_reason = 'x' WHERE rating > 1 AND mentor_id = '"
                            + mentor + "'");
        }
        rating(1, 1f);
        assertThat(differences()).isZero();
    }

    private ValidatableResponse rating(int count, float mean) {
        return given().get("/api/v1/ratings/" + mentor)
                .then()
                .statusCode(200)
                .body("count", equalTo(count))
                .body("mean", equalTo(mean));
    }

    private long differences() throws SQLException {
        try (var superuser = TestDatabase.asSuperuser()) {
            return TestDatabase.count(
                    superuser, "SELECT count(*) FROM ratings_that_differ WHERE mentor_id = ?", mentor);
        }
    }
}
