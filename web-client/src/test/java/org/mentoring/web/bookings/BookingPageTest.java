package org.mentoring.web.bookings;

import java.time.Instant;

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
import static org.mentoring.web.book.BookSamples.at;
import static org.mentoring.web.book.BookSamples.booking;
import static org.mentoring.web.bookings.BookingPageCalls.PAGE;
import static org.mentoring.web.bookings.BookingPageCalls.get;
import static org.mentoring.web.bookings.BookingPageCalls.post;
import static org.mentoring.web.bookings.BookingPageCalls.sent;
import static org.mentoring.web.bookings.BookingPageCalls.stands;

/** What a session's own page shows each side, and what each may do there. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "linus", roles = "mentee")
@OidcSecurity(claims = @Claim(key = "sub", value = LINUS))
class BookingPageTest {

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
        BookSamples.offer(BookSamples.usual(), false);
    }

    @Test
    void showsABookedSessionWithItsLinkBothZonesAndCalendars() {
        stands(booking(at(9), "confirmed"));

        assertThat(get(PAGE))
                .contains(
                        "Session with Ada Lovelace", "Booked", "https://meet.example.org/ada-linus", "How do I begin?")
                .contains("data-countdown=\"" + at(9))
                .contains("dates=" + at(9).toString().replaceAll("[-:]", "") + "%2F")
                .contains(
                        "startdt=" + at(9).toString().replace(":", "%3A"),
                        "/invite.ics",
                        PAGE + "/move",
                        PAGE + "/cancel")
                .contains("/mentors/" + Samples.ADA + "/book?type=Mentoring+session");
    }

    /** Outlook shows a plus sign where other readers of addresses see a space. */
    @Test
    void writesSpacesInAddressesOfCalendarsAsNoCalendarMistakesThem() {
        stands(booking(at(9), "confirmed").put("mentor_name", "Ada + Lovelace"));

        assertThat(get(PAGE))
                .contains(
                        "subject=Mentoring%20session%20with%20Ada%20%2B%20Lovelace",
                        "text=Mentoring%20session%20with%20Ada%20%2B%20Lovelace");
    }

    @Test
    void saysWhoMustAnswerARequestByWhenAndShowsNoLinkYet() {
        stands(booking(at(9), "pending"));

        assertThat(get(PAGE))
                .contains("Waiting for an answer", "Ada Lovelace answers by", PAGE + "/cancel")
                .doesNotContain("meet.example.org", ">Accept<", "invite.ics");
    }

    /** The notice of changes is for what is agreed. */
    @Test
    void letsTheMenteeWithdrawARequestHoweverSoonItIs() {
        stands(booking(at(9), "pending")
                .put("changeable_until", Instant.now().minusSeconds(60).toString()));

        assertThat(get(PAGE)).contains(PAGE + "/cancel", PAGE + "/move");
        given().redirects().follow(false).get(PAGE + "/cancel").then().statusCode(200);
        given().redirects().follow(false).get(PAGE + "/move").then().statusCode(200);
    }

    @Test
    @OidcSecurity(claims = @Claim(key = "sub", value = Samples.ADA))
    void letsTheMentorAcceptDeclineOrProposeARequest() {
        stands(booking(at(9), "pending"));
        StubApi.on("POST", PAGE + "/accept", booking(at(9), "confirmed"));
        StubApi.on("POST", PAGE + "/decline", booking(at(9), "declined"));

        assertThat(get(PAGE))
                .contains("Session with Linus Torvalds", "waits for your answer", ">Accept<", PAGE + "/propose")
                .doesNotContain(PAGE + "/cancel");
        assertThat(get(PAGE)).containsPattern(PAGE + "/accept\">(?s:(?!</form>).)*name=\"start\" value=\"" + at(9));
        post(PAGE + "/accept", "start", at(9).toString()).statusCode(303).header("Location", endsWith(PAGE));
        assertThat(sent().headers()).containsEntry("idempotency-key", "key-1");
        assertThat(sent().body()).isEqualTo("{\"start_time\":\"" + at(9) + "\"}");
        post(PAGE + "/decline", "reason", "On leave").statusCode(303);
        assertThat(sent().body()).isEqualTo("{\"reason\":\"On leave\"}");
    }

    @Test
    void tellsWhyAnAnswerCameTooLateOnThePageAsItStandsNow() {
        stands(booking(at(9), "expired"));
        StubApi.refuse("POST", PAGE + "/accept", 409, "booking-not-open");

        assertThat(post(PAGE + "/accept").statusCode(422).extract().asString())
                .contains("has been answered already, or has expired", "Not answered", "no answer in time");
    }

    @Test
    void showsWhoCancelledOrDeclinedAndWhy() {
        stands(booking(at(9), "cancelled").put("cancelled_by", "mentor").put("reason", "I am ill, sorry."));
        assertThat(get(PAGE)).contains("Cancelled", "Ada Lovelace has cancelled it.", "I am ill, sorry.");

        stands(booking(at(9), "declined").put("reason", "On leave"));
        assertThat(get(PAGE)).contains("Declined", "On leave");
    }

    @Test
    void saysThatItIsTooLateAndOffersNothingThatWouldBeRefused() {
        stands(booking(at(9), "confirmed")
                .put("changeable_until", Instant.now().minusSeconds(60).toString()));

        assertThat(get(PAGE)).contains("too late to move or cancel").doesNotContain(PAGE + "/cancel");
        given().redirects().follow(false).get(PAGE + "/cancel").then().statusCode(303);
        given().redirects().follow(false).get(PAGE + "/move").then().statusCode(303);
    }

    @Test
    void passesTheCalendarFileOn() {
        StubApi.on(
                "GET",
                PAGE + "/invite.ics",
                request -> new StubApi.Answer(200, "text/calendar;charset=UTF-8", "BEGIN:VCALENDAR"));

        given().get(PAGE + "/invite.ics")
                .then()
                .statusCode(200)
                .contentType("text/calendar")
                .header("Content-Disposition", "attachment; filename=\"session.ics\"")
                .body(org.hamcrest.Matchers.equalTo("BEGIN:VCALENDAR"));
    }

    @Test
    @OidcSecurity(claims = @Claim(key = "sub", value = Samples.ADA))
    void leadsAMentorBackToWhereTheSessionIsListed() {
        stands(booking(at(9), "pending"));
        assertThat(get(PAGE)).contains("<p class=\"back\"><a href=\"/requests\">");

        stands(booking(at(9), "confirmed"));
        assertThat(get(PAGE)).contains("<p class=\"back\"><a href=\"/agenda\">");
    }

    @Test
    void leadsAMenteeBackToTheOwnSessions() {
        stands(booking(at(9), "pending"));

        assertThat(get(PAGE)).contains("<p class=\"back\"><a href=\"/bookings\">");
    }

    @Test
    void answersAnUnknownBookingWithAPage() {
        assertThat(given().get(PAGE).then().statusCode(404).extract().asString())
                .contains("This page does not exist");
        given().get("/bookings/nonsense").then().statusCode(404);
    }
}
