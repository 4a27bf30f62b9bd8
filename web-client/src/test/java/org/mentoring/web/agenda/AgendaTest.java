package org.mentoring.web.agenda;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.WebForms;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "ada", roles = "mentor")
class AgendaTest {

    private static final String OVER = "/agenda/" + Samples.id(51);

    @BeforeEach
    void layDown() {
        StubApi.reset();
        MentorSamples.layDownSessions();
    }

    @Test
    void showsAWeekOfTheReadersCalendar() {
        StubApi.on(
                "GET",
                "/sessions",
                MentorSamples.list(MentorSamples.session(52, "upcoming", Instant.parse("2027-03-02T23:30:00Z"))));

        var page = given().cookie("zone", "Asia/Tokyo")
                .cookie("language", "en-GB")
                .get("/agenda?date=2027-03-03")
                .asString();

        assertThat(page)
                .contains("Monday, 1 March 2027 – Sunday, 7 March 2027", "08:30", "/bookings/" + Samples.id(62));
        assertThat(page).containsSubsequence("datetime=\"2027-03-03\"", "Linus Tall", "datetime=\"2027-03-04\"");
        assertThat(StubApi.asked())
                .anyMatch(asked -> asked.uri().contains("from=2027-02-28T15%3A00%3A00Z")
                        && asked.uri().contains("to=2027-03-07T15%3A00%3A00Z")
                        && asked.uri().contains("role=mentor"));
    }

    @Test
    void followsTheClockAndTheFirstDayThatWereChosen() {
        StubApi.on(
                "GET",
                "/sessions",
                MentorSamples.list(MentorSamples.session(52, "upcoming", Instant.parse("2027-03-03T19:30:00Z"))));

        var page = given().cookie("zone", "UTC")
                .cookie("language", "en-GB-u-fw-sun-hc-h12")
                .get("/agenda?date=2027-03-03")
                .asString();

        assertThat(page).contains("Sunday, 28 February 2027 – Saturday, 6 March 2027", "7:30\u00A0pm");
    }

    @Test
    void listsOnlyDaysWithSessionsAndSaysTheDateOfEach() {
        var page = given().get("/agenda?view=list").asString();

        assertThat(page).contains("Linus Tall", "To come", "Cancelled").doesNotContain("Nothing planned");
    }

    @Test
    void reportsThatTheMenteeDidNotCome() {
        StubApi.on("POST", "/sessions/.*/no-show", MentorSamples.session(51, "no-show", Instant.now()));

        assertThat(given().get(OVER).asString())
                .contains("Report a no-show")
                .doesNotContain("End the session", "Contest the report");
        var answer = WebForms.filled(OVER).redirects().follow(false).post(OVER + "/no-show");

        assertThat(answer.getHeader("Location")).endsWith(OVER);
        assertThat(posted().body()).isEqualTo("{\"absent\":\"mentee\"}");
    }

    @Test
    void endsASessionThatHasBegunAndNoOther() {
        var id = Samples.id(52);
        StubApi.on(
                "GET",
                "/sessions/" + id,
                MentorSamples.session(52, "active", Instant.now().minus(10, ChronoUnit.MINUTES)));
        StubApi.on("POST", "/sessions/.*/complete", MentorSamples.session(52, "completed", Instant.now()));

        assertThat(given().get("/agenda/" + id).asString()).contains("End the session");
        assertThat(WebForms.filled("/agenda/" + id)
                        .redirects()
                        .follow(false)
                        .post("/agenda/" + id + "/complete")
                        .statusCode())
                .isEqualTo(303);

        StubApi.on(
                "GET",
                "/sessions/" + id,
                MentorSamples.session(52, "upcoming", Instant.now().plus(1, ChronoUnit.HOURS)));
        assertThat(given().get("/agenda/" + id).asString()).doesNotContain("End the session", "Report a no-show");
    }

    @Test
    void contestsAReportOfTheMenteeAsLongAsThatIsPossible() {
        var reported = MentorSamples.session(51, "no-show", Instant.now().minus(1, ChronoUnit.DAYS))
                .put("absent", "mentor")
                .put("reported_by", "mentee")
                .put("reported_at", Instant.now().toString())
                .put("contestable_until", Instant.now().plus(1, ChronoUnit.DAYS).toString());
        StubApi.on("GET", "/sessions/" + Samples.id(51), reported);
        StubApi.on("POST", "/sessions/.*/contest", reported);

        assertThat(given().get(OVER).asString()).contains("Your mentee reported that you did not come.");
        WebForms.filled(OVER)
                .formParam("reason", "I was there.")
                .redirects()
                .follow(false)
                .post(OVER + "/contest");

        assertThat(new JsonObject(posted().body())).isEqualTo(new JsonObject().put("reason", "I was there."));
        StubApi.on(
                "GET",
                "/sessions/" + Samples.id(51),
                reported.put("contestable_until", Instant.now().minusSeconds(1).toString()));
        assertThat(given().get(OVER).asString()).doesNotContain("Contest the report");
    }

    @Test
    void saysSoWhereTheSessionHasChanged() {
        StubApi.refuse("POST", "/sessions/.*/no-show", 409, "conflict");

        var answer = WebForms.filled(OVER).redirects().follow(false).post(OVER + "/no-show");

        assertThat(given().cookie("flash", answer.getCookie("flash")).get(OVER).asString())
                .contains("The session has changed in the meantime.");
    }

    private static StubApi.Asked posted() {
        return StubApi.asked().stream()
                .filter(asked -> asked.method().equals("POST"))
                .findFirst()
                .orElseThrow();
    }
}
