package org.mentoring.review;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.mentoring.kit.test.TestTopics.events;
import static org.mentoring.review.Calls.assertRefused;
import static org.mentoring.review.Calls.moderate;
import static org.mentoring.review.Calls.published;

/** Ratings that something has gone wrong with, and the operator who builds them anew from the reviews. */
@QuarkusTest
@RealParts
class RebuildTest {

    private final UUID mentor = UUID.randomUUID();
    private final UUID linus = UUID.randomUUID();

    @Test
    void rebuildsAWrongRatingAndPublishesIt() throws Exception {
        published(mentor, UUID.randomUUID(), 5);
        published(mentor, linus, 2);
        published(mentor, linus, 4);
        var hidden = published(mentor, linus, 1);
        moderate(org.mentoring.kit.test.Tokens.of("Root", UUID.randomUUID()).roles("admin"), hidden, "hide")
                .statusCode(200);
        try (var owner = TestDatabase.asOwner()) {
            execute(owner, "UPDATE mentor_ratings SET stars_1 = 7, stars_4 = 0 WHERE mentor_id = '" + mentor + "'");
            assertThat(differ(owner)).isEqualTo(1);
            execute(owner, "CALL rebuild_ratings()");
            assertThat(differ(owner)).isZero();
        }

        given().get("/api/v1/ratings/" + mentor)
                .then()
                .body("count", equalTo(2))
                .body("mean", equalTo(4.5f))
                .body("score", equalTo(3.7857f))
                .body("histogram.'1'", equalTo(0))
                .body("version", equalTo(6));
        var told = new ObjectMapper()
                .readTree(events("mentoring.reviews", mentor, 6).getLast().value());
        assertThat(told.path("count").asInt()).isEqualTo(2);
        assertThat(told.path("score").decimalValue()).isEqualByComparingTo("3.7857");
        assertThat(told.path("histogram").path("1").asInt()).isZero();
    }

    @Test
    void rebuildsALostRatingWithAHigherVersionThanEverPublished() throws Exception {
        published(mentor, UUID.randomUUID(), 3);
        published(mentor, UUID.randomUUID(), 4);
        try (var owner = TestDatabase.asOwner()) {
            execute(owner, "DELETE FROM mentor_ratings WHERE mentor_id = '" + mentor + "'");
            assertThat(differ(owner)).isEqualTo(1);
            execute(owner, "SELECT rebuild_rating('" + mentor + "')");
        }

        given().get("/api/v1/ratings/" + mentor)
                .then()
                .body("mean", equalTo(3.5f))
                .body("version", equalTo(3));
        events("mentoring.reviews", mentor, 3);
        published(mentor, UUID.randomUUID(), 5);
        given().get("/api/v1/ratings/" + mentor)
                .then()
                .body("count", equalTo(3))
                .body("version", equalTo(4));
    }

    @Test
    void publishesNothingWhereNothingIsWrong() throws Exception {
        published(mentor, UUID.randomUUID(), 3);
        try (var owner = TestDatabase.asOwner()) {
            execute(owner, "CALL rebuild_ratings()");
        }
        given().get("/api/v1/ratings/" + mentor).then().body("version", equalTo(1));
    }

    @Test
    void isNotForTheServiceToCall() throws SQLException {
        assertRefused(null, "service", "CALL rebuild_ratings()");
        assertRefused(null, "service", "SELECT rebuild_rating('" + mentor + "')");
        assertRefused(null, "service", "UPDATE rating_prior SET weight = 1");
    }

    private long differ(Connection owner) throws SQLException {
        return TestDatabase.count(owner, "SELECT count(*) FROM ratings_that_differ WHERE mentor_id = ?", mentor);
    }

    private static void execute(Connection owner, String sql) throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
