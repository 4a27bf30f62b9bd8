package org.mentoring.review;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.review.Calls.change;
import static org.mentoring.review.Calls.moderate;
import static org.mentoring.review.Calls.published;

/** The query that operators run finds the feedback that people are shown. */
@QuarkusTest
@RealParts
class SampleQueryTest {

    private static final Path QUERY = Path.of("queries/feedback-of-a-mentor.sql");

    @Test
    void findsAllFeedbackOfAMentorAsItIsShown() throws Exception {
        var mentor = UUID.randomUUID();
        var linus = UUID.randomUUID();
        var first = published(mentor, linus, 4);
        published(mentor, UUID.randomUUID(), 5);
        var hidden = published(mentor, UUID.randomUUID(), 1);
        published(UUID.randomUUID(), linus, 2);
        change(linus, first, "\"1\"", 3).statusCode(200);
        moderate(Tokens.of("Root", UUID.randomUUID()).roles("admin"), hidden, "hide")
                .statusCode(200);

        var shown = given().queryParam("mentor_id", mentor)
                .get("/api/v1/reviews")
                .then()
                .statusCode(200)
                .extract();
        var ids = new ArrayList<String>();
        var feedback = new ArrayList<String>();
        try (var database = TestDatabase.asSuperuser();
                var rows = database.createStatement()
                        .executeQuery(Files.readString(QUERY).replace(":'mentor'", "'" + mentor + "'"))) {
            while (rows.next()) {
                ids.add(rows.getString("id"));
                feedback.add(rows.getString("feedback"));
            }
        }
        assertThat(ids).hasSize(2).isEqualTo(shown.path("items.id"));
        assertThat(feedback).isEqualTo(shown.path("items.feedback"));
    }
}
