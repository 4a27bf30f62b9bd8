package org.mentoring.mentor;

import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.mentoring.kit.test.TestTopics.events;
import static org.mentoring.mentor.Calls.as;

@QuarkusTest
@RealParts
class ExpertiseTagTest extends MentorCase {

    @Test
    void namesTheTagsThatAreNotKnownAndChangesNothing() {
        apply();
        var tag = tag();
        as(ada).header("If-Match", "\"1\"")
                .body("{\"tags\": [\"" + tag + "\", \"no such tag\"]}")
                .put("/api/v1/mentors/me/expertise")
                .then()
                .statusCode(422)
                .body("errors.field", contains("tags[1]"));
        as(ada).get("/api/v1/mentors/me").then().header("ETag", "\"1\"").body("expertise.size()", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\\nlines", "a, b", "invisible\\u200Bspace", "turned\\u202Eround", "   ", "\\u0000"})
    void refusesTagsThatNobodyCouldAskFor(String name) {
        as(ADMIN)
                .body("{\"name\": \"" + name + "\"}")
                .post("/api/v1/expertise-tags")
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("name"));
    }

    @Test
    void takesTagsThatLookTheSameForOne() {
        var tag = "Caf\u00e9 " + UUID.randomUUID();
        as(ADMIN)
                .body("{\"name\": \"" + tag + "\"}")
                .post("/api/v1/expertise-tags")
                .then()
                .statusCode(201);
        var decomposed = tag.replace("\u00e9", "e\u0301").replace(" ", " \u00a0 ");
        as(ADMIN)
                .body("{\"name\": \"" + decomposed + "\"}")
                .post("/api/v1/expertise-tags")
                .then()
                .statusCode(409);
        apply();
        have(tag.replace("\u00e9", "e\u0301"));
        as(ada).get("/api/v1/mentors/me").then().body("expertise", contains(tag));
    }

    @Test
    void letsMentorsHaveATagOfLettersWithCombiningMarks() {
        var tag = "\u0e17\u0e35\u0e48".repeat(40) + " "
                + UUID.randomUUID().toString().substring(0, 8);
        as(ADMIN)
                .body("{\"name\": \"" + tag + "\"}")
                .post("/api/v1/expertise-tags")
                .then()
                .statusCode(201);
        apply();

        have(tag);

        as(ada).get("/api/v1/mentors/me").then().body("expertise", contains(tag));
    }

    @Test
    void keepsTagNamesUniqueWhateverTheirCaseAndThoseInUse() {
        apply();
        var tag = tag();
        as(ADMIN)
                .body("{\"name\": \"" + tag.toUpperCase(java.util.Locale.ROOT) + "\"}")
                .post("/api/v1/expertise-tags")
                .then()
                .statusCode(409);
        as(ada).body("{\"name\": \"x\"}").post("/api/v1/expertise-tags").then().statusCode(403);
        var tagId = idOf(tag);
        as(ada).header("If-Match", "\"1\"")
                .body("{\"tags\": [\"" + tagId + "\"]}")
                .put("/api/v1/mentors/me/expertise")
                .then()
                .statusCode(200)
                .body("expertise", contains(tag));
        as(ADMIN).delete("/api/v1/expertise-tags/" + tagId).then().statusCode(409);
        as(ada).header("If-Match", "\"2\"").body("{\"tags\": []}").put("/api/v1/mentors/me/expertise");
        as(ADMIN).delete("/api/v1/expertise-tags/" + tagId).then().statusCode(204);
        as(ADMIN).delete("/api/v1/expertise-tags/" + tagId).then().statusCode(404);
    }

    @Test
    void renamesATagForEveryoneWhoHasItAndTellsOthers() throws Exception {
        apply();
        decide("approve", 200);
        var tag = tag();
        have(tag);
        var path = "/api/v1/expertise-tags/" + idOf(tag);

        rename(ADMIN, path, "\"1\"", "renamed " + tag, 200);

        given().get("/api/v1/mentors/" + id).then().body("expertise", contains("renamed " + tag));
        assertThat(events("mentoring.mentors", id, 4).getLast().value()).contains("renamed " + tag);
        rename(ada, path, "\"2\"", "x", 403);
        rename(ADMIN, "/api/v1/expertise-tags/" + UUID.randomUUID(), "\"2\"", "x", 404);
        rename(ADMIN, path, "\"2\"", tag().toUpperCase(java.util.Locale.ROOT), 409);
    }

    /** So many that no answer would come in time if each were compared with all others. */
    @Test
    void tellsOfEachMentorOfAPopularTag() throws Exception {
        var tag = tag();
        var tagId = idOf(tag);
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute("""
                    WITH added AS (INSERT INTO mentors (id, user_id, name, email, created_at, status)
                                   SELECT id, id, 'One of many', id || '@example.org', now(), 'approved'
                                     FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, 2000)) AS many
                                   RETURNING id)
                    INSERT INTO mentor_expertise (mentor_id, tag_id) SELECT id, '%s' FROM added
                    """.formatted(tagId));

            try {
                rename(ADMIN, "/api/v1/expertise-tags/" + tagId, "\"1\"", "renamed " + tag, 200);

                assertThat(TestDatabase.count(
                                database,
                                "SELECT count(*) FROM outbox WHERE aggregate_version = 2 AND data -> 'expertise' = to_jsonb(ARRAY[?])",
                                "renamed " + tag))
                        .isEqualTo(2000);
                given().queryParam("tag", "renamed " + tag)
                        .get("/api/v1/mentors")
                        .then()
                        .body("total", equalTo(2000));
            } finally {
                statement.execute("DELETE FROM mentors WHERE name = 'One of many'");
            }
        }
    }

