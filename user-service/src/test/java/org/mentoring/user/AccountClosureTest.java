package org.mentoring.user;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

/** People who leave for good. */
@QuarkusTest
@RealParts
class AccountClosureTest extends AccountCase {

    private static final List<String> OTHERS =
            List.of("mentor-service", "booking-service", "review-service", "notification-service");

    private final Tokens token = Tokens.of("Margaret " + id, id).roles("mentee");
    private final Tokens admin = Tokens.of("Root", UUID.randomUUID()).roles("admin");

    @AfterEach
    void repair() {
        KeycloakUsers.failing(false);
    }

    @Test
    void closesTheAccountAtOnceAndPublishesIt() throws Exception {
        account(token).statusCode(200);
        as(token).body("{}").put("/api/v1/mentees/me").then().statusCode(201);

        as(token).header("If-Match", "\"7\"").delete("/api/v1/users/me").then().statusCode(412);
        as(token)
                .header("If-Match", "\"1\"")
                .delete("/api/v1/users/me")
                .then()
                .statusCode(202)
                .body("user_id", equalTo(id.toString()));

        for (var path : new String[] {"users/me", "users/" + id, "mentees/me"}) {
            as(token)
                    .get("/api/v1/" + path)
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:problem-type:mentoring:account-closed"));
        }
        as(token).delete("/api/v1/users/me").then().statusCode(403);
        as(Tokens.of("Ada", UUID.randomUUID()).roles("mentor"))
                .get("/api/v1/mentees/" + id)
                .then()
                .statusCode(404);
        var event = events(2).getLast();
        assertThat(event.value()).contains("\"user_id\": \"" + id + "\"").doesNotContain("Margaret", "@");
        assertThat(leftovers()).isZero();
        await().atMost(2, MINUTES).until(() -> KeycloakUsers.isDeleted(id));
    }

    /** Its event would come after the one of the erasure, with the same version: nobody would erase the person. */
    @Test
    void closesAnAccountThatIsBeingCreated() throws Exception {
        try (var other = TestDatabase.asSuperuser();
                var database = TestDatabase.asSuperuser();
                var statement = other.createStatement();
                var requests = Executors.newVirtualThreadPerTaskExecutor()) {
            other.setAutoCommit(false);
            var stranger = UUID.randomUUID();
            statement.execute("INSERT INTO users (user_id, name) VALUES ('%s', 'Ken')".formatted(stranger));
            statement.execute("""
                    INSERT INTO user_info (user_id, name, email, mentor, mentee) VALUES ('%s', 'Ken', '%s@example.org', false, true)
                    """.formatted(stranger, id));
            var created =
                    requests.submit(() -> as(token).get("/api/v1/users/me").statusCode());
            await().atMost(2, MINUTES).until(() -> waits(database, "INSERT INTO user_info%"));

            var closed =
                    requests.submit(() -> as(token).delete("/api/v1/users/me").statusCode());
            await().atMost(2, MINUTES).until(() -> closed.isDone() || waits(database, "SELECT close_account%"));
            other.rollback();

            assertThat(created.get()).isEqualTo(200);
            assertThat(closed.get()).isEqualTo(202);
        }
        assertThat(leftovers()).isZero();
        assertThat(events(2))
                .extracting(event -> TestTopics.header(event, "ce_type"))
                .containsExactly("org.mentoring.user.registered.v1", "org.mentoring.user.erased.v1");
    }

    @Test
    void keepsOnlyTheRecordOfTheErasure() throws Exception {
        account(token).statusCode(200);
        as(token).get("/api/v1/users/me/export").then().statusCode(202);
        await().atMost(2, MINUTES).until(() -> publishedOfExport() == 2);
        as(token).delete("/api/v1/users/me").then().statusCode(202);
        await().atMost(2, MINUTES).until(() -> leftoversOfText() == 0 && publishedOfExport() == 0);
    }

    @Test
    void canBeClosedByAnAdminWhoIsASuspendedMentor() throws Exception {
        account(token).statusCode(200);
        as(token).body("{}").put("/api/v1/mentees/me").then().statusCode(201);
        var suspended = UUID.randomUUID();
        suspend(suspended);

        as(Tokens.of("Root", suspended).roles("admin"))
                .queryParam("reason", "Asked for it in writing")
                .delete("/api/v1/users/" + id)
                .then()
                .statusCode(202);

        assertThat(leftovers()).isZero();
    }

    @Test
    void showsAdminsWhichServicesHaveErased() throws Exception {
        account(token).statusCode(200);
        as(token).get("/api/v1/users/erasures").then().statusCode(403);
        as(token).queryParam("reason", "x").delete("/api/v1/users/" + id).then().statusCode(403);
        as(admin).delete("/api/v1/users/" + id).then().statusCode(422).body("errors.field", hasItem("reason"));
        as(admin)
                .queryParam("reason", "Asked for it in writing")
                .delete("/api/v1/users/" + id)
                .then()
                .statusCode(202);
        as(admin)
                .queryParam("reason", "Asked for it in writing")
                .delete("/api/v1/users/" + id)
                .then()
                .statusCode(409);
        as(admin)
                .queryParam("reason", "x")
                .delete("/api/v1/users/" + UUID.randomUUID())
                .then()
                .statusCode(404);
        as(admin)
                .get("/api/v1/users/erasures")
                .then()
                .statusCode(200)
                .body(mine("requested_by"), equalTo("admin"))
                .body(mine("reason"), equalTo("Asked for it in writing"))
                .body(mine("waiting_for"), hasItem("review-service"))
                .body(mine("completed_at"), equalTo(null));

        OTHERS.forEach(this::acknowledge);

        await().atMost(2, MINUTES)
                .untilAsserted(() -> as(admin)
                        .get("/api/v1/users/erasures")
                        .then()
                        .body(mine("waiting_for.size()"), equalTo(0))
                        .body(mine("acknowledgements.service"), hasItem("user-service"))
                        .body(mine("completed_at != null"), equalTo(true))
                        .body(mine("identity_deleted_at != null"), equalTo(true)));
    }

