package org.mentoring.web.browser;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.requests.RequestSamples;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "Ada Lovelace", roles = "mentor")
class RefreshedPagesTest extends BrowserTest {

    private static final Setup WIDE = Setup.of(1440, false);

    @BeforeEach
    void stubARequest() {
        MentorSamples.stub();
        waiting(request(41, "Linus Tall"));
    }

    @Test
    void showsWhatHasHappenedElsewhereAndSaysSo() {
        var page = open("/requests", WIDE);
        waiting(request(41, "Linus Tall"), request(42, "Grace Hopper"));

        refresh(page);

        assertThat(page.locator("#request-" + Samples.id(42))).containsText("Grace Hopper");
        assertThat(page).hasTitle(Pattern.compile("Requests \\(2\\).*"));
        assertThat(page.locator("main > [role=status]")).hasText("This page has been updated.");

        waiting();
        refresh(page);
        assertThat(page.locator("main")).containsText("No open requests");
        assertAccessible(page);
    }

    @Test
    void leavesAnOpenFormAloneAndRenewsTheRest() {
        waiting(request(41, "Linus Tall"), request(42, "Grace Hopper"));
        var page = open("/requests", WIDE);
        var open = page.locator("#request-" + Samples.id(41));
        open.locator(".decline summary").click();
        open.locator(".decline textarea").fill("I am away");
        waiting(request(43, "Alan Turing"));

        refresh(page);

        assertThat(page.locator("#request-" + Samples.id(43))).isVisible();
        assertThat(page.locator("#request-" + Samples.id(42))).hasCount(0);
        assertThat(open.locator(".decline textarea")).hasValue("I am away");
        assertThat(open.locator(".decline textarea")).isFocused();
    }

    @Test
    void asksForThePageThatHadARefusedFormAndKeepsWhatWasTyped() {
        var page = open("/requests", WIDE);
        var refused = page.locator("#request-" + Samples.id(41));
        refused.locator(".decline summary").click();
        refused.locator(".decline textarea").fill("I am away".repeat(60));
        refused.locator(".decline .button-danger").click();
        assertThat(page.locator("[data-error-summary]")).isFocused();
        assertThat(page).hasURL(Pattern.compile(".*/requests"));
        page.locator("h1").click();
        waiting(request(41, "Linus Tall"), request(42, "Grace Hopper"));

        refresh(page);

        assertThat(page.locator("#request-" + Samples.id(42))).isVisible();
        assertThat(page.locator(".part-failed")).hasCount(0);
        assertThat(refused.locator(".decline textarea")).hasValue("I am away".repeat(60));
        assertThat(page).hasTitle(Pattern.compile("Error: .*"));

        go(page, "/agenda");
        page.goBack();
        assertThat(page.locator("h1")).hasText("Requests");
    }

    @Test
    void doesNotMoveTheFocus() {
        var page = open("/requests", WIDE);
        var accept = page.locator("#request-" + Samples.id(41) + " .button").first();
        accept.focus();
        waiting(request(41, "Linus Tall"), request(42, "Grace Hopper"));

        refresh(page);

        assertThat(page.locator("#request-" + Samples.id(42))).isVisible();
        assertThat(accept).isFocused();
    }

    @Test
    void takesTheButtonsOfARequestAwayOnceItsTimeIsOver() {
        waiting(request(41, "Linus Tall")
                .put("expires_at", Instant.now().plus(1, ChronoUnit.HOURS).toString()));
        var page = open("/requests", WIDE);
        page.clock().install();
        page.reload();
        var request = page.locator("#request-" + Samples.id(41));
        assertThat(request.locator(".request-acts")).isVisible();

        page.clock().fastForward("01:01:00");

        assertThat(request.locator(".request-acts")).isHidden();
        assertThat(request.locator(".request-over")).isVisible();
        assertThat(request.locator("[data-left]")).hasCount(0);
    }

    private static void refresh(Page page) {
        page.evaluate("window.dispatchEvent(new Event('focus'))");
    }

    private static JsonObject request(int number, String name) {
        var start = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(number, ChronoUnit.DAYS);
        return RequestSamples.booking(number, "pending", start)
                .put("user_name", name)
                .put("expires_at", start.minus(1, ChronoUnit.DAYS).toString());
    }

    private static void waiting(JsonObject... requests) {
        var none = MentorSamples.list();
        StubApi.on(
                "GET",
                "/bookings",
                request -> new StubApi.Answer(
                        200,
                        "application/json",
                        ("pending".equals(request.getParam("status"))
                                        ? MentorSamples.list(List.of(requests).toArray(JsonObject[]::new))
                                        : none)
                                .encode()));
    }
}
