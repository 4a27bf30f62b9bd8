package org.mentoring.web.mentees;

import java.time.Instant;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.agenda.SessionSamples;
import org.mentoring.web.requests.RequestSamples;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "ada", roles = "mentor")
class MenteesTest {

    private static final Instant LAST = Instant.parse("2026-03-02T23:30:00Z");
    private static final String LINUS = "/mentees/" + Samples.id(81);
    private static final String GRACE = "/mentees/" + Samples.id(82);

    @BeforeEach
    void stub() {
        StubApi.reset();
        MenteeSamples.stub(LAST);
    }

    @Test
    void listsEachOnceWithTheLastSessionInTheReadersZone() {
        var page = given().cookie("zone", "Asia/Tokyo")
                .cookie("language", "en-GB")
                .get("/mentees")
                .asString();

        assertThat(page)
                .containsOnlyOnce("href=\"" + LINUS + "\"")
                .contains("Last session: Tuesday, 3 March 2026, 08:30 (Japan Standard Time, GMT+9)", "2 sessions")
                .containsSubsequence(LINUS, GRACE, "1 session");
        assertThat(StubApi.asked())
                .anyMatch(asked -> asked.uri().contains("role=mentor")
                        && asked.uri().contains("status=completed")
                        && asked.uri().contains("sort=-start_time"));
    }

    @Test
    void leadsToEarlierSessionsAndBack() {
        StubApi.on(
                "GET",
                "/sessions",
                MentorSamples.list(SessionSamples.session(51, "completed", LAST))
                        .put("next_cursor", "WyIyMDI3Il0="));

        assertThat(given().get("/mentees").asString()).contains("href=\"/mentees?cursor=WyIyMDI3Il0%3D\"");
        assertThat(given().queryParam("cursor", "WyIyMDI3Il0=").get("/mentees").asString())
                .contains("href=\"/mentees\"");
        assertThat(StubApi.asked()).anyMatch(asked -> asked.uri().contains("cursor=WyIyMDI3Il0"));
    }

    @Test
    void showsWhatSomebodySaysAndTheSessionsWithThisMentor() {
        var page = given().get(LINUS).asString();

        assertThat(page)
                .contains("Learns how compilers work.", "<bdi>https://www.linkedin.com/in/linus</bdi>")
                .contains("/bookings/" + Samples.id(61), "/bookings/" + Samples.id(62))
                .doesNotContain("/bookings/" + Samples.id(63), "/bookings/" + Samples.id(64));
    }

    @Test
    void showsWhoHasWrittenNothingAndWhoIsNotMetYet() {
        assertThat(given().get(GRACE).asString())
                .contains("Grace Hopper has not written anything yet.", "/bookings/" + Samples.id(63));
        StubApi.on("GET", "/sessions", MentorSamples.list());
        assertThat(given().get(LINUS).asString()).contains("Learns how compilers work.", "No session together yet.");
        assertThat(given().get(GRACE).statusCode()).isEqualTo(404);
    }

    @Test
    void saysWhatIsMissingAndWhereNobodyWasMet() {
        StubApi.on("GET", "/sessions", MentorSamples.list());
        assertThat(given().get("/mentees").asString()).contains("You have not met anybody yet");

        StubApi.refuse("GET", "/sessions", 503, "unavailable");
        assertThat(given().get("/mentees").asString()).contains("Mentees you have met</strong> cannot be shown");
        assertThat(given().get(LINUS).asString()).contains("Learns how compilers work.", "cannot be shown just now");
        assertThat(given().get(GRACE).statusCode()).isEqualTo(503);
    }

    @Test
    void saysNothingOfSomebodyWhoseProfileCannotBeRead() {
        StubApi.refuse("GET", "/mentees/.*", 503, "unavailable");

        assertThat(given().get(LINUS).asString())
                .contains("<h1><bdi>Linus Tall</bdi></h1>", "cannot be shown just now")
                .doesNotContain("has not written anything yet");
        StubApi.on("GET", "/sessions", MentorSamples.list());
        assertThat(given().get(LINUS).statusCode()).isEqualTo(503);
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void areForMentorsAlone() {
        assertThat(given().get("/mentees").statusCode()).isEqualTo(403);
        assertThat(given().get(LINUS).statusCode()).isEqualTo(403);
    }

    @Test
    void areReachedFromARequest() {
        StubApi.reset();
        RequestSamples.stub();

        assertThat(given().get("/requests").asString()).contains("href=\"/mentees/");
        assertThat(given().get("/agenda").asString()).contains("href=\"/mentees\"");
    }
}