    @Test
    void closesAnAccountWhileTheIdentityProviderIsDown() throws Exception {
        KeycloakUsers.failing(true);
        account(token).statusCode(200);
        as(token).delete("/api/v1/users/me").then().statusCode(202);
        OTHERS.forEach(this::acknowledge);
        await().atMost(2, MINUTES)
                .untilAsserted(() -> as(admin)
                        .get("/api/v1/users/erasures")
                        .then()
                        .body(mine("waiting_for"), equalTo(List.of("identity-provider"))));

        KeycloakUsers.failing(false);

        await().atMost(2, MINUTES).until(() -> KeycloakUsers.isDeleted(id));
        await().atMost(2, MINUTES)
                .untilAsserted(() -> as(admin)
                        .get("/api/v1/users/erasures")
                        .then()
                        .body(mine("completed_at != null"), equalTo(true)));
    }

    /** A proxy that answers 404, or a Keycloak without the realm, has deleted nobody. */
    @Test
    void retriesADeletionAfterANotFoundFromAProxy() throws Exception {
        KeycloakUsers.accounts(id, "unreachable");
        account(token).statusCode(200);
        as(token).delete("/api/v1/users/me").then().statusCode(202);
        OTHERS.forEach(this::acknowledge);
        await().atMost(2, MINUTES)
                .until(() ->
                        count("SELECT count(*) FROM erasures WHERE user_id = ? AND identity_failure LIKE '%404%'", id)
                                == 1);
        as(admin).get("/api/v1/users/erasures").then().body(mine("waiting_for"), hasItem("identity-provider"));

        KeycloakUsers.accounts(id, "deleted");

        await().atMost(2, MINUTES)
                .untilAsserted(() -> as(admin)
                        .get("/api/v1/users/erasures")
                        .then()
                        .body(mine("waiting_for.size()"), equalTo(0))
                        .body(mine("completed_at != null"), equalTo(true)));
    }

    @Test
    void cannotBeReopenedByEventsOrRequests() throws Exception {
        account(token).statusCode(200);
        as(token).delete("/api/v1/users/me").then().statusCode(202);
        TestTopics.publish(
                "mentoring.mentors",
                UUID.randomUUID().toString(),
                "/mentoring/mentor-service",
                "org.mentoring.mentor.approved.v1",
                id,
                2,
                "{\"mentor_id\": \"%s\", \"status\": \"approved\"}".formatted(id));
        var other = UUID.randomUUID();
        TestTopics.publish(
                "mentoring.mentors",
                UUID.randomUUID().toString(),
                "/mentoring/mentor-service",
                "org.mentoring.mentor.approved.v1",
                other,
                2,
                "{\"mentor_id\": \"%s\", \"status\": \"approved\"}".formatted(other));
        await().atMost(2, MINUTES)
                .until(() -> count("SELECT count(*) FROM mentor_decisions WHERE user_id = ?", other) == 1);
        await().atMost(2, MINUTES).until(() -> leftovers() == 0);
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, id, "mentee");
            try (var insert = app.prepareStatement("INSERT INTO users (user_id, name) VALUES (?, 'Back')")) {
                insert.setObject(1, id);
                assertThat(insert.executeUpdate()).isZero();
            }
        }
    }

    private String mine(String member) {
        return "items.find { it.user_id == '%s' }.%s".formatted(id, member);
    }

    private void acknowledge(String service) {
        TestTopics.publish(
                "mentoring.erasures",
                UUID.randomUUID().toString(),
                "/mentoring/" + service,
                "org.mentoring.erasure.acknowledged.v1",
                id,
                1,
                "{\"user_id\": \"%s\", \"service\": \"%s\", \"acknowledged_at\": \"2026-11-28T10:00:00Z\"}"
                        .formatted(id, service));
    }

    private List<org.apache.kafka.clients.consumer.ConsumerRecord<String, String>> events(int count) {
        return TestTopics.read("mentoring.users", count, event -> id.toString().equals(event.key()));
    }

    /** Whether a statement waits for a lock. */
    private static boolean waits(Connection database, String statement) throws SQLException {
        return TestDatabase.count(
                        database,
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database() AND query LIKE ?",
                        statement)
                > 0;
    }

    private long leftovers() throws SQLException {
        return count("SELECT (SELECT count(*) FROM users WHERE user_id = ?)", id)
                + count("SELECT count(*) FROM user_info WHERE user_id = ?", id)
                + count("SELECT count(*) FROM mentees WHERE id = ?", id)
                + count("SELECT count(*) FROM mentor_decisions WHERE user_id = ?", id);
    }

    private long leftoversOfText() throws SQLException {
        return count("SELECT count(*) FROM outbox WHERE data::text LIKE ?", "%Margaret " + id + "%");
    }

    /** The request for the export, and this service's part of it. */
    private long publishedOfExport() throws SQLException {
        return count(
                "SELECT count(*) FROM outbox WHERE topic = 'mentoring.exports' AND published_at IS NOT NULL AND data ->> 'user_id' = ?",
                id.toString());
    }

    private static long count(String sql, Object parameter) throws SQLException {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(database, sql, parameter);
        }
    }
}
