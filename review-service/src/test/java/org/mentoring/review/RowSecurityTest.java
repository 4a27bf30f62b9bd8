package org.mentoring.review;

import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.RowSecurityMatrix;
import org.mentoring.kit.test.SchemaSpecification;
import org.mentoring.kit.test.TestDatabase;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.mentoring.review.Calls.assertRefused;
import static org.mentoring.review.Calls.completed;
import static org.mentoring.review.Calls.insert;
import static org.mentoring.review.Calls.published;

@QuarkusTest
@RealParts
class RowSecurityTest {

    private final UUID mentor = UUID.randomUUID();
    private final UUID linus = UUID.randomUUID();

    @Test
    void letsEachDoToARowWhatIsWrittenDownAndNoMore() throws Exception {
        try (var written = RowSecurityTest.class.getResourceAsStream("/row-security.txt")) {
            assertThat(RowSecurityMatrix.differences(written)).isEmpty();
        }
    }

    @Test
    void appliesToStatementsOfTheService() throws Exception {
        var session = completed(mentor, linus);
        var id = published(mentor, linus, 4);
        var hide = "UPDATE mentor_reviews SET hidden = true, hidden_reason = 'x' WHERE id = '" + id + "'";
        var show = "UPDATE mentor_reviews SET hidden = false, hidden_reason = NULL WHERE id = '" + id + "'";
        try (var superuser = TestDatabase.asSuperuser();
                var statement = superuser.createStatement()) {
            statement.execute("SELECT set_config('app.roles', 'admin', false)");
            statement.execute(hide);
        }
        given().queryParam("mentor_id", mentor).get("/api/v1/reviews").then().body("items.size()", equalTo(0));
        given().get("/api/v1/ratings/" + mentor).then().body("count", equalTo(0));
        try (var app = TestDatabase.asApp()) {
            var reviews = "SELECT count(*) FROM mentor_reviews WHERE mentor_id = ?";
            TestDatabase.identify(app, null, "");
            assertThat(TestDatabase.count(app, reviews, mentor)).isZero();
            assertThat(TestDatabase.count(app, "SELECT count(*) FROM sessions")).isZero();
            TestDatabase.identify(app, linus, "mentee");
            assertThat(TestDatabase.count(app, reviews, mentor)).isEqualTo(1);
            TestDatabase.identify(app, UUID.randomUUID(), "admin");
            assertThat(TestDatabase.count(app, reviews, mentor)).isEqualTo(1);
        }
        assertRefused(UUID.randomUUID(), "mentee", insert(session, "app_user_id()", mentor));
        assertRefused(linus, "mentee", insert(session, "app_user_id()", UUID.randomUUID()));
        assertRefused(UUID.randomUUID(), "mentee", insert(session, "'" + linus + "'", mentor));
        assertRefused(linus, "mentee", show);
        assertRefused(mentor, "mentor", show);
        assertRefused(mentor, "mentor", "UPDATE mentor_reviews SET rating = 5 WHERE id = '" + id + "'");
        assertRefused(linus, "mentee", "UPDATE mentor_reviews SET reply = 'x' WHERE id = '" + id + "'");
        assertRefused(linus, "mentee", "UPDATE mentor_reviews SET withdrawn = true WHERE id = '" + id + "'");
        assertRefused(linus, "mentee", "UPDATE mentor_reviews SET mentee_display_name = 'x' WHERE id = '" + id + "'");
        assertRefused(linus, "admin,service", "UPDATE mentor_reviews SET useful_count = 100");
        assertRefused(linus, "admin,service", "DELETE FROM counted_reviews");
        assertRefused(linus, "admin,service", "UPDATE mentor_ratings SET stars_5 = 100");
        assertRefused(
                linus, "mentee", "INSERT INTO sessions SELECT uuidv7(), uuidv7(), app_user_id(), 'L', 'completed'");
    }

    @Test
    void hasTheTableOfTheSpecification() throws Exception {
        try (var connection = TestDatabase.asSuperuser()) {
            assertThat(SchemaSpecification.differences(connection, "review-service"))
                    .isEmpty();
        }
    }
}
