package org.mentoring.mentor;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.ClosedAccountEvents;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.mentoring.kit.test.TestTopics.events;
import static org.mentoring.mentor.Calls.as;

/** Mentors who left are out of the directory, and known by nothing but their ids. */
@QuarkusTest
@RealParts
class ErasureTest {

    private final UUID id = UUID.randomUUID();
    private final String canary = "canary" + id.toString().replace("-", "");
    private final Tokens ada = Tokens.of(canary, id).roles("mentor", "mentee");
    private final Tokens admin = Tokens.of("Root", UUID.randomUUID()).roles("admin");

    @AfterEach
    void rest() throws SQLException {
        CalendarAccount.restAll();
    }

    @Test
    void keepsOfCalendarsThatNothingIsBusyAlone() throws Exception {
        var google = new CalendarAccount("google");
        var microsoft = google.at("microsoft");
        var busy = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(60, ChronoUnit.HOURS);
        for (var account : List.of(google, microsoft)) {
            account.isBusy(busy, busy.plus(1, ChronoUnit.HOURS));
            account.connected();
            events("mentoring.calendars", account.calendar(), 1);
        }
        as(google.token())
                .delete("/api/v1/calendars/"
                        + google.connections().extract().path("items.find { it.provider == 'microsoft' }.id"))
                .then()
                .statusCode(204);

        ClosedAccountEvents.publish(google.mentor);

        ClosedAccountEvents.awaitAcknowledgement(google.mentor);
        try (var database = TestDatabase.asSuperuser()) {
            for (var account : List.of(google, microsoft)) {
                var last = events("mentoring.calendars", account.calendar(), 2).getLast();
                assertThat(JsonPath.from(last.value()).getList("busy")).isEmpty();
                assertThat(TestDatabase.count(
                                database, "SELECT count(*) FROM outbox WHERE subject = ?", account.calendar()))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void forgetsAMentor() throws Exception {
        as(ada).body("{\"bio\": \"%s\"}".formatted(canary))
                .post("/api/v1/mentors")
                .then()
                .statusCode(201);
        as(admin).post("/api/v1/mentors/" + id + "/approve").then().statusCode(200);
        await().atMost(2, MINUTES)
                .untilAsserted(() -> given().get("/api/v1/mentors/" + id).then().statusCode(200));
        assertThat(ClosedAccountEvents.tablesWith(canary)).contains("mentors", "mentor_directory", "outbox");

        ClosedAccountEvents.publish(id);

        ClosedAccountEvents.awaitAcknowledgement(id);
        given().get("/api/v1/mentors/" + id).then().statusCode(404);
        await().atMost(2, MINUTES)
                .untilAsserted(
                        () -> assertThat(ClosedAccountEvents.tablesWith(canary)).isEmpty());
        var last = events("mentoring.mentors", id, 3).getLast();
        assertThat(TestTopics.header(last, "ce_type")).isEqualTo("org.mentoring.mentor.erased.v1");
        assertThat(last.value()).contains("Former member", "suspended");
        as(ada).body("{}")
                .post("/api/v1/mentors")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:problem-type:mentoring:account-closed"));
    }
}