    @Test
    void renamesATagThatNobodyRenamedInTheMeantime() {
        var tag = tag();
        var path = "/api/v1/expertise-tags/" + idOf(tag);

        rename(ADMIN, path, "\"1\"", "first " + tag, 200);
        rename(ADMIN, path, "\"1\"", "second " + tag, 412);
        as(ADMIN).body("{\"name\": \"x\"}").put(path).then().statusCode(428);

        assertThat(idOf("first " + tag)).isNotNull();
    }

    @Test
    void mergesATagIntoAnotherForThoseWhoHaveOneOrBoth() throws Exception {
        apply();
        decide("approve", 200);
        var gone = tag();
        var stays = tag();
        have(gone, stays);

        merge(idOf(gone), idOf(gone), 422);
        merge(idOf(gone), UUID.randomUUID().toString(), 404);
        var goneId = idOf(gone);
        merge(goneId, idOf(stays), 200);

        given().get("/api/v1/mentors/" + id).then().body("expertise", contains(stays));
        assertThat(events("mentoring.mentors", id, 4).getLast().value())
                .contains(stays)
                .doesNotContain(gone);
        merge(goneId, idOf(stays), 404);
    }

    @Test
    void removesATagFromItsMentorsOnlyWhenToldTo() {
        apply();
        var tag = tag();
        have(tag);
        var tagId = idOf(tag);

        as(ADMIN).delete("/api/v1/expertise-tags/" + tagId).then().statusCode(409);
        as(ADMIN)
                .delete("/api/v1/expertise-tags/" + tagId + "?from_mentors=yes")
                .then()
                .statusCode(400)
                .body("errors.field", contains("from_mentors"));
        as(ADMIN)
                .delete("/api/v1/expertise-tags/" + tagId + "?from_mentors=true")
                .then()
                .statusCode(204);

        as(ada).get("/api/v1/mentors/me")
                .then()
                .body("expertise.size()", equalTo(0))
                .header("ETag", equalTo("\"3\""));
    }

    private void have(String... tags) {
        as(ada).header("If-Match", as(ada).get("/api/v1/mentors/me").header("ETag"))
                .body("{\"tags\": [\"" + String.join("\", \"", tags) + "\"]}")
                .put("/api/v1/mentors/me/expertise")
                .then()
                .statusCode(200);
    }

    private static void rename(Tokens who, String path, String ifMatch, String name, int status) {
        as(who).header("If-Match", ifMatch)
                .body("{\"name\": \"%s\"}".formatted(name))
                .put(path)
                .then()
                .statusCode(status);
    }

    private static void merge(String tag, String into, int status) {
        as(ADMIN)
                .body("{\"into\": \"%s\"}".formatted(into))
                .post("/api/v1/expertise-tags/" + tag + "/merge")
                .then()
                .statusCode(status);
    }

    /** Walks through the list, which other tests may have made long. */
    private static String idOf(String tag) {
        String cursor = null;
        do {
            var request = given().queryParam("limit", 100);
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            var page = request.get("/api/v1/expertise-tags")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            String id = page.get("items.find { it.name == '" + tag + "' }.id");
            if (id != null) {
                return id;
            }
            cursor = page.getString("next_cursor");
        } while (cursor != null);
        throw new AssertionError("There is no tag " + tag);
    }
}
