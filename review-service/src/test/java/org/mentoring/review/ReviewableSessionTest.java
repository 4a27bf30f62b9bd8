package org.mentoring.review;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.kit.test.TestTopics.events;
import static org.mentoring.review.Calls.as;
import static org.mentoring.review.Calls.assertRefused;
import static org.mentoring.review.Calls.completed;
import static org.mentoring.review.Calls.insert;
import static org.mentoring.review.Calls.mentee;
import static org.mentoring.review.Calls.moderate;
import static org.mentoring.review.Calls.review;

/** Which sessions can be reviewed, which not yet, which never, and whose reviews are taken back. */
@QuarkusTest
@RealParts
class ReviewableSessionTest {

    private final UUID mentor = UUID.randomUUID();
    private final UUID linus = UUID.randomUUID();
    private final UUID session = UUID.randomUUID();
    private final SessionEvents tell = new SessionEvents(session, mentor, linus);

    @Test
    void answersRetryAfterWhileTheSessionIsNotKnown() {
        refused("review-not-yet").header("Retry-After", "10");
    }

    @Test
    void answersRetryAfterWhileTheSessionGoesOn() throws Exception {
        tell.started(1);
        awaitState("active");
        refused("review-not-yet").header("Retry-After", "10");
        tell.completed(2);
        awaitState("completed");
        review(linus, session, 5).statusCode(201);
    }

    @Test
    void neverTakesAReviewOfASessionThatWasCancelled() throws Exception {
        tell.cancelled(1);
        awaitState("cancelled");
        refused("review-never").header("Retry-After", nullValue()).body("detail", containsString("cancelled"));
        refusesToInsert();
    }

    @Test
    void neverTakesAReviewOfAMenteeWhoFinallyDidNotCome() throws Exception {
        tell.completed(1);
        tell.absenceIsFinal(3, "mentee");
        awaitState("no-show");
        refused("review-never").header("Retry-After", nullValue()).body("detail", containsString("did not come"));
        review(UUID.randomUUID(), session, 5).statusCode(404);
        refusesToInsert();
    }

