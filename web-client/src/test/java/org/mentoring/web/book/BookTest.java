package org.mentoring.web.book;

import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.WebForms;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.mentoring.web.book.BookCalls.form;
import static org.mentoring.web.book.BookCalls.get;
import static org.mentoring.web.book.BookSamples.BOOK;
import static org.mentoring.web.book.BookSamples.BOOKING;
import static org.mentoring.web.book.BookSamples.at;
import static org.mentoring.web.book.BookSamples.booking;

/** The form in which a session is booked, and what comes of sending it. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
class BookTest {

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
        BookSamples.offer(BookSamples.usual(), false);
        BookSamples.holds();
        StubApi.on("GET", "/bookings", BookSamples.page());
    }

    @Test
    void asksVisitorsToSignInOnlyOnceATimeIsChosen() {
        BookSamples.offer(BookSamples.usual(), true);

        assertThat(get(form()))
                .contains("Sign in and go on", "/sign-in?to=%2Fmentors%2F" + Samples.ADA)
                .contains("answers requests personally", "60 minutes");
        assertThat(StubApi.asked()).noneMatch(asked -> asked.method().equals("POST"));
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void pointsOutWhatIsStandingWithTheSameMentor() {
        StubApi.on("GET", "/bookings", BookSamples.page(booking(at(19), "pending")));

        assertThat(get(form())).contains("You have already asked", "/bookings/" + BOOKING);
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void saysThatTheVisitorHasAnotherSessionRatherThanThatSomebodyElseTookTheTime() {
        BookSamples.offer(List.of(at(10), at(14)), false);
        StubApi.on("GET", "/bookings", request -> {
            var then = at(9).toString().equals(request.getParam("from"))
                    && at(10).toString().equals(request.getParam("to"));
            var found = then ? BookSamples.page(booking(at(9), "confirmed")) : BookSamples.page();
            return new StubApi.Answer(200, "application/json", found.encode());
        });
        assertThat(get(form()))
                .contains("You have another session at this time", "The nearest free times")
                .doesNotContain("Somebody else");

        StubApi.on("GET", "/bookings", BookSamples.page(booking(at(9), "cancelled")));
        assertThat(get(form())).contains("Somebody else has just booked this time");
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void booksWithTheKeyOfTheFormAndLeadsToTheBooking() {
        StubApi.on("POST", "/bookings", booking(at(9), "confirmed"));

        send("How do I begin?", "key-1").statusCode(303).header("Location", endsWith("/bookings/" + BOOKING));

        var sent = StubApi.asked().stream()
                .filter(asked -> asked.method().equals("POST") && asked.uri().endsWith("/bookings"))
                .findFirst()
                .orElseThrow();
        assertThat(sent.headers()).containsEntry("idempotency-key", "key-1");
        assertThat(new JsonObject(sent.body()))
                .isEqualTo(new JsonObject()
                        .put("mentor_id", Samples.ADA)
                        .put("start_time", at(9).toString())
                        .put("session_type", "Mentoring session")
                        .put("note", "How do I begin?")
                        .put("time_zone", null));
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void keepsTheNoteAndOffersTheNearestTimesWhereSomebodyWasFaster() {
        StubApi.refuse("POST", "/bookings", 409, "slot-taken");

        var page = send("How do I <begin>?", "key-1").statusCode(422).extract().asString();

        assertThat(page)
                .contains("<title>Error:", "Somebody else has just booked this time", "How do I &lt;begin&gt;?")
                .contains("type=\"radio\" name=\"start\" id=\"start-0\" value=\"" + at(10) + "\"")
                .doesNotContain("value=\"" + at(9) + "\"");
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void keepsTheNoteWhereItsTypeOfSessionIsNoLongerOffered() {
        StubApi.on(
                "GET",
                "/slots",
                request -> request.getParam("session_type") == null
                        ? new StubApi.Answer(
                                200,
                                "application/json",
                                BookSamples.offered(new JsonArray().add(BookSamples.slot(at(10))), false)
                                        .encode())
                        : new StubApi.Answer(
                                422,
                                "application/problem+json",
                                "{\"type\":\"urn:problem-type:mentoring:invalid\",\"status\":422}"));
        StubApi.refuse("POST", "/bookings", 422, "invalid");

        var answer = send("My note", "key-1").statusCode(422).extract();

        assertThat(answer.asString())
                .contains("The mentor does not offer this time any more", "value=\"" + at(10) + "\"");
        assertThat(given().urlEncodingEnabled(false)
                        .cookie("draft", answer.cookie("draft"))
                        .get(BOOK + "?start=" + at(10).toString().replace(":", "%3A"))
                        .asString())
                .contains("My note</textarea>");
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void keepsTheNoteWhereTheBookingIsRefusedOrTheServiceIsDown() {
        BookSamples.holds(BookSamples.hold(at(9)));
        StubApi.refuse("POST", "/bookings", 429, "too-many-bookings");
        assertThat(send("My note", "key-1").statusCode(422).extract().asString())
                .contains("as many open sessions as are possible", "My note", "Held for you until");

        StubApi.refuse("POST", "/bookings", 503, "unavailable");
        assertThat(send("My note", "key-2").statusCode(503).extract().asString())
                .contains("It is not known whether this was saved", "My note");
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void countsTheNoteInCharactersWhateverTheyTakeInBytes() {
        StubApi.on("POST", "/bookings", booking(at(9), "pending"));

        send("म".repeat(2000), "key-1").statusCode(303);
        assertThat(send("म".repeat(2001), "key-2").statusCode(422).extract().asString())
                .contains("longer than 2,000 characters");
    }

    @Test
    @TestSecurity(user = "ada", roles = "mentor")
    @OidcSecurity(claims = @Claim(key = "sub", value = Samples.ADA))
    void showsMentorsTheirOwnPageAsMenteesSeeIt() {
        assertThat(get(form())).contains("This is your own page").doesNotContain("Book the session");
    }

    /** The gateway counts what a person books by the API, and cannot tell whose form it is. */
    @Test
    @TestSecurity(user = "ken", roles = "mentee")
    @OidcSecurity(claims = @Claim(key = "sub", value = "0197c1e2-1d2c-7a10-8f00-0000000000fe"))
    void booksNoMoreInAMinuteThanByTheApi() {
        StubApi.on("POST", "/bookings", booking(at(9), "confirmed"));
        for (var booked = 0; booked < 60; booked++) {
            send("How do I begin?", "key-" + booked).statusCode(303);
        }

        assertThat(send("My long note", "key-60").statusCode(429).extract().asString())
                .contains("Too many requests", "My long note");
        assertThat(StubApi.asked())
                .filteredOn(asked -> asked.method().equals("POST"))
                .hasSize(60);
        WebForms.filled("/")
                .redirects()
                .follow(false)
                .formParam("start", at(9).toString())
                .post(BOOK + "/hold")
                .then()
                .statusCode(303);
    }

    @Test
    void losesNothingWhereTheSessionIsOver() {
        assertThat(send("My long note", "key-1").statusCode(401).extract().asString())
                .contains("My long note");
    }

    private static ValidatableResponse send(String note, String key) {
        return WebForms.filled("/")
                .redirects()
                .follow(false)
                .formParam("type", "Mentoring session")
                .formParam("start", at(9).toString())
                .formParam("note", note)
                .formParam("form_key", key)
                .post(BOOK)
                .then();
    }
}
