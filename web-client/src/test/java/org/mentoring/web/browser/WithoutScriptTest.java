package org.mentoring.web.browser;

import java.util.regex.Pattern;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.vertx.core.json.JsonArray;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.book.BookSamples;
import org.mentoring.web.requests.RequestSamples;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.mentoring.web.book.BookSamples.BOOKING;
import static org.mentoring.web.book.BookSamples.LINUS;
import static org.mentoring.web.book.BookSamples.at;
import static org.mentoring.web.book.BookSamples.booking;

/** What people do with sessions, in a browser that runs no script. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "linus", roles = "mentee")
@OidcSecurity(claims = @Claim(key = "sub", value = LINUS))
class WithoutScriptTest extends BrowserTest {

    private static final Setup PLAIN = Setup.of(1440, false).withoutScript();
    private static final String SESSION = "/bookings/" + BOOKING;
    private static final Pattern BACK = Pattern.compile(".*" + SESSION);

    @BeforeEach
    void stubABooking() {
        BookSamples.offer(BookSamples.usual(), false);
        StubApi.on("GET", SESSION, booking(at(9), "confirmed"));
    }

    @Test
    void cancelsASession() {
        StubApi.on("POST", SESSION + "/cancel", booking(at(9), "cancelled"));
        var page = open(SESSION, PLAIN);

        page.locator("a[href$='/cancel']").click();
        page.locator("#reason").fill("I am ill");
        page.locator("main form .button-danger").click();

        assertThat(page).hasURL(BACK);
        assertThat(page.locator("[data-flash]")).hasText("The session is cancelled.");
        sent("/cancel", "I am ill");
    }

    @Test
    void answersWhatTheMentorAsks() {
        StubApi.on("GET", SESSION, BookSamples.asked((String) null));
        StubApi.on("POST", SESSION + "/answer", BookSamples.asked("C"));
        var page = open(SESSION, PLAIN);

        page.locator("#answer").fill("Since 1988");
        page.locator("form[action$='/answer'] .button").click();

        assertThat(page).hasURL(BACK);
        assertThat(page.locator("[data-flash]")).hasText("Your answer is sent.");
        sent("/answer", "Since 1988");
    }

    @Test
    void movesASession() {
        StubApi.on("POST", SESSION + "/reschedule", booking(at(10), "confirmed").put("warnings", new JsonArray()));
        var page = open(SESSION, PLAIN);

        page.locator("a[href$='/move']").click();
        page.locator("#at-" + at(10).getEpochSecond()).click();
        page.locator("#reason").fill("The train");
        page.locator("main form .button:not(.button-quiet)").click();

        assertThat(page).hasURL(BACK);
        assertThat(page.locator("[data-flash]")).hasText("The session has its new time.");
        sent("/reschedule", "The train");
    }

    @Test
    @TestSecurity(user = "ada", roles = "mentor")
    @OidcSecurity(claims = @Claim(key = "sub", value = Samples.ADA))
    void answersRequests() {
        RequestSamples.stub();
        var answered = RequestSamples.booking(41, "confirmed", at(9));
        StubApi.on("POST", "/bookings/.*/(accept|decline|question)", answered);
        var page = open("/requests", PLAIN);
        var request = page.locator("#request-" + Samples.id(41));

        request.locator("form[action$='/accept'] .button").click();
        assertThat(page.locator("[data-flash]")).containsText("Accepted.");
        sent("/accept", "");

        request.locator(".decline summary").click();
        request.locator(".decline textarea").fill("I am away");
        request.locator(".decline .button-danger").click();
        assertThat(page.locator("[data-flash]")).containsText("Declined.");
        sent("/decline", "I am away");

        request.locator(".ask summary").click();
        request.locator(".ask textarea").fill("Which language?");
        request.locator(".ask .button:not(summary)").click();
        assertThat(page.locator("[data-flash]")).containsText("Your question is sent.");
        sent("/question", "Which language?");
    }

    private static void sent(String act, String said) {
        org.assertj.core.api.Assertions.assertThat(StubApi.asked())
                .anyMatch(asked -> asked.method().equals("POST")
                        && asked.uri().endsWith(act)
                        && asked.body().contains(said)
                        && asked.headers().containsKey("idempotency-key"));
    }
}
