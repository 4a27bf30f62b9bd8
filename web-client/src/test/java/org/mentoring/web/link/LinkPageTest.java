package org.mentoring.web.link;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.book.BookSamples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.mentoring.web.book.BookSamples.BOOKING;
import static org.mentoring.web.book.BookSamples.at;
import static org.mentoring.web.link.LinkPageCalls.opened;
import static org.mentoring.web.link.LinkPageCalls.post;
import static org.mentoring.web.link.LinkPageCalls.sent;
import static org.mentoring.web.link.LinkPageCalls.show;
import static org.mentoring.web.link.LinkPageCalls.stands;
import static org.mentoring.web.link.LinkSamples.PAGE;
import static org.mentoring.web.link.LinkSamples.TOKEN;
import static org.mentoring.web.link.LinkSamples.linked;
import static org.mentoring.web.link.LinkSamples.proposal;

/** Links of mails: a session without signing in. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
class LinkPageTest {

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
        BookSamples.offer(BookSamples.usual(), false);
    }

    @Test
    void showsTheSessionInTheZoneOfTheMail() {
        stands(linked("mentee", at(9), "confirmed"));

        var page = show();
        assertThat(page)
                .contains("Session with Ada Lovelace", "Booked", "Nepal Time", "Mentoring session", "60 minutes")
                .contains(PAGE + "/move", "action=\"" + PAGE + "/cancel\"", "data-delayed", "noindex")
                .contains("/sign-in?to=/bookings/" + BOOKING + "\"")
                .doesNotContain(TOKEN, "meet.example.org", "http-equiv");
        assertThat(StubApi.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.uri()).isEqualTo("/api/v1" + PAGE);
            assertThat(asked.headers()).containsEntry("booking-link", TOKEN).doesNotContainKey("authorization");
        });
        assertThat(opened().get(PAGE).headers().getValues("Cache-Control")).containsExactly("no-store");
    }

    @Test
    void cancelsWithAReason() {
        stands(linked("mentee", at(9), "confirmed"));
        StubApi.on("POST", PAGE + "/cancel", linked("mentee", at(9), "cancelled"));

        post("/cancel", "reason", "I am ill").statusCode(303).header("Location", endsWith(PAGE));

        assertThat(sent().headers())
                .containsEntry("booking-link", TOKEN)
                .containsEntry("idempotency-key", "key-1")
                .doesNotContainKey("authorization");
        assertThat(sent().body()).isEqualTo("{\"reason\":\"I am ill\"}");
    }

    @Test
    void tellsTheStateLater() {
        stands(linked("mentee", at(9), "cancelled"));
        assertThat(show())
                .contains("Cancelled", "You cancelled this session on Monday, November 2, 2026")
                .doesNotContain("<button class=\"button button-danger\"", PAGE + "/move");

        stands(linked("mentee", at(9), "cancelled").put("cancelled_by", "mentor"));
        assertThat(show()).contains("Ada Lovelace cancelled this session on");
        stands(linked("mentee", at(9), "cancelled").put("cancelled_by", "system"));
        assertThat(show()).contains("The platform cancelled this session on");
        stands(linked("mentee", at(9), "declined"));
        assertThat(show()).contains("Declined").doesNotContain("button-danger");
        stands(linked("mentee", Instant.now().minus(10, ChronoUnit.MINUTES), "confirmed"));
        assertThat(show()).contains("Under way").doesNotContain("button-danger", PAGE + "/move", "meet.example.org");
    }

    @Test
    void movesToAFreeTimeOfEveryone() {
        stands(linked("mentee", at(9), "confirmed"));
        StubApi.on("POST", PAGE + "/reschedule", linked("mentee", at(10), "confirmed"));

        assertThat(opened().get(PAGE + "/move").then().statusCode(200).extract().asString())
                .contains("Move the session with Ada Lovelace", PAGE + "/move?start=" + encoded(at(10)))
                .doesNotContain(TOKEN);
        assertThat(StubApi.asked())
                .filteredOn(asked -> asked.uri().contains("/slots"))
                .allSatisfy(asked -> assertThat(asked.uri()).doesNotContain("moving="));
        assertThat(opened().get(PAGE + "/move?start=" + at(10)).asString())
                .contains("value=\"" + at(10) + "\"", "data-delayed", "Ada Lovelace is told by mail.");

        post("/move", "start", at(10).toString(), "reason", "The train")
                .statusCode(303)
                .header("Location", endsWith(PAGE));
        assertThat(new JsonObject(sent().body()).getString("reason")).isEqualTo("The train");
        assertThat(Instant.parse(new JsonObject(sent().body()).getString("start_time")))
                .isEqualTo(at(10));
        assertThat(sent().headers()).containsEntry("booking-link", TOKEN).containsEntry("idempotency-key", "key-1");
    }

    @Test
    void saysThatTheMentorIsAskedAndWhatWasProposed() {
        BookSamples.offer(BookSamples.usual(), true);
        stands(linked("mentee", at(9), "confirmed"));
        assertThat(opened().get(PAGE + "/move?start=" + at(10)).asString()).contains("Ada Lovelace is asked by mail.");

        stands(linked("mentee", at(9), "confirmed").put("proposal", proposal(at(10), "mentee")));
        assertThat(show()).contains("You have proposed", PAGE + "/move");
        stands(linked("mentee", at(9), "confirmed").put("proposal", proposal(at(10), "mentor")));
        assertThat(show())
                .contains("Ada Lovelace proposes", "Sign in to answer", "button-danger")
                .doesNotContain(PAGE + "/move");
    }

    @Test
    void offersOtherTimesWhenSomebodyWasFaster() {
        stands(linked("mentee", at(9), "confirmed"));
        StubApi.refuse("POST", PAGE + "/reschedule", 409, "slot-taken");

        post("/move", "start", at(10).toString(), "reason", "The train")
                .statusCode(422)
                .body(containsString("Somebody else has just booked this time"))
                .body(containsString("The train"))
                .body(containsString("value=\"" + at(14) + "\""));
    }

    @Test
    void letsTheMentorCancelAndSignInForTheRest() {
        stands(linked("mentor", at(9), "confirmed"));
        assertThat(show())
                .contains("Session with Linus Torvalds", "Sign in to move it", "button-danger")
                .doesNotContain(PAGE + "/move");
        opened().redirects().follow(false).get(PAGE + "/move").then().statusCode(303);

        stands(linked("mentor", at(9), "pending"));
        assertThat(show())
                .contains("Sign in to accept or decline")
                .doesNotContain("button-danger", "/accept\"", "/decline\"");
    }

    /** The notice of changes is for what is agreed. */
    @Test
    void letsTheMenteeWithdrawARequestHoweverSoonItIs() {
        stands(linked("mentee", at(9), "pending")
                .put("changeable_until", Instant.now().minusSeconds(60).toString()));

        assertThat(show()).contains("button-danger", PAGE + "/move");
        opened().redirects().follow(false).get(PAGE + "/move").then().statusCode(200);
    }

    @Test
    void saysThatItIsTooLateAndKeepsWhatWasTyped() {
        stands(linked("mentee", at(9), "confirmed")
                .put("changeable_until", Instant.now().minusSeconds(60).toString()));
        assertThat(show()).contains("too late to move or cancel").doesNotContain("button-danger", PAGE + "/move");

        stands(linked("mentee", at(9), "confirmed"));
        StubApi.refuse("POST", PAGE + "/cancel", 409, "too-late");
        post("/cancel", "reason", "I am ill")
                .statusCode(422)
                .body(containsString("It is too late for this."))
                .body(containsString("I am ill"));
        post("/cancel", "reason", "x".repeat(501)).statusCode(422).body(containsString("500"));
    }

    @Test
    void keepsTheFormWhileTheServiceDoesNotAnswer() {
        stands(linked("mentee", at(9), "confirmed"));
        StubApi.refuse("POST", PAGE + "/cancel", 503, "unavailable");

        post("/cancel", "reason", "I am ill")
                .statusCode(503)
                .body(containsString("value=\"I am ill\""))
                .body(containsString("value=\"key-1\""));
    }

    private static String encoded(Instant start) {
        return start.toString().replace(":", "%3A");
    }
}
