package org.mentoring.kit.outbox;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.RealParts;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.mentoring.kit.outbox.OutboxFixture.TIMEOUT;
import static org.mentoring.kit.outbox.OutboxFixture.TOPIC;
import static org.mentoring.kit.outbox.OutboxFixture.append;
import static org.mentoring.kit.outbox.OutboxFixture.awaitPublished;
import static org.mentoring.kit.outbox.OutboxFixture.count;
import static org.mentoring.kit.outbox.OutboxFixture.execute;
import static org.mentoring.kit.outbox.OutboxFixture.parked;
import static org.mentoring.kit.outbox.OutboxFixture.published;
import static org.mentoring.kit.outbox.OutboxFixture.records;

/** Events that the broker refuses are parked, until an admin replays or discards them. */
@QuarkusTest
@RealParts
class OutboxRelayParkingTest {

    private static final String PARKED = "/api/v1/kit/parked-events";
    /** More than a producer sends, and more than a broker takes. */
    private static final int TOO_LARGE = 1_200_000;

    private final UUID subject = UUID.randomUUID();

    @BeforeEach
    @AfterEach
    void empty() throws SQLException {
        execute("DELETE FROM outbox");
    }

    @Test
    void parksRefusedEventsAndBlocksOnlyTheirAggregates() throws SQLException {
        var large = append(TOPIC, subject, 1, TOO_LARGE);
        append(TOPIC, subject, 2, 1);
        var other = UUID.randomUUID();
        append(TOPIC, other, 1, 1);
        append(TOPIC, other, 2, 1);

        awaitPublished(other, 2);
        await().atMost(TIMEOUT).until(() -> parked(large));
        assertThat(published(subject)).isZero();
        admin().get(PARKED + "?topic=" + TOPIC)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(large.toString()))
                .body("items[0].reason", containsString("RecordTooLargeException"))
                .body("items[0].waiting", equalTo(1));
        assertThat(records(other)).hasSize(2);
    }

    @Test
    void publishesTheNextOfTheAggregateOnceAnAdminDiscardsTheParkedOne() throws SQLException {
        var large = append(TOPIC, subject, 1, TOO_LARGE);
        append(TOPIC, subject, 2, 1);
        await().atMost(TIMEOUT).until(() -> parked(large));

        admin().body(Map.of("reason", "too large to be of use"))
                .contentType(ContentType.JSON)
                .post(PARKED + "/{id}/discard", large)
                .then()
                .statusCode(204);

        awaitPublished(subject, 1);
        assertThat(records(subject)).extracting(OutboxFixture::version).containsExactly(2L);
        admin().get(PARKED).then().body("items", hasSize(0));
    }

    @Test
    void publishesAParkedEventThatIsReplayedBeforeTheNextOfItsAggregate() throws SQLException {
        var first = append(TOPIC, subject, 1, TOO_LARGE);
        append(TOPIC, subject, 2, 1);
        await().atMost(TIMEOUT).until(() -> parked(first));
        execute("UPDATE outbox SET data = '{}' WHERE id = '%s'".formatted(first));

        admin().post(PARKED + "/{id}/replay", first).then().statusCode(204);

        awaitPublished(subject, 2);
        assertThat(records(subject)).extracting(OutboxFixture::version).containsExactly(1L, 2L);
    }

    @Test
    void parksAReplayedEventThatIsRefusedAgain() throws SQLException {
        var first = append(TOPIC, subject, 1, TOO_LARGE);
        await().atMost(TIMEOUT).until(() -> parked(first));
        execute("UPDATE outbox SET parked_at = now() - interval '1 day' WHERE id = '%s'".formatted(first));

        admin().post(PARKED + "/replay?topic=" + TOPIC).then().statusCode(200).body("replayed", equalTo(1));

        await().atMost(TIMEOUT)
                .until(() ->
                        count("SELECT count(*) FROM outbox WHERE id = '%s' AND parked_at > now() - interval '1 hour'"
                                        .formatted(first))
                                == 1);
    }

    @Test
    void parksEventsOfATopicWithAnInvalidName() throws SQLException {
        var lost = append("no topic!", subject, 1, 1);
        append(TOPIC, subject, 1, 1);

        awaitPublished(subject, 1);
        await().atMost(TIMEOUT).until(() -> parked(lost));
    }

    @Test
    void isOnlyForAdmins() {
        given().get(PARKED).then().statusCode(401);
        given().auth()
                .oauth2(Tokens.of("ada", UUID.randomUUID()).roles("mentor").build())
                .get(PARKED)
                .then()
                .statusCode(403);
        admin().post(PARKED + "/{id}/replay", UUID.randomUUID()).then().statusCode(404);
        admin().body(Map.of("reason", "gone"))
                .contentType(ContentType.JSON)
                .post(PARKED + "/{id}/discard", UUID.randomUUID())
                .then()
                .statusCode(404);
    }

    private static io.restassured.specification.RequestSpecification admin() {
        return given().auth()
                .oauth2(Tokens.of("admin", UUID.randomUUID()).roles("admin").build());
    }
}
