package org.mentoring.web.book;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.ClockChanges;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.WebForms;
import org.mentoring.web.agenda.SessionSamples;
import org.mentoring.web.requests.RequestSamples;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.web.book.BookSamples.BOOK;

/** Times on both sides of a change of clocks, with the offset that they have themselves. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
class SeasonsTest {

    /** Which has another offset than now. */
    private static final LocalDate OTHER_SEASON =
            ClockChanges.first().getDateTimeAfter().toLocalDate().plusDays(3);

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
        SessionSamples.stub();
        BookSamples.holds();
        StubApi.on("GET", "/bookings", BookSamples.page());
    }

    private static Instant inBerlin(LocalDate date, LocalTime time) {
        return date.atTime(time).atZone(ClockChanges.BERLIN).toInstant();
    }

    private static String get(String address) {
        return given().urlEncodingEnabled(false)
                .cookie("zone", "Europe%2FBerlin")
                .get(address)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static String name(Instant instant) {
        var summer = ClockChanges.BERLIN.getRules().isDaylightSavings(instant);
        return "Central European " + (summer ? "Summer Time, GMT+2" : "Standard Time, GMT+1");
    }

    @Test
    void namesTheOffsetOfTheDayThatIsShown() {
        var start = inBerlin(OTHER_SEASON, LocalTime.of(9, 0));
        BookSamples.offer(List.of(start), false);

        assertThat(name(start)).isNotEqualTo(name(Instant.now()));
        assertThat(get(BOOK + "?day=" + OTHER_SEASON)).contains("Times in " + name(start));
    }

    @Test
    void namesNoOffsetBesideTimesThatHaveSeveral() {
        var mentor = Samples.id(97);
        StubApi.on("GET", "/mentors/" + mentor, Samples.mentor(mentor, "Grace Hopper"));
        var before = ClockChanges.first().getInstant().minus(5, ChronoUnit.HOURS);
        StubApi.on("GET", "/slots", Samples.slots(before.minus(1, ChronoUnit.HOURS)));
        assertThat(get("/mentors/" + mentor)).contains("Times in " + name(before));

        var other = Samples.id(96);
        StubApi.on("GET", "/mentors/" + other, Samples.mentor(other, "Alan Turing"));
        StubApi.on(
                "GET", "/slots", Samples.slots(ClockChanges.first().getInstant().minus(2, ChronoUnit.HOURS)));
        assertThat(get("/mentors/" + other)).contains("Times in Central European Time<");
    }

    @Test
    void namesTheOffsetOfTheNearestTimesInPlaceOfOneThatIsGone() {
        var near = inBerlin(OTHER_SEASON, LocalTime.of(10, 0));
        BookSamples.offer(List.of(near), false);

        assertThat(get(BOOK + "?start=" + inBerlin(OTHER_SEASON, LocalTime.of(9, 0))))
                .containsSubsequence("The nearest free times", "Times in " + name(near));
    }

    @Test
    @TestSecurity(user = "ada", roles = "mentor")
    void namesTheOffsetOfTheSessionsInTheAgendaAndOfThePreview() {
        var start = inBerlin(OTHER_SEASON, LocalTime.of(9, 0));
        StubApi.on("GET", "/sessions", MentorSamples.list(SessionSamples.session(52, "upcoming", start)));
        StubApi.on("GET", "/slots", Samples.slots(start));

        assertThat(get("/agenda?date=" + OTHER_SEASON)).contains("Times in " + name(start));
        assertThat(get("/availability?see=Europe/Berlin"))
                .contains("as last saved, in Berlin (" + name(start) + ")")
                .contains("All hours are in the time zone of Berlin (Central European Time)");
    }

    @Test
    @TestSecurity(user = "ada", roles = "mentor")
    void namesTheOffsetAtTheStartAndTheEndOfASessionInWhichClocksChange() {
        var change = ClockChanges.back().getInstant();
        var before = change.minus(30, ChronoUnit.MINUTES);
        StubApi.on("GET", "/sessions", MentorSamples.list(SessionSamples.session(52, "upcoming", before)));
        StubApi.on("GET", "/bookings/" + Samples.id(62), RequestSamples.booking(62, "confirmed", before));

        assertThat(get("/agenda?date=" + ClockChanges.back().getDateTimeAfter().toLocalDate()))
                .containsPattern(">2:30.AM.GMT\\+2 – 2:30.AM.GMT\\+1<")
                .contains("Times in Central European Time<");
        assertThat(get("/bookings/" + Samples.id(62)))
                .containsPattern(", 2:30.AM.GMT\\+2 – 2:30.AM.GMT\\+1 \\(Central European Time\\)");
    }

    @Test
    void leavesNoTimeOutOnTheDayThatHasAnHourLess() {
        var change = ClockChanges.forward();
        var offered = List.of(change.getInstant().minus(1, ChronoUnit.HOURS), change.getInstant());
        BookSamples.offer(offered, false);

        assertThat(get(BOOK + "?day=" + change.getDateTimeAfter().toLocalDate()))
                .contains("2 free times", "datetime=\"" + offered.getFirst(), "datetime=\"" + offered.getLast())
                .containsPattern(">1:00.AM</time>")
                .containsPattern(">3:00.AM</time>");
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void booksEachOfTheTwoTimesThatClocksShowAlike() {
        var second = ClockChanges.back().getInstant();
        var both = List.of(second.minus(1, ChronoUnit.HOURS), second);
        BookSamples.offer(both, false);
        StubApi.on("POST", "/bookings", BookSamples.booking(second, "confirmed"));

        assertThat(get(BOOK + "?day=" + ClockChanges.back().getDateTimeAfter().toLocalDate()))
                .contains("2 free times", ">GMT+2<", ">GMT+1<");
        for (var start : both) {
            assertThat(get(BOOK + "?start=" + start))
                    .contains(
                            "2:00\u00A0AM",
                            start.equals(second) ? name(second) : "GMT+2 – ",
                            "value=\"" + start + "\"");
            assertThat(WebForms.filled("/")
                            .redirects()
                            .follow(false)
                            .formParam("start", start.toString())
                            .post(BOOK)
                            .statusCode())
                    .isEqualTo(303);
        }
        assertThat(StubApi.asked().stream()
                        .filter(asked -> asked.method().equals("POST"))
                        .map(asked -> new JsonObject(asked.body()).getString("start_time")))
                .containsExactlyElementsOf(both.stream().map(Instant::toString).toList());
    }
}
