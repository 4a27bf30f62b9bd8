package org.mentoring.web.bookings;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

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
import org.mentoring.web.ClockChanges;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.WebForms;
import org.mentoring.web.book.BookSamples;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.mentoring.web.book.BookSamples.BOOKING;
import static org.mentoring.web.book.BookSamples.LINUS;
import static org.mentoring.web.book.BookSamples.asked;
import static org.mentoring.web.book.BookSamples.at;
import static org.mentoring.web.book.BookSamples.booking;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "linus", roles = "mentee")
@OidcSecurity(claims = @Claim(key = "sub", value = LINUS))
class BookingPageTest {

    private static final String PAGE = "/bookings/" + BOOKING;

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
        BookSamples.offer(BookSamples.usual(), false);
    }

    private static void stands(JsonObject booking) {
        StubApi.on("GET", PAGE, booking);
    }

    private static JsonObject proposal(String by) {
        return new JsonObject()
                .put("start_time", at(15).toString())
                .put("end_time", at(16).toString())
                .put("proposed_by", by)
                .put("expires_at", at(8).toString())
                .put("reason", "The train");
    }

    private static String get(String path) {
        return given().get(path).then().statusCode(200).extract().asString();
    }

    private static ValidatableResponse post(String path, String... fields) {
        var form = WebForms.filled("/").redirects().follow(false).formParam("form_key", "key-1");
        for (var i = 0; i < fields.length; i += 2) {
            form.formParam(fields[i], fields[i + 1]);
        }
        return form.post(path).then();
    }

    private static StubApi.Asked sent() {
        return StubApi.asked().stream()
                .filter(asked -> asked.method().equals("POST"))
                .reduce((one, later) -> later)
                .orElseThrow();
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

    @Test
    void saysWhoMustAnswerARequestByWhenAndShowsNoLinkYet() {
        stands(booking(at(9), "pending"));

        assertThat(get(PAGE))
                .contains("Waiting for an answer", "Ada Lovelace answers until", PAGE + "/cancel")
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
        post(PAGE + "/accept").statusCode(303).header("Location", endsWith(PAGE));
        assertThat(sent().headers()).containsEntry("idempotency-key", "key-1");
        post(PAGE + "/decline", "reason", "On leave").statusCode(303);
        assertThat(sent().body()).isEqualTo("{\"reason\":\"On leave\"}");
    }

    @Test
    void showsTheMenteeWhatTheMentorAsksAndSendsTheAnswer() {
        stands(asked("C, since 1988", null));
        StubApi.on("POST", PAGE + "/answer", asked("C, since 1988", "Yes"));

        assertThat(get(PAGE))
                .containsSubsequence(
                        "Ada Lovelace asks</h2>", "And since when?", "Ada Lovelace can decide until", "Your answer")
                .containsSubsequence("Questions and answers", "And since when?", "You answered", "C, since 1988")
                .doesNotContain("There is no answer.", "Ask a question");
        post(PAGE + "/answer", "answer", "Yes,\r\nI do.").statusCode(303).header("Location", endsWith(PAGE));
        assertThat(sent().uri()).endsWith(PAGE + "/answer");
        assertThat(sent().headers()).containsEntry("idempotency-key", "key-1");
        assertThat(new JsonObject(sent().body())).isEqualTo(new JsonObject().put("answer", "Yes,\nI do."));
    }

    @Test
    @OidcSecurity(claims = @Claim(key = "sub", value = Samples.ADA))
    void letsTheMentorAskBeforeDeciding() {
        stands(asked("C, since 1988"));
        StubApi.on("POST", PAGE + "/question", asked("C, since 1988", null));

        assertThat(get(PAGE))
                .contains("action=\"" + PAGE + "/question\"", "The request still ends at this time")
                .containsSubsequence("You asked", "And since when?", "Linus Torvalds answered", "C, since 1988");
        post(PAGE + "/question", "question", "Why me?").statusCode(303).header("Location", endsWith(PAGE));
        assertThat(sent().headers()).containsEntry("idempotency-key", "key-1");
        assertThat(new JsonObject(sent().body())).isEqualTo(new JsonObject().put("question", "Why me?"));
    }

    @Test
    @OidcSecurity(claims = @Claim(key = "sub", value = Samples.ADA))
    void offersNoQuestionWhileOneIsOpenOrAfterTheThird() {
        stands(asked("C", null));
        assertThat(get(PAGE))
                .contains("The answer to your question is still to come.", "There is no answer.", ">Accept<")
                .doesNotContain("action=\"" + PAGE + "/question\"");

        stands(asked("C", "Yes", "No"));
        assertThat(get(PAGE)).contains(">Accept<").doesNotContain("action=\"" + PAGE + "/question\"", "still to come");
    }

    @Test
    void keepsQuestionsOfARequestThatIsDecided() {
        stands(asked("C, since 1988", null).put("status", "confirmed").put("question_open", false));

        assertThat(get(PAGE))
                .contains("C, since 1988", "There is no answer.")
                .doesNotContain(PAGE + "/answer", PAGE + "/question");
    }

    @Test
    void givesAnAnswerBackThatIsEmptyTooLongOrRefused() {
        stands(asked((String) null));

        assertThat(post(PAGE + "/answer", "answer", " ")
                        .statusCode(422)
                        .extract()
                        .asString())
                .contains("href=\"#answer\"", "Write your answer first.");
        assertThat(post(PAGE + "/answer", "answer", "😀".repeat(2001))
                        .statusCode(422)
                        .extract()
                        .asString())
                .contains("longer than 2,000 characters")
                .containsPattern("<textarea id=\"answer\"[^>]*aria-invalid=\"true\"[^>]*>(😀){2001}<");
        assertThat(StubApi.asked()).noneMatch(asked -> asked.method().equals("POST"));

        StubApi.refuse("POST", PAGE + "/answer", 409, "no-question");
        assertThat(post(PAGE + "/answer", "answer", "Since 1988")
                        .statusCode(422)
                        .extract()
                        .asString())
                .contains("There is no question to answer any more.", ">Since 1988</textarea>");
    }

    @Test
    @OidcSecurity(claims = @Claim(key = "sub", value = Samples.ADA))
    void givesAQuestionBackThatIsRefusedWithItsFormOpen() {
        stands(booking(at(9), "pending"));
        StubApi.refuse("POST", PAGE + "/question", 409, "too-many-questions");

        assertThat(post(PAGE + "/question", "question", "Why me?")
                        .statusCode(422)
                        .extract()
                        .asString())
                .contains("You have asked three questions about this request.", ">Why me?</textarea>")
                .containsPattern("<details class=\"reveal\" open><summary[^>]*>Ask a question")
                .containsPattern("<details class=\"reveal\"><summary[^>]*>Decline");
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
    void offersNobodyElseToEndASession() {
        stands(booking(Instant.now().minus(10, ChronoUnit.MINUTES), "confirmed"));
        StubApi.on("GET", "/sessions/" + Samples.id(81), BookSamples.session("active"));

        assertThat(get(PAGE)).doesNotContain("End the session", "Write a review");
    }

    @Test
    void asksBeforeItCancelsAndTellsTheApiWhy() {
        stands(booking(at(9), "confirmed"));
        StubApi.on("POST", PAGE + "/cancel", booking(at(9), "cancelled"));

        assertThat(get(PAGE + "/cancel")).contains("Keep session", "becomes free for others", "Why?");
        assertThat(StubApi.asked()).noneMatch(asked -> asked.method().equals("POST"));

        post(PAGE + "/cancel", "reason", "I am ill").statusCode(303).header("Location", endsWith(PAGE));
        assertThat(sent().body()).isEqualTo("{\"reason\":\"I am ill\"}");
        assertThat(sent().headers()).containsEntry("idempotency-key", "key-1");
    }

    @Test
    void keepsTheReasonWhereTheCancellationIsRefused() {
        stands(booking(at(9), "confirmed"));
        StubApi.refuse("POST", PAGE + "/cancel", 409, "too-late");

        assertThat(post(PAGE + "/cancel", "reason", "I am <ill>")
                        .statusCode(422)
                        .extract()
                        .asString())
                .contains("It is too late for this.", "I am &lt;ill&gt;", "Keep session");
        assertThat(post(PAGE + "/cancel", "reason", "ع".repeat(501))
                        .statusCode(422)
                        .extract()
                        .asString())
                .contains("longer than 500 characters");
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
    void countsALineBreakInAReasonAsOneCharacter() {
        stands(booking(at(9), "confirmed"));
        StubApi.on("POST", PAGE + "/cancel", booking(at(9), "cancelled"));

        post(PAGE + "/cancel", "reason", "😀".repeat(249) + "\r\n" + "ह".repeat(250))
                .statusCode(303);
        assertThat(new JsonObject(sent().body()).getString("reason"))
                .isEqualTo("😀".repeat(249) + "\n" + "ह".repeat(250));
    }

    @Test
    void answersAnUnknownBookingWithAPage() {
        assertThat(given().get(PAGE).then().statusCode(404).extract().asString())
                .contains("This page does not exist");
        given().get("/bookings/nonsense").then().statusCode(404);
    }
}
