package org.mentoring.booking;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.Calls.as;

/** How a report of a no-show is contested, and how admins decide. */
@QuarkusTest
@RealParts
class NoShowContestTest extends NoShowCase {

    @Test
    void isContestedByTheOtherSideAlone() throws Exception {
        endedAgo("1 minute");
        contest("mentee", null).statusCode(409).body("detail", containsString("No absence has been reported"));
        report("mentor", null).statusCode(200);

        contest("mentor", null).statusCode(409).body("detail", containsString("other side"));
        as(MentorFixture.known().token()).post(path("contest")).then().statusCode(404);
        as(admin).post(path("contest")).then().statusCode(403);
        contest("mentee", "x".repeat(1001)).statusCode(422);
        contest("mentee", "I was there from the start.")
                .statusCode(200)
                .body("status", equalTo("no-show"))
                .body("contested_by", equalTo("mentee"))
                .body("contested_at", notNullValue())
                .body("contested_absent", nullValue())
                .body("contest_reason", equalTo("I was there from the start."));

        contest("mentee", null).statusCode(409).body("detail", containsString("admin decides"));
        report("mentee", null).statusCode(409).body("detail", containsString("admin decides"));
        assertThat(lastEvent()).isEqualTo("org.mentoring.session.contested.v1");
    }

    @Test
    void isContestedByAReportThatSaysOtherwise() throws Exception {
        endedAgo("1 minute");
        report("mentee", null).statusCode(200).body("absent", equalTo("mentor"));
        report("mentor", null)
                .statusCode(200)
                .body("absent", equalTo("mentor"))
                .body("contested_by", equalTo("mentor"))
                .body("contested_absent", equalTo("mentee"))
                .body("decided_at", nullValue());
        assertThat(lastEvent()).isEqualTo("org.mentoring.session.contested.v1");
    }

    @Test
    void isNotContestedTooLateEvenBeforeTheClockHasMadeItFinal() throws Exception {
        endedAgo("1 minute");
        report("mentor", null).statusCode(200);
        try (var app = TestDatabase.asApp();
                var call = app.prepareStatement(
                        "SELECT outcome FROM contest_no_show(?, NULL, now() + interval '7 days 1 minute', NULL)")) {
            TestDatabase.identify(app, linus, "mentee");
            call.setObject(1, session);
            var rows = call.executeQuery();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("decided");
        }
        get(mentee).body("contested_at", nullValue());
    }

    @Test
    void isDecidedByAnAdminOnceItIsContested() throws Exception {
        endedAgo("1 minute");
        decide(admin, "completed", null).statusCode(409).body("detail", containsString("No absence has been reported"));
        report("mentor", null).statusCode(200);
        decide(admin, "completed", null).statusCode(409).body("detail", containsString("can still contest"));
        contest("mentee", null).statusCode(200);
        as(admin)
                .queryParam("contested", true)
                .queryParam("limit", 100)
                .get("/api/v1/sessions")
                .then()
                .body("items.id", hasItem(session.toString()));
        as(mentee)
                .queryParam("contested", true)
                .get("/api/v1/sessions")
                .then()
                .body("items.id", contains(session.toString()));

        decide(mentor.token(), "no-show", "mentee").statusCode(403);
        decide(Tokens.of("Linus", linus).roles("mentee", "admin"), "completed", null)
                .statusCode(403);
        decide(admin, "active", null).statusCode(400);
        decide(admin, "completed", null)
                .statusCode(200)
                .body("status", equalTo("completed"))
                .body("absent", nullValue())
                .body("completed_at", notNullValue())
                .body("decided_at", notNullValue())
                .body("decided_by", equalTo("admin"))
                .body("contested_by", equalTo("mentee"));
        assertThat(lastEvent()).isEqualTo("org.mentoring.session.completed.v1");

        report("mentor", null).statusCode(409).body("detail", containsString("final"));
        as(admin)
                .queryParam("contested", true)
                .queryParam("limit", 100)
                .get("/api/v1/sessions")
                .then()
                .body("items.id", not(hasItem(session.toString())));
        decide(admin, "no-show", null).statusCode(422).body("errors.field", contains("absent"));
        decide(admin, "no-show", "mentor")
                .statusCode(200)
                .body("status", equalTo("no-show"))
                .body("absent", equalTo("mentor"));
        assertThat(lastEvent()).isEqualTo("org.mentoring.session.no-show.v1");
        as(mentee).queryParam("contested", true).get("/api/v1/sessions").then().body("items", empty());
    }

    @Test
    void isDecidedAnewByAnAdminAfterItBecameFinalUncontested() throws Exception {
        endedAgo("1 minute");
        report("mentor", null).statusCode(200);
        setContestableUntil("- interval '1 second'");
        await().atMost(2, MINUTES).untilAsserted(() -> get(mentee).body("decided_at", notNullValue()));
        decide(admin, "completed", null)
                .statusCode(200)
                .body("status", equalTo("completed"))
                .body("decided_by", equalTo("admin"));
    }
}
