package org.mentoring.web.bookings;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.book.BookSamples;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.mentoring.web.book.BookSamples.LINUS;
import static org.mentoring.web.book.BookSamples.booking;
import static org.mentoring.web.bookings.BookingPageCalls.PAGE;
import static org.mentoring.web.bookings.BookingPageCalls.get;
import static org.mentoring.web.bookings.BookingPageCalls.post;
import static org.mentoring.web.bookings.BookingPageCalls.sent;
import static org.mentoring.web.bookings.BookingPageCalls.stands;

/** A session that has begun or is over: its end, its review, and reports that somebody did not come. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "linus", roles = "mentee")
@OidcSecurity(claims = @Claim(key = "sub", value = LINUS))
class BookingPageSessionTest {

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
        BookSamples.offer(BookSamples.usual(), false);
    }

    @Test
    void leadsToTheReviewOnceTheSessionIsOver() {
        stands(booking(Instant.now().minus(3, ChronoUnit.HOURS), "confirmed"));
        StubApi.on("GET", "/sessions/" + Samples.id(81), BookSamples.session("completed"));

        assertThat(get(PAGE))
                .contains("Over", "/sessions/" + Samples.id(81) + "/review")
                .doesNotContain(">Move<");
    }

    @Test
    void letsOneReportThatTheOtherSideDidNotComeAndObjectToBeingReported() {
        stands(booking(Instant.now().minus(3, ChronoUnit.HOURS), "confirmed"));
        var session = "/sessions/" + Samples.id(81);
        StubApi.on("GET", session, BookSamples.session("completed"));
        StubApi.on("POST", session + "/no-show", BookSamples.session("no-show"));
        StubApi.on("POST", session + "/contest", BookSamples.session("no-show"));

        assertThat(get(PAGE)).contains("Ada Lovelace did not come", "Report it");
        post(PAGE + "/no-show").statusCode(303).header("Location", endsWith(PAGE));
        assertThat(sent().body()).isEqualTo("{\"absent\":null}");

        StubApi.on(
                "GET",
                session,
                BookSamples.session("no-show")
                        .put("absent", "mentee")
                        .put("reported_by", "mentor")
                        .put("reported_at", Instant.now().toString())
                        .put(
                                "contestable_until",
                                Instant.now().plus(6, ChronoUnit.DAYS).toString()));
        assertThat(get(PAGE))
                .contains("reported that you did not come", "You can object until")
                .doesNotContain("Write a review");
        for (var reason : new String[] {"I was <there>", "ع".repeat(1001)}) {
            StubApi.refuse("POST", session + "/contest", 422, "invalid");
            assertThat(post(PAGE + "/contest", "reason", reason)
                            .statusCode(422)
                            .extract()
                            .asString())
                    .contains(reason.replace("<", "&lt;").replace(">", "&gt;") + "</textarea>", "<title>Error:");
        }
        StubApi.on("POST", session + "/contest", BookSamples.session("no-show"));
        post(PAGE + "/contest", "reason", "I was there").statusCode(303);
        assertThat(sent().body()).isEqualTo("{\"reason\":\"I was there\"}");
    }

    @Test
    @OidcSecurity(claims = @Claim(key = "sub", value = Samples.ADA))
    void letsTheMentorEndASessionThatHasBegun() {
        stands(booking(Instant.now().minus(10, ChronoUnit.MINUTES), "confirmed"));
        var session = "/sessions/" + Samples.id(81);
        StubApi.on("GET", session, BookSamples.session("active"));
        StubApi.on("POST", session + "/complete", BookSamples.session("completed"));

        assertThat(get(PAGE)).contains("End the session", "Linus Torvalds did not come");
        post(PAGE + "/complete").statusCode(303).header("Location", endsWith(PAGE));
        assertThat(sent().uri()).endsWith(session + "/complete");

        StubApi.on("GET", session, BookSamples.session("completed"));
        assertThat(get(PAGE)).doesNotContain("End the session");
    }

    @Test
    @OidcSecurity(claims = @Claim(key = "sub", value = Samples.ADA))
    void showsTheFirstResultToAFormThatIsSentAgain() {
        stands(booking(Instant.now().minus(10, ChronoUnit.MINUTES), "confirmed"));
        var session = "/sessions/" + Samples.id(81);
        StubApi.refuse("POST", session + "/(complete|no-show|contest)", 409, "conflict");

        StubApi.on("GET", session, BookSamples.session("completed"));
        assertThat(saidAfter("/complete")).contains("The session is marked as over.");
        assertThat(saidAfter("/no-show")).contains("Nothing was changed.");

        StubApi.on("GET", session, BookSamples.session("no-show").put("reported_by", "mentor"));
        assertThat(saidAfter("/no-show")).contains("It is reported.");
        assertThat(saidAfter("/complete")).contains("Nothing was changed.");

        StubApi.on(
                "GET",
                session,
                BookSamples.session("no-show")
                        .put("reported_by", "mentee")
                        .put("contested_by", "mentor")
                        .put("contest_reason", "I was there"));
        assertThat(saidAfter("/contest", "reason", "I was there")).contains("Your objection is sent.");
        post(PAGE + "/contest", "reason", "I was early").statusCode(422);
    }

    /** On the page to which the form leads. */
    private static String saidAfter(String act, String... fields) {
        var flash = post(PAGE + act, fields).statusCode(303).extract().cookie("flash");
        return given().cookie("flash", flash).get(PAGE).asString();
    }

    @Test
    void offersNobodyElseToEndASession() {
        stands(booking(Instant.now().minus(10, ChronoUnit.MINUTES), "confirmed"));
        StubApi.on("GET", "/sessions/" + Samples.id(81), BookSamples.session("active"));

        assertThat(get(PAGE)).doesNotContain("End the session", "Write a review");
    }
}
