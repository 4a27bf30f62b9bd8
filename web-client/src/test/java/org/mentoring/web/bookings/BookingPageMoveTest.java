package org.mentoring.web.bookings;

import java.time.LocalDateTime;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.ClockChanges;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.book.BookSamples;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.mentoring.web.book.BookSamples.BOOKING;
import static org.mentoring.web.book.BookSamples.LINUS;
import static org.mentoring.web.book.BookSamples.at;
import static org.mentoring.web.book.BookSamples.booking;
import static org.mentoring.web.bookings.BookingPageCalls.PAGE;
import static org.mentoring.web.bookings.BookingPageCalls.get;
import static org.mentoring.web.bookings.BookingPageCalls.post;
import static org.mentoring.web.bookings.BookingPageCalls.proposal;
import static org.mentoring.web.bookings.BookingPageCalls.sent;
import static org.mentoring.web.bookings.BookingPageCalls.stands;

/** Another time for a session: how it is chosen, proposed and answered. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "linus", roles = "mentee")
@OidcSecurity(claims = @Claim(key = "sub", value = LINUS))
class BookingPageMoveTest {

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
        BookSamples.offer(BookSamples.usual(), false);
    }

    @Test
    void showsAProposedTimeToWhoMustAnswerAndAcceptsTheOneThatWasShown() {
        stands(booking(at(9), "confirmed").put("proposal", proposal("mentor")));
        StubApi.on("POST", PAGE + "/proposal/accept", booking(at(15), "confirmed"));
        StubApi.on("POST", PAGE + "/proposal/decline", booking(at(9), "confirmed"));

        assertThat(get(PAGE)).contains("Ada Lovelace proposes another time", "The train", "Accept this time", "15:00");
        post(PAGE + "/proposal/accept", "start", at(15).toString()).statusCode(303);
        assertThat(new JsonObject(sent().body()).getString("start_time")).isEqualTo(at(15).toString());
        post(PAGE + "/proposal/decline", "reason", "").statusCode(303);
        assertThat(sent().body()).isEqualTo("{\"reason\":null}");
    }

    @Test
    void letsWhoProposedWithdraw() {
        stands(booking(at(9), "confirmed").put("proposal", proposal("mentee")));
        StubApi.on("POST", PAGE + "/proposal/withdraw", booking(at(9), "confirmed"));

        assertThat(get(PAGE)).contains("You have proposed another time").doesNotContain("Accept this time");
        post(PAGE + "/proposal/withdraw").statusCode(303);
        assertThat(sent().uri()).endsWith("/proposal/withdraw");
    }

    @Test
    void marksTheOldTimeWhereASessionIsMovedAndShowsBothBeforeTheEnd() {
        stands(booking(at(9), "confirmed"));

        var times = get(PAGE + "/move");
        assertThat(times)
                .contains("your time now", "id=\"at-" + at(10).getEpochSecond())
                .doesNotContain("id=\"at-" + at(9).getEpochSecond());
        assertThat(StubApi.asked()).anyMatch(asked -> asked.uri().contains("moving=" + BOOKING));

        assertThat(get(PAGE + "/move?start=" + at(10)))
                .contains("class=\"moved-from\"", "9:00", "10:00", "Leave it as it is");
    }

    @Test
    void showsBothTimesInTheZoneThatWasChosen() {
        stands(booking(at(9), "confirmed"));

        assertThat(get(PAGE + "/move?zone=Asia/Tokyo&start=" + at(10)))
                .containsPattern("class=\"moved-from\"[^<]*(<[^>]+>)*[^<]*6:00.PM[^<]*Japan")
                .containsPattern("7:00.PM[^<]*Japan");
        assertThat(get(PAGE + "/move?zone=Asia/Tokyo")).containsPattern("class=\"lead\"[^>]*>[^<]*Japan");
    }

    @Test
    void readsNoDateThatCannotBeComputedWith() {
        stands(booking(at(9), "confirmed"));

        given().urlEncodingEnabled(false)
                .get(PAGE + "/move?on=%2B999999999-12-31&at=10:00")
                .then()
                .statusCode(200);
    }

    @Test
    void movesWithTheKeyOfTheFormAndSaysWhereItIsOnlyProposed() {
        stands(booking(at(9), "confirmed"));
        StubApi.on("POST", PAGE + "/reschedule", moved(booking(at(10), "confirmed")));

        var answer = post(PAGE + "/move", "start", at(10).toString(), "reason", "Train")
                .statusCode(303)
                .header("Location", endsWith(PAGE))
                .extract();
        assertThat(new JsonObject(sent().body()))
                .isEqualTo(new JsonObject().put("start_time", at(10).toString()).put("reason", "Train"));
        assertThat(sent().headers()).containsEntry("idempotency-key", "key-1");
        assertThat(given().cookie("flash", answer.cookie("flash")).get(PAGE).asString())
                .contains("The session has its new time. It is outside your hours.");

        StubApi.on("POST", PAGE + "/propose", moved(booking(at(9), "confirmed").put("proposal", proposal("mentee"))));
        post(PAGE + "/propose", "start", at(15).toString()).statusCode(303);
        assertThat(sent().uri()).endsWith("/propose");
    }

    private static JsonObject moved(JsonObject booking) {
        return booking.put("warnings", new JsonArray().add("outside-hours"));
    }

    @Test
    void offersTheNearestTimesWhereTheNewTimeIsGone() {
        stands(booking(at(9), "confirmed"));
        StubApi.refuse("POST", PAGE + "/reschedule", 409, "slot-taken");

        assertThat(post(PAGE + "/move", "start", at(10).toString(), "reason", "Train")
                        .statusCode(422)
                        .extract()
                        .asString())
                .contains("Somebody else has just booked this time", "value=\"" + at(14) + "\"", "Train")
                .doesNotContain("value=\"" + at(10) + "\"");
    }

    @Test
    @OidcSecurity(claims = @Claim(key = "sub", value = Samples.ADA))
    void tellsAMentorWhoseOtherSessionIsInTheWay() {
        stands(booking(at(9), "confirmed"));

        StubApi.refuse("POST", PAGE + "/reschedule", 409, "mentee-busy");
        post(PAGE + "/move", "start", at(10).toString(), "reason", "Train")
                .statusCode(422)
                .body(containsString("Your mentee has another session then."));
        StubApi.refuse("POST", PAGE + "/reschedule", 409, "slot-taken");
        post(PAGE + "/move", "start", at(10).toString(), "reason", "Train")
                .statusCode(422)
                .body(containsString("You have another session then, or one that needs the time around it."));
    }

    @Test
    @OidcSecurity(claims = @Claim(key = "sub", value = Samples.ADA))
    void letsAMentorGiveATimeOutsideOfTheFreeOnes() {
        stands(booking(at(9), "confirmed"));

        assertThat(get(PAGE + "/move")).contains("A time outside of your free times");
        assertThat(get(PAGE + "/move?on=" + BookSamples.day() + "&at=21:30")).contains("9:30", "Leave it as it is");
        assertThat(get(PAGE + "/move?on=&at=21:30")).contains("Please give a day and a time.");
    }

    @Test
    @OidcSecurity(claims = @Claim(key = "sub", value = Samples.ADA))
    void takesATimeThatAMentorGivesInTheZoneThatIsShown() {
        stands(booking(at(9), "confirmed"));
        assertThat(given().cookie("zone", "Asia/Tokyo").get(PAGE + "/move").asString())
                .contains("name=\"zone\" value=\"Asia/Tokyo\" data-fixed");

        var day = BookSamples.day();
        assertThat(given().cookie("zone", "America/New_York")
                        .get(PAGE + "/move?on=" + day + "&at=18:30&zone=Asia/Tokyo")
                        .asString())
                .contains("name=\"start\" value=\"" + day + "T09:30:00Z\"");
    }

    @Test
    @OidcSecurity(claims = @Claim(key = "sub", value = Samples.ADA))
    void refusesATimeThatClocksSkipAndAsksWhichOneWhereTheyShowItTwice() {
        stands(booking(at(9), "confirmed"));
        var skipped = ClockChanges.forward().getDateTimeBefore();
        var twice = ClockChanges.back().getDateTimeAfter();

        assertThat(get(typed(skipped)))
                .contains("skip this time on that day", "type=\"date\" value=\"" + skipped.toLocalDate());
        assertThat(get(typed(twice))).contains("show this time twice", "id=\"which-1\"");
        var second = ClockChanges.back().getInstant();
        assertThat(get(typed(twice) + "&which=" + second)).contains("name=\"start\" value=\"" + second + "\"");
    }

    private static String typed(LocalDateTime time) {
        return PAGE + "/move?on=" + time.toLocalDate() + "&at=" + time.toLocalTime() + "&zone=Europe/Berlin";
    }
}
