package org.mentoring.user;

import java.net.URL;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

/** Accounts that were deleted or disabled at the identity provider. */
@Tag("slow")
@QuarkusTest
@RealParts
class IdentityCheckTest extends AccountCase {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Tokens token = Tokens.of("Margaret " + id, id).roles("mentee");
    private final Tokens admin = Tokens.of("Root", UUID.randomUUID()).roles("admin");

    @TestHTTPResource(management = true)
    URL management;

    @AfterEach
    void repair() {
        KeycloakUsers.failing(false);
        KeycloakUsers.accounts("all", "active");
        KeycloakUsers.accounts(id, "active");
    }

    @Test
    void closesAnAccountThatWasDeletedAtTheIdentityProviderAndPublishesIt() {
        account(token).statusCode(200);
        KeycloakUsers.accounts(id, "deleted");

        await().atMost(TIMEOUT).until(this::isClosed);

        assertThat(erasedEvent(id).value()).doesNotContain("Margaret", "@");
        as(admin)
                .get("/api/v1/users/erasures")
                .then()
                .body(mine("requested_by"), equalTo("identity-provider"))
                .body(mine("admin_id"), equalTo(null))
                .body(mine("identity_deleted_at != null"), equalTo(true))
                .body(mine("waiting_for"), not(hasItem("identity-provider")));
        assertThat(KeycloakUsers.isDeleted(id)).isFalse();
    }