    @Test
    void asksAMenteeWhoIsReportedAbsentToContestThat() throws Exception {
        tell.reported(1, "mentee", "mentor");
        awaitState("no-show");
        refused("review-disputed").body("detail", containsString("contest"));
        refusesToInsert();

        tell.contested(2, "mentee", "mentor", null);
        await().atMost(2, MINUTES).untilAsserted(() -> review(linus, session, 1).statusCode(201));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mentee", "mentor"})
    void takesAReviewOfAMentorWhoDidNotComeWhoeverSaysSo(String reporter) throws Exception {
        tell.reported(1, "mentor", reporter);
        awaitState("no-show");
        review(linus, session, 1).statusCode(201);
    }

    @Test
    void takesNoReviewWhileEachSideSaysThatTheOtherDidNotCome() throws Exception {
        tell.completed(1);
        tell.reported(2, "mentor", "mentee");
        tell.contested(3, "mentor", "mentee", "mentee");
        await().atMost(2, MINUTES)
                .untilAsserted(() -> refused("review-disputed").body("detail", containsString("admin")));
        refusesToInsert();
        tell.absenceIsFinal(4, "mentor");
        await().atMost(2, MINUTES).untilAsserted(() -> review(linus, session, 1).statusCode(201));
    }

    @Test
    void neverTakesAReviewOfSomebodyElsesSession() throws Exception {
        review(UUID.randomUUID(), completed(mentor, linus), 1).statusCode(404).header("Retry-After", nullValue());
    }

    @Test
    void keepsAReviewWhileTheAbsenceOfItsMenteeIsNotFinal() throws Exception {
        tell.completed(1);
        awaitState("completed");
        var id = review(linus, session, 1).statusCode(201).extract().<String>path("id");

        tell.reported(2, "mentee", "mentor");
        awaitState("no-show");
        given().get("/api/v1/reviews/" + id).then().statusCode(200);
        tell.contested(3, "mentee", "mentor", "mentor");
        await().atMost(2, MINUTES).until(() -> holds("contested"));
        given().get("/api/v1/reviews/" + id).then().statusCode(200);
        given().get("/api/v1/ratings/" + mentor).then().body("count", equalTo(1));
    }

    @Test
    void takesTheReviewBackOnceItsMenteeFinallyDidNotComeAndShowsItAgainWhenAnAdminDecidesOtherwise() throws Exception {
        tell.completed(1);
        awaitState("completed");
        var id = review(linus, session, 1).statusCode(201).extract().<String>path("id");

        tell.absenceIsFinal(3, "mentee");
        await().atMost(2, MINUTES)
                .untilAsserted(() -> given().get("/api/v1/reviews/" + id).then().statusCode(404));
        given().queryParam("mentor_id", mentor).get("/api/v1/reviews").then().body("items", empty());
        given().get("/api/v1/ratings/" + mentor)
                .then()
                .body("count", equalTo(0))
                .body("mean", nullValue())
                .body("version", equalTo(2));
        as(mentee(linus)).get("/api/v1/reviews/mine").then().body("items.withdrawn", contains(true));
        // What admins hide and show has nothing to do with it.
        var admin = Tokens.of("Root", UUID.randomUUID()).roles("admin");
        moderate(admin, id, "hide").statusCode(200);
        moderate(admin, id, "show").statusCode(200);
        given().get("/api/v1/reviews/" + id).then().statusCode(404);

        tell.decidedToHaveTakenPlace(4);
        await().atMost(2, MINUTES)
                .untilAsserted(() -> given().get("/api/v1/reviews/" + id).then().statusCode(200));
        given().get("/api/v1/ratings/" + mentor)
                .then()
                .body("count", equalTo(1))
                .body("version", equalTo(3));
        assertThat(events("mentoring.reviews", UUID.fromString(id), 5))
                .extracting(event -> TestTopics.header(event, "ce_type"))
                .containsExactly(
                        "org.mentoring.review.published.v1",
                        "org.mentoring.review.hidden.v1",
                        "org.mentoring.review.hidden.v1",
                        "org.mentoring.review.hidden.v1",
                        "org.mentoring.review.published.v1");
        assertThat(events("mentoring.reviews", mentor, 3))
                .extracting(event -> TestTopics.header(event, "ce_aggregateversion"))
                .containsExactly("1", "2", "3");
    }

    /** Every event twice, in an order of chance: the last one decides. */
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5", "6"})
    void endsInTheSameStateInWhateverOrderEventsCome(int seed) throws Exception {
        var reviewed = completed(mentor, linus);
        var id = review(linus, reviewed, 1).statusCode(201).extract().<String>path("id");
        var events = new SessionEvents(reviewed, mentor, linus);
        List<Runnable> told = new ArrayList<>(List.of(
                () -> events.started(1),
                () -> events.completed(2),
                () -> events.reported(3, "mentee", "mentor"),
                () -> events.contested(4, "mentee", "mentor", null),
                () -> events.decidedToHaveTakenPlace(5),
                () -> events.absenceIsFinal(6, "mentee")));
        told.addAll(told);
        Collections.shuffle(told, new Random(seed));
        told.forEach(Runnable::run);
        // Read after all of them, being of the same partition; too old to have an effect.
        var last = events.started(0);
        await().atMost(2, MINUTES).until(() -> received(last));
        given().get("/api/v1/reviews/" + id).then().statusCode(404);
        given().get("/api/v1/ratings/" + mentor).then().body("count", equalTo(0));
    }

    /** The event of a final absence waits for a review that is being written, and takes it back. */
    @Test
    void takesBackAReviewThatIsWrittenAtTheSameMoment() throws Exception {
        var reviewed = completed(mentor, linus);
        try (var app = TestDatabase.asApp();
                var statement = app.createStatement()) {
            TestDatabase.identify(app, linus, "mentee");
            statement.execute("SELECT session_to_review('" + reviewed + "')");
            new SessionEvents(reviewed, mentor, linus).absenceIsFinal(2, "mentee");
            await().atMost(2, MINUTES).until(ReviewableSessionTest::somebodyWaits);
            statement.execute(insert(reviewed, "app_user_id()", mentor));
            app.commit();
        }
        await().atMost(2, MINUTES).until(() -> positionOf(reviewed) == 2);
        given().queryParam("mentor_id", mentor).get("/api/v1/reviews").then().body("items", empty());
        given().get("/api/v1/ratings/" + mentor).then().body("count", equalTo(0));
    }

    @Test
    void keepsWhatIsKnownOfSessionsFromOthers() throws Exception {
        tell.reported(1, "mentee", "mentor");
        awaitState("no-show");
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, UUID.randomUUID(), "mentee,mentor,admin");
            assertThat(TestDatabase.count(app, "SELECT count(*) FROM sessions")).isZero();
        }
        assertRefused(
                linus,
                "mentee,mentor,admin",
                "INSERT INTO sessions SELECT uuidv7(), uuidv7(), app_user_id(), 'L', 'completed'");
    }

    private ValidatableResponse refused(String type) {
        return review(linus, session, 5)
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem-type:mentoring:" + type));
    }

    private void refusesToInsert() throws SQLException {
        assertRefused(linus, "mentee", insert(session, "app_user_id()", mentor));
    }

    private void awaitState(String status) {
        await().atMost(2, MINUTES).until(() -> holds("status = '" + status + "'"));
    }

    private boolean holds(String condition) throws SQLException {
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, null, "service");
            return TestDatabase.count(
                            app, "SELECT count(*) FROM sessions WHERE session_id = ? AND " + condition, session)
                    == 1;
        }
    }

    private static long positionOf(UUID session) throws SQLException {
        try (var superuser = TestDatabase.asSuperuser()) {
            return TestDatabase.count(
                    superuser,
                    "SELECT coalesce(max(aggregate_version), 0) FROM inbox_position WHERE consumer = 'sessions' AND subject = ?",
                    session.toString());
        }
    }

    private static boolean received(String event) throws SQLException {
        try (var superuser = TestDatabase.asSuperuser()) {
            return TestDatabase.count(
                            superuser, "SELECT count(*) FROM inbox WHERE consumer = 'sessions' AND id = ?", event)
                    == 1;
        }
    }

    private static boolean somebodyWaits() throws SQLException {
        try (var superuser = TestDatabase.asSuperuser()) {
            return TestDatabase.count(superuser, """
                    SELECT count(*) FROM pg_stat_activity
                     WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO sessions%'
                       AND pid <> pg_backend_pid()
                    """) > 0;
        }
    }
}
