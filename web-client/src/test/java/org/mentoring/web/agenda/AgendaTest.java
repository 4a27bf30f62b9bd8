package org.mentoring.web.agenda;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "ada", roles = "mentor")
class AgendaTest {

    @BeforeEach
    void stub() {
        StubApi.reset();
        SessionSamples.stub();
    }

    @Test
    void showsAWeekOfTheReadersCalendar() {
        StubApi.on(
                "GET",
                "/sessions",
                MentorSamples.list(SessionSamples.session(52, "upcoming", Instant.parse("2027-03-02T23:30:00Z"))));

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
                MentorSamples.list(SessionSamples.session(52, "upcoming", Instant.parse("2027-03-03T19:30:00Z"))));

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
    void leadsFromASessionThatIsOverToWhatCanBeSaidOfIt() {
        // From the day before: soon after midnight the session was yesterday's.
        assertThat(given().get("/agenda?view=list&date="
                                + LocalDate.now(ZoneOffset.UTC).minusDays(1))
                        .asString())
                .containsPattern("href=\"/bookings/[0-9a-f-]+\">How did it go\\?");
    }
}
