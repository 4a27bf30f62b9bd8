package org.mentoring.review;

import java.sql.SQLException;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the tests of this service share. */
final class Calls {

    private Calls() {}

    static RequestSpecification as(Tokens token) {
        return given().auth().oauth2(token.build()).contentType(ContentType.JSON);
    }

    /** A session that is written down as completed, as the consumer does it. */
    static UUID completed(UUID mentor, UUID mentee) throws SQLException {
        var session = UUID.randomUUID();
        try (var app = TestDatabase.asApp();
                var insert =
                        app.prepareStatement("INSERT INTO sessions VALUES (?, ?, ?, 'Linus Torvalds', 'completed')")) {
            TestDatabase.identify(app, null, "service");
            insert.setObject(1, session);
            insert.setObject(2, mentor);
            insert.setObject(3, mentee);
            insert.executeUpdate();
            app.commit();
        }
        return session;
    }

    static Tokens mentee(UUID id) {
        return Tokens.of("Linus Torvalds", id).roles("mentee");
    }

    static ValidatableResponse review(UUID mentee, UUID session, int rating) {
        return as(mentee(mentee))
                .body("{\"session_id\": \"%s\", \"rating\": %d, \"feedback\": \"Helpful.\"}".formatted(session, rating))
                .post("/api/v1/reviews")
                .then();
    }

    /** The id of a review that is published. */
    static String published(UUID mentor, UUID mentee, int rating) throws SQLException {
        return review(mentee, completed(mentor, mentee), rating)
                .statusCode(201)
                .extract()
                .path("id");
    }

    static ValidatableResponse change(UUID mentee, String id, String ifMatch, int rating) {
        return as(mentee(mentee))
                .header("If-Match", ifMatch)
                .body("{\"rating\": %d, \"feedback\": \"Looking back.\"}".formatted(rating))
                .put("/api/v1/reviews/" + id)
                .then();
    }

    static ValidatableResponse moderate(Tokens who, String id, String what) {
        return as(who).body("{\"reason\": \"Insults\"}")
                .post("/api/v1/reviews/" + id + "/" + what)
                .then();
    }

    /** Asserts that row security refuses the statement. */
    static void assertRefused(UUID user, String roles, String sql) throws SQLException {
        try (var app = TestDatabase.asApp();
                var statement = app.createStatement()) {
            TestDatabase.identify(app, user, roles);
            assertThatThrownBy(() -> statement.execute(sql))
                    .as(sql)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
    }

    /** The statement of a mentee who would review past the code. */
    static String insert(UUID session, String mentee, UUID mentor) {
        return """
                INSERT INTO mentor_reviews (id, mentor_id, mentee_id, session_id, rating, mentee_display_name, created_at, updated_at)
                VALUES (uuidv7(), '%s', %s, '%s', 5, 'L', now(), now())
                """.formatted(mentor, mentee, session);
    }
}
