package org.mentoring.mentor;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.mentoring.mentor.Calls.as;

/** Changes of tags, and of the mentors who have them, at the same time. */
@QuarkusTest
@RealParts
class ExpertiseRaceTest extends MentorCase {

    private static final String TAGS = "/api/v1/expertise-tags";
    private static final String ADD_ALIAS = "INSERT INTO expertise_tag_names (name, tag_id) VALUES (?, ?)";
    private static final String TAKE = "INSERT INTO mentor_expertise (mentor_id, tag_id) VALUES (?, ?)";

    private static final String MERGE_NAMES =
            "UPDATE expertise_tag_names SET tag_id = ?, alias = true WHERE tag_id = ?";

    private final String name = word();
    private final String further = word();
    private UUID tag;

    @BeforeEach
    void approved() {
        tag = add(name);
        apply();
        decide("approve", 200);
    }

    @Test
    void keepsAnAliasThatIsAddedWhileTheMentorChanges() throws Exception {
        have(name);

        assertThat(whileOpen(
                                first -> run(first, ADD_ALIAS, further, tag),
                                () -> as(ada).header(
                                                "If-Match",
                                                as(ada).get("/api/v1/mentors/me")
                                                        .header("ETag"))
                                        .body("{\"bio\": \"Wrote the first program\"}")
                                        .patch("/api/v1/mentors/me"))
                        .statusCode())
                .isEqualTo(200);

        finds("q=" + further, name);
    }

    @Test
    void givesAnAliasToWhoTakesTheTagMeanwhile() throws Exception {
        assertThat(whileOpen(
                                first -> run(first, TAKE, id, tag),
                                () -> change("{\"name\": \"%s\", \"aliases\": [\"%s\"]}".formatted(name, further)))
                        .statusCode())
                .isEqualTo(200);

        finds("q=" + further, name);
    }

    @Test
    void givesTheOtherTagToWhoTakesOneThatIsMergedMeanwhile() throws Exception {
        var into = add(further);

        assertThat(whileOpen(
                                first -> run(first, TAKE, id, tag),
                                () -> as(ADMIN)
                                        .body("{\"into\": \"" + into + "\"}")
                                        .post(TAGS + "/" + tag + "/merge"))
                        .statusCode())
                .isEqualTo(200);

        finds("tag=" + name, further);
    }

    @Test
    void takesTheTagThatAnotherWasMergedIntoMeanwhile() throws Exception {
        var into = add(further);

        assertThat(whileOpen(
                                first -> {
                                    run(first, MERGE_NAMES, into, tag);
                                    run(first, "DELETE FROM expertise_tags WHERE id = ?", tag);
                                },
                                () -> having(name))
                        .statusCode())
                .isEqualTo(200);

        finds("tag=" + name, further);
    }

    private interface Change {
        void in(Connection database) throws SQLException;
    }

    /** Changes something, and asks for something else before that is committed. */
    private static Response whileOpen(Change change, Supplier<Response> rival) throws Exception {
        try (var first = TestDatabase.asSuperuser();
                var watch = TestDatabase.asSuperuser()) {
            first.setAutoCommit(false);
            var pid = TestDatabase.count(first, "SELECT pg_backend_pid()");
            change.in(first);
            Future<Response> second = CompletableFuture.supplyAsync(rival);
            await().atMost(2, MINUTES)
                    .until(() -> second.isDone()
                            || TestDatabase.count(
                                            watch,
                                            "SELECT count(*) FROM pg_stat_activity WHERE ?::integer = ANY (pg_blocking_pids(pid))",
                                            pid)
                                    > 0);
            first.commit();
            return second.get(30, SECONDS);
        }
    }

    private static void run(Connection database, String sql, Object... parameters) throws SQLException {
        try (var statement = database.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }

    private void finds(String query, String expertise) {
        given().get("/api/v1/mentors?" + query)
                .then()
                .body("items.id", contains(id.toString()))
                .body("items[0].expertise", contains(expertise));
    }

    private static UUID add(String name) {
        return UUID.fromString(as(ADMIN)
                .body("{\"name\": \"" + name + "\"}")
                .post(TAGS)
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    private Response change(String tagNow) {
        return as(ADMIN).header("If-Match", "\"1\"").body(tagNow).put(TAGS + "/" + tag);
    }

    private void have(String wanted) {
        having(wanted).then().statusCode(200);
    }

    private Response having(String wanted) {
        return as(ada).header("If-Match", as(ada).get("/api/v1/mentors/me").header("ETag"))
                .body("{\"tags\": [\"" + wanted + "\"]}")
                .put("/api/v1/mentors/me/expertise");
    }

    private static String word() {
        return "w" + UUID.randomUUID().toString().replace("-", "");
    }
}
