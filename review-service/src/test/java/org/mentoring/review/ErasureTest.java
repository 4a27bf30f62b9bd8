package org.mentoring.review;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.ClosedAccountEvents;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.review.Calls.as;
import static org.mentoring.review.Calls.mentee;
import static org.mentoring.review.Calls.published;

/** The stars of reviews stay, without the names and the words of people who left. */
@QuarkusTest
@RealParts
class ErasureTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final UUID mentor = UUID.randomUUID();
    private final UUID mentee = UUID.randomUUID();

    @Test
    void keepsTheStarsWithoutTheNameAndTheText() throws Exception {
        var id = published(mentor, mentee, 4);
        var canary = "canary" + id.replace("-", "");
        for (var version = 1; version <= 2; version++) {
            as(mentee(mentee))
                    .header("If-Match", "\"%d\"".formatted(version))
                    .body("{\"rating\": 4, \"feedback\": \"%s %d\"}".formatted(canary, version))
                    .put("/api/v1/reviews/" + id)
                    .then()
                    .statusCode(200);
        }
        assertThat(ClosedAccountEvents.tablesWith(canary)).contains("mentor_reviews", "outbox", "review_edits");

        ClosedAccountEvents.publish(mentee);

        ClosedAccountEvents.awaitAcknowledgement(mentee);
        assertThat(ClosedAccountEvents.tablesWith(canary)).isEmpty();
        given().get("/api/v1/reviews?mentor_id=" + mentor)
                .then()
                .statusCode(200)
                .body("items[0].id", equalTo(id))
                .body("items[0].rating", equalTo(4))
                .body("items[0].feedback", nullValue())
                .body("items[0].mentee_display_name", equalTo("Former member"));
        given().get("/api/v1/ratings/" + mentor).then().statusCode(200).body("count", equalTo(1));
        var last = TestTopics.read("mentoring.reviews", 4, event -> id.equals(event.key()))
                .getLast();
        assertThat(last.value()).contains("Former member").doesNotContain(canary);
    }

    @Test
    void erasesTheTextThatAnEarlierVersionKept() throws Exception {
        var id = published(mentor, mentee, 4);
        ClosedAccountEvents.publish(mentee);
        ClosedAccountEvents.awaitAcknowledgement(mentee);
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            // The guard lets nobody write it.
            statement.execute("SET session_replication_role = replica");
            statement.execute("UPDATE mentor_reviews SET feedback = 'Helpful.' WHERE id = '%s'".formatted(id));
            statement.execute("UPDATE erased_people SET due_at = '9999-01-01' WHERE user_id = '%s'".formatted(mentee));
        }

        try (var owner = TestDatabase.asOwner();
                var statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute(Files.readString(Path.of("src/main/resources/db/migration/R__erase_data.sql")));
            owner.commit();
        }

        await().atMost(2, MINUTES)
                .untilAsserted(() -> given().get("/api/v1/reviews/" + id).then().body("feedback", nullValue()));
    }

    /** The same export lists the sessions with the names of their mentees. */
    @Test
    void providesReviewsToTheirMentorWithoutWhatNamesTheirWriters() throws Exception {
        published(mentor, mentee, 4);
        var export = UUID.randomUUID();
        TestTopics.publish(
                "mentoring.exports",
                UUID.randomUUID().toString(),
                "/mentoring/user-service",
                "org.mentoring.export.requested.v1",
                export,
                1,
                "{\"export_id\": \"%s\", \"user_id\": \"%s\"}".formatted(export, mentor));
        var provided = TestTopics.read(
                        "mentoring.exports", 2, event -> export.toString().equals(event.key()))
                .getLast();

        var document =
                JSON.readTree(JSON.readTree(provided.value()).path("content").asText());
        assertThat(document.path("sessions").path(0).path("mentee_id").asText()).isEqualTo(mentee.toString());
        var review = document.path("reviews_received").path(0);
        assertThat(review.path("feedback").asText()).isEqualTo("Helpful.");
        assertThat(review.has("mentee_id")).isFalse();
        assertThat(review.has("session_id")).isFalse();
    }

    @Test
    void forgetsWhatAMentorReplied() throws Exception {
        var id = published(mentor, mentee, 4);
        var canary = "canary" + id.replace("-", "");
        as(Tokens.of("Ada", mentor).roles("mentor"))
                .header("If-Match", "\"1\"")
                .body("{\"reply\": \"%s\"}".formatted(canary))
                .put("/api/v1/reviews/" + id + "/reply")
                .then()
                .statusCode(200);
        assertThat(ClosedAccountEvents.tablesWith(canary)).contains("mentor_reviews", "outbox");

        ClosedAccountEvents.publish(mentor);

        ClosedAccountEvents.awaitAcknowledgement(mentor);
        given().get("/api/v1/reviews?mentor_id=" + mentor).then().body("items[0].reply", nullValue());
        await().atMost(2, MINUTES)
                .untilAsserted(
                        () -> assertThat(ClosedAccountEvents.tablesWith(canary)).isEmpty());
    }
}
