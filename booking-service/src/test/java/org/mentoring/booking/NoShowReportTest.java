package org.mentoring.booking;

import java.sql.SQLException;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.TestDatabase;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.atOnce;
import static org.mentoring.kit.test.TestTopics.events;

/** Who may report that somebody did not come to a session, until when, and when the report is final. */
@QuarkusTest
@RealParts
class NoShowReportTest extends NoShowCase {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"mentor", "mentee"})
    void isReportedByEitherSideAfterTheClockHasCompletedTheSession(String side) throws Exception {
        endedAgo("1 minute");
        awaitStatus("completed");

        report(side, null)
                .statusCode(200)
                .body("status", equalTo("no-show"))
                .body("absent", equalTo(other(side)))
                .body("reported_by", equalTo(side))
                .body("reported_at", notNullValue())
                .body("contestable_until", notNullValue())
                .body("decided_at", nullValue())
                .body("decided_by", nullValue())
                .body("completed_at", nullValue());

        var event =
                JSON.readTree(events("mentoring.sessions", session, 3).getLast().value());
        assertThat(event.path("status").asText()).isEqualTo("no-show");
        assertThat(event.path("absent").asText()).isEqualTo(other(side));
        assertThat(event.path("completed_at").isNull()).isTrue();
        report(side, null).statusCode(409).body("detail", containsString("reported this already"));
    }

    @Test
    void isReportedForSevenDaysAfterTheEndAndNoLonger() throws Exception {
        endedAgo("7 days 1 minute");
        report("mentor", null).statusCode(409).body("detail", containsString("for 7 days"));
        report("mentee", null).statusCode(409);
        endedAgo("6 days 23 hours");
        report("mentor", null).statusCode(200);
    }

    @Test
    void isFinalOnceTheOtherSideAgrees() throws Exception {
        endedAgo("1 minute");
        report("mentor", null).statusCode(200);
        report("mentee", "mentee")
                .statusCode(200)
                .body("decided_at", notNullValue())
                .body("decided_by", equalTo("agreement"))
                .body("absent", equalTo("mentee"));
        assertThat(lastEvent()).isEqualTo("org.mentoring.session.no-show.v1");
        assertThat(JSON.readTree(lastRecord().value()).path("decided_by").asText())
                .isEqualTo("agreement");
        contest("mentee", null).statusCode(409).body("detail", containsString("final"));
        report("mentor", "mentor").statusCode(409).body("detail", containsString("final"));
    }

    @Test
    void isFinalOnceTheTimeToContestItIsOver() throws Exception {
        endedAgo("1 minute");
        report("mentor", null).statusCode(200);
        setContestableUntil("- interval '1 second'");
        atOnce(4, replica -> settle());

        await().atMost(2, MINUTES)
                .untilAsserted(() ->
                        get(mentee).body("decided_by", equalTo("deadline")).body("status", equalTo("no-show")));
        contest("mentee", null).statusCode(409).body("detail", containsString("final"));
        var version = as(mentee).get(path("")).then().extract().<Integer>path("version");
        // Once when it was reported and once when it became final, however many replicas looked at it.
        assertThat(noShowEvents()).isEqualTo(2);
        assertThat(version).isPositive();
    }

    @Test
    void endsAsTheLastAcceptedStatementSaysHoweverManyComeAtOnce() throws Exception {
        endedAgo("-30 minutes");
        atOnce(16, i -> switch (i % 4) {
            case 0 -> as(mentor.token()).post(path("complete")).statusCode();
            case 1 -> as(mentor.token()).post(path("no-show")).statusCode();
            case 2 -> as(mentee).post(path("no-show")).statusCode();
            default -> as(mentee).post(path("contest")).statusCode();
        });

        try (var database = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(database, """
                    SELECT count(*) FROM mentoring_sessions s
                      JOIN outbox o ON o.topic = 'mentoring.sessions' AND o.subject = s.id AND o.aggregate_version = s.events
                     WHERE s.id = ? AND o.data->>'status' = s.status AND o.data->>'absent' IS NOT DISTINCT FROM s.absent
                       AND o.data->>'contested_by' IS NOT DISTINCT FROM s.contested_by
                    """, session)).isOne();
            assertThat(TestDatabase.count(
                            database,
                            "SELECT count(*) FROM outbox WHERE topic = 'mentoring.sessions' AND subject = ? AND type LIKE '%contested%'",
                            session))
                    .isLessThanOrEqualTo(1);
        }
    }

    private static String other(String side) {
        return side.equals("mentor") ? "mentee" : "mentor";
    }

    private void awaitStatus(String status) {
        await().atMost(2, MINUTES).untilAsserted(() -> get(mentee).body("status", equalTo(status)));
    }

    private long noShowEvents() throws SQLException {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(
                    database,
                    "SELECT count(*) FROM outbox WHERE topic = 'mentoring.sessions' AND subject = ? AND type LIKE '%no-show%'",
                    session);
        }
    }

    /** As a replica that looks at the clock, beside the one under test. */
    private static Integer settle() {
        try (var replica = TestDatabase.asApp();
                var rows = replica.createStatement().executeQuery("SELECT settle_no_shows(now(), 100)")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
