package org.mentoring.review;

import java.sql.SQLException;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.review.Calls.assertRefused;
import static org.mentoring.review.Calls.completed;
import static org.mentoring.review.Calls.insert;
import static org.mentoring.review.Calls.review;

/** Which sessions can be reviewed, which not yet, and which never. */
@QuarkusTest
@RealParts
class SessionEndTest {

    private final UUID mentor = UUID.randomUUID();
    private final UUID linus = UUID.randomUUID();
    private final UUID session = UUID.randomUUID();

    @Test
    void asksForPatienceWhileTheSessionIsNotKnown() {
        review(linus, session, 5)
                .statusCode(409)
                .contentType("application/problem+json")
                .header("Retry-After", "10")
                .body("type", equalTo("urn:problem-type:mentoring:review-not-yet"));
    }

    @Test
    void asksForPatienceWhileTheSessionGoesOn() {
        tell("started", 1);
        tell("completed", 2);
        await().atMost(30, SECONDS)
                .untilAsserted(() -> review(linus, session, 5).statusCode(201));
    }

    @ParameterizedTest
    @CsvSource({
        "no-show 1, ''",
        "cancelled 1, ''",
        "started 1, no-show 2",
        "no-show 2, completed 1",
        "no-show 1, completed 2",
        "completed 1, no-show 2",
        "completed 2, no-show 1",
        "completed 2, cancelled 1",
        "cancelled 2, completed 1"
    })
    void neverTakesAReviewOfASessionThatWasNotHeldInWhateverOrderThatIsTold(String first, String second)
            throws Exception {
        tell(first);
        tell(second);
        var told = first + " " + second;
        await().atMost(30, SECONDS).until(() -> isNoted("sessions_not_held"));
        if (told.contains("completed")) {
            await().atMost(30, SECONDS).until(() -> isNoted("completed_sessions"));
        }

        review(linus, session, 5)
                .statusCode(409)
                .contentType("application/problem+json")
                .header("Retry-After", nullValue())
                .body("type", equalTo("urn:problem-type:mentoring:review-never"))
                .body("detail", containsString(told.contains("no-show") ? "did not come" : "cancelled"));
        review(UUID.randomUUID(), session, 5).statusCode(404).header("Retry-After", nullValue());
        assertRefused(linus, "mentee", insert(session, "app_user_id()", mentor));
    }

    @Test
    void neverTakesAReviewOfSomebodyElsesSession() throws Exception {
        review(UUID.randomUUID(), completed(mentor, linus), 1).statusCode(404).header("Retry-After", nullValue());
    }

    @Test
    void keepsWhatIsKnownOfSessionsFromOthers() throws Exception {
        tell("no-show", 1);
        await().atMost(30, SECONDS).until(() -> isNoted("sessions_not_held"));

        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, UUID.randomUUID(), "mentee,mentor,admin");
            assertThat(TestDatabase.count(app, "SELECT count(*) FROM sessions_not_held"))
                    .isZero();
        }
        assertRefused(
                linus,
                "mentee,mentor,admin",
                "INSERT INTO sessions_not_held VALUES (uuidv7(), uuidv7(), app_user_id(), 'no-show')");
    }

    /** @param told the event and its version; blank for none */
    private void tell(String told) {
        if (!told.isBlank()) {
            var parts = told.split(" ");
            tell(parts[0], Integer.parseInt(parts[1]));
        }
    }

    private void tell(String what, int version) {
        TestTopics.publish(
                "mentoring.sessions",
                UUID.randomUUID().toString(),
                "/mentoring/booking-service",
                "org.mentoring.session." + what + ".v1",
                session,
                version,
                """
                {"session_id": "%s", "booking_id": "%s", "mentor_id": "%s", "mentor_name": "Ada", "mentee_id": "%s",
                 "mentee_name": "Linus Torvalds", "status": "%s", "completed_at": null, "version": %d}
                """.formatted(session, UUID.randomUUID(), mentor, linus, what, version));
    }

    private boolean isNoted(String table) throws SQLException {
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, null, "service");
            return TestDatabase.count(app, "SELECT count(*) FROM " + table + " WHERE session_id = ?", session) == 1;
        }
    }
}