    @Test
    void closesPeopleWhoAreKnownOnlyByADecisionOrABooking() {
        var mentor = UUID.randomUUID();
        TestTopics.publish(
                "mentoring.mentors",
                UUID.randomUUID().toString(),
                "/mentoring/mentor-service",
                "org.mentoring.mentor.approved.v1",
                mentor,
                2,
                "{\"mentor_id\": \"%s\", \"status\": \"approved\"}".formatted(mentor));
        var mentee = UUID.randomUUID();
        TestTopics.publish(
                "mentoring.bookings",
                UUID.randomUUID().toString(),
                "/mentoring/booking-service",
                "org.mentoring.booking.confirmed.v1",
                UUID.randomUUID(),
                1,
                "{\"mentor_id\": \"%s\", \"user_id\": \"%s\", \"created_at\": \"2026-11-28T10:00:00Z\"}"
                        .formatted(UUID.randomUUID(), mentee));
        await().atMost(TIMEOUT).until(() -> KeycloakUsers.looks(mentor) > 0 && KeycloakUsers.looks(mentee) > 0);

        KeycloakUsers.accounts(mentor, "deleted");
        KeycloakUsers.accounts(mentee, "deleted");

        assertThat(erasedEvent(mentor)).isNotNull();
        assertThat(erasedEvent(mentee)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unreachable", "invisible", "skipped"})
    void closesNobodyAfterAnyOtherResponse(String state) throws Exception {
        account(token).statusCode(200);
        KeycloakUsers.accounts(id, state);

        awaitLookups();

        account(token).statusCode(200);
        assertThat(missing()).isZero();
    }

    @Test
    void closesNobodyUntilTheIdentityProviderIsUpAgain() throws SQLException {
        account(token).statusCode(200);
        var before = KeycloakUsers.failures();
        KeycloakUsers.accounts(id, "last");
        // Checks are a second apart, and two seconds after the account was missed it may be closed.
        await().atMost(TIMEOUT).until(() -> KeycloakUsers.failures() > before + 4);
        assertThat(missing()).isOne();
        assertThat(isClosed()).isFalse();

        KeycloakUsers.accounts(id, "deleted");
        KeycloakUsers.failing(false);

        await().atMost(TIMEOUT).until(this::isClosed);
    }

    @Test
    void continuesAfterAResponseThatNeverCame() {
        account(token).statusCode(200);
        KeycloakUsers.accounts(id, "silent");
        var before = KeycloakUsers.looks(id);
        await().atMost(TIMEOUT).until(() -> KeycloakUsers.looks(id) > before);

        KeycloakUsers.accounts(id, "deleted");

        await().atMost(TIMEOUT).until(this::isClosed);
    }

    @Test
    void closesNobodyWhoWasMissingOnlyOnce() throws Exception {
        account(token).statusCode(200);
        KeycloakUsers.accounts(id, "deleted");
        await().atMost(TIMEOUT).until(() -> missing() == 1);

        KeycloakUsers.accounts(id, "active");

        await().atMost(TIMEOUT).until(() -> missing() == 0);
        awaitLookups();
        account(token).statusCode(200);
    }

    @Test
    void closesOnlyRecordedDeletionsWhenTooManyAccountsAreMissing() {
        var people = Stream.generate(UUID::randomUUID)
                .limit(12)
                .map(person -> Tokens.of("Ken", person).roles("mentee"))
                .toList();
        people.forEach(person -> account(person).statusCode(200));
        account(token).statusCode(200);
        var before = refused();

        KeycloakUsers.accounts("all", "deleted");
        await().atMost(TIMEOUT).until(() -> refused() > before + 1);
        KeycloakUsers.record(id);

        await().atMost(TIMEOUT).until(this::isClosed);
        people.forEach(person -> account(person).statusCode(200));
        KeycloakUsers.accounts("all", "active");
        await().atMost(TIMEOUT)
                .until(() -> count("SELECT count(*) FROM missing_identities WHERE closed_at IS NULL") == 0);
    }

    @Test
    void publishesThatAccountsAreDisabledAndEnabledAgain() {
        account(token).statusCode(200);

        KeycloakUsers.accounts(id, "disabled");
        assertThat(event(2).value()).contains("\"disabled\": true");
        KeycloakUsers.accounts(id, "active");

        assertThat(event(3).value()).contains("\"disabled\": false");
        account(token).statusCode(200).body("$", not(hasKey("disabled")));
    }

    @Test
    void leavesAlreadyClosedAccountsAlone() {
        account(token).statusCode(200);
        as(token).delete("/api/v1/users/me").then().statusCode(202);
        KeycloakUsers.accounts(id, "deleted");
        KeycloakUsers.record(id);

        await().atMost(TIMEOUT).until(() -> KeycloakUsers.isDeleted(id));
        as(admin).get("/api/v1/users/erasures").then().body(mine("requested_by"), equalTo("user"));
    }

    @Test
    void skipsChecksThatAnotherReplicaHasClaimed() throws Exception {
        account(token).statusCode(200);
        await().atMost(TIMEOUT).until(() -> KeycloakUsers.looks(id) > 0);
        try (var other = TestDatabase.asSuperuser();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT FROM identity_check_progress FOR UPDATE");
            // A check that had begun may end; without the lock, one comes each second.
            var last = new AtomicInteger();
            await().during(Duration.ofSeconds(3)).atMost(TIMEOUT).until(() -> {
                var looks = KeycloakUsers.looks("all");
                return last.getAndSet(looks) == looks;
            });
            other.rollback();
        }
        var before = KeycloakUsers.looks(id);
        await().atMost(TIMEOUT).until(() -> KeycloakUsers.looks(id) > before);
    }

    private boolean isClosed() {
        return as(token).get("/api/v1/users/me").statusCode() == 403;
    }

    /** More checks than are needed to close the account. */
    private void awaitLookups() {
        var before = KeycloakUsers.looks(id);
        await().atMost(TIMEOUT).until(() -> KeycloakUsers.looks(id) > before + 8);
    }

    private ConsumerRecord<String, String> erasedEvent(UUID person) {
        return TestTopics.read(
                        "mentoring.users",
                        1,
                        event -> person.toString().equals(event.key())
                                && "org.mentoring.user.erased.v1".equals(TestTopics.header(event, "ce_type")))
                .getFirst();
    }

    private ConsumerRecord<String, String> event(int version) {
        return TestTopics.read(
                        "mentoring.users", version, event -> id.toString().equals(event.key()))
                .getLast();
    }

    private String mine(String member) {
        return "items.find { it.user_id == '%s' }.%s".formatted(id, member);
    }

    private double refused() {
        return given().get(management + "metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("mentoring_identity_checks_refused_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private long missing() throws SQLException {
        return count("SELECT count(*) FROM missing_identities WHERE closed_at IS NULL AND user_id = ?", id);
    }

    private static long count(String sql, Object... parameters) throws SQLException {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(database, sql, parameters);
        }
    }
}
