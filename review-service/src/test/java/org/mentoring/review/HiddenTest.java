package org.mentoring.review;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.kit.test.TestTopics.events;
import static org.mentoring.review.Calls.as;
import static org.mentoring.review.Calls.assertRefused;
import static org.mentoring.review.Calls.change;
import static org.mentoring.review.Calls.mentee;
import static org.mentoring.review.Calls.moderate;

/** Reviews that admins have hidden. */
@QuarkusTest
@RealParts
class HiddenTest {

    private final UUID mentor = UUID.randomUUID();
    private final UUID linus = UUID.randomUUID();
    private final Tokens admin = Tokens.of("Root", UUID.randomUUID()).roles("admin");

    @Test
    void areNotShownToThePublicByAnyOperation() throws Exception {
        var id = Calls.published(mentor, linus, 1);
        given().get("/api/v1/reviews/" + id).then().statusCode(200).header("ETag", "\"1\"");
        moderate(admin, id, "hide").statusCode(200);

        given().get("/api/v1/reviews/" + id).then().statusCode(404);
        for (var sort : List.of("newest", "highest", "lowest", "useful")) {
            given().queryParam("mentor_id", mentor)
                    .queryParam("sort", sort)
                    .get("/api/v1/reviews")
                    .then()
                    .body("items", empty());
            given().queryParam("mentor_id", mentor)
                    .queryParam("rating", 1)
                    .queryParam("sort", sort)
                    .get("/api/v1/reviews")
                    .then()
                    .body("items", empty());
        }
        var reader = mentee(UUID.randomUUID());
        as(reader).put("/api/v1/reviews/" + id + "/useful").then().statusCode(404);
        as(reader)
                .body("{\"reason\": \"x\"}")
                .post("/api/v1/reviews/" + id + "/report")
                .then()
                .statusCode(404);
        change(UUID.randomUUID(), id, "\"2\"", 5).statusCode(404);
    }

    @Test
    void areKeptFromThePublicByRowSecurity() throws Exception {
        var id = Calls.published(mentor, linus, 1);
        moderate(admin, id, "hide").statusCode(200);

        assertThat(seenBy(null, "", id)).isFalse();
        assertThat(seenBy(UUID.randomUUID(), "mentee,mentor", id)).isFalse();
        assertThat(seenBy(linus, "mentee", id)).isTrue();
        assertThat(seenBy(mentor, "mentor", id)).isTrue();
        assertThat(seenBy(UUID.randomUUID(), "admin", id)).isTrue();
        assertRefused(linus, "mentee", "UPDATE mentor_reviews SET hidden = false WHERE id = '" + id + "'");
        assertRefused(mentor, "mentor", "UPDATE mentor_reviews SET hidden_reason = NULL WHERE id = '" + id + "'");

        moderate(admin, id, "show").statusCode(200);
        assertThat(seenBy(null, "", id)).isTrue();
    }

    @Test
    void showTheReasonToTheirAuthorAndStayHiddenWhenChanged() throws Exception {
        var id = Calls.published(mentor, linus, 1);
        moderate(admin, id, "hide").statusCode(200);
        as(mentee(linus))
                .get("/api/v1/reviews/mine")
                .then()
                .body("items.hidden", contains(true))
                .body("items.hidden_reason", contains("Insults"));

        change(linus, id, "\"2\"", 5).statusCode(200);
        reply("\"3\"", id, 200);

        given().get("/api/v1/reviews/" + id).then().statusCode(404);
        given().get("/api/v1/ratings/" + mentor)
                .then()
                .body("count", equalTo(0))
                .body("version", equalTo(2));
        moderate(admin, id, "show").statusCode(200);
        given().get("/api/v1/ratings/" + mentor)
                .then()
                .body("histogram.'5'", equalTo(1))
                .body("version", equalTo(3));
        as(mentee(linus))
                .get("/api/v1/reviews/mine")
                .then()
                .body("items.hidden", contains(false))
                .body("items.hidden_reason", contains(nullValue()));

        var told = events("mentoring.reviews", UUID.fromString(id), 5);
        assertThat(told)
                .extracting(event -> TestTopics.header(event, "ce_type").replaceAll(".*review[.]|[.]v1", "") + " "
                        + TestTopics.header(event, "ce_aggregateversion"))
                .containsExactly("published 1", "hidden 2", "hidden 3", "hidden 4", "published 5");
        assertThat(data(told.get(1), "hidden_reason")).isEqualTo("Insults");
        assertThat(data(told.get(4), "hidden_reason")).isEqualTo("null");
        assertThat(data(told.get(4), "feedback")).isEqualTo("Looking back.");
        assertThat(events("mentoring.reviews", mentor, 3))
                .extracting(event -> data(event, "count") + " of version " + data(event, "version"))
                .containsExactly("1 of version 1", "0 of version 2", "1 of version 3");
    }

    private void reply(String ifMatch, String id, int status) {
        as(Tokens.of("Ada", mentor).roles("mentor"))
                .header("If-Match", ifMatch)
                .body("{\"reply\": \"Thank you\"}")
                .put("/api/v1/reviews/" + id + "/reply")
                .then()
                .statusCode(status);
    }

    private static boolean seenBy(UUID who, String roles, String id) throws SQLException {
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, who, roles);
            return TestDatabase.count(app, "SELECT count(*) FROM mentor_reviews WHERE id = ?", UUID.fromString(id))
                    == 1;
        }
    }

    private static String data(ConsumerRecord<String, String> event, String name) {
        try {
            return new ObjectMapper().readTree(event.value()).path(name).asText();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
