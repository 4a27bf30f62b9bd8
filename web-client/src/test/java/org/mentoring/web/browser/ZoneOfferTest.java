package org.mentoring.web.browser;

import java.util.List;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import org.junit.jupiter.api.Test;
import org.mentoring.web.StubApi;
import org.mentoring.web.account.AccountSamples;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Whoever travels is asked once about each new zone, when the page is looked at again, and never about a zone that was refused. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
class ZoneOfferTest extends BrowserTest {

    private static final Setup AT_HOME = Setup.of(1440, false).in("en-GB", "Europe/London");
    /** A browser whose zone a test moves. */
    private static final String MOVABLE = """
            const real = Intl.DateTimeFormat.prototype.resolvedOptions;
            Intl.DateTimeFormat.prototype.resolvedOptions = function () {
              const own = real.call(this);
              return { ...own, timeZone: localStorage.getItem('zone of the browser') ?? own.timeZone };
            };""";

    private Page traveller(String path) {
        var page = open(path, AT_HOME);
        page.addInitScript(MOVABLE);
        page.reload();
        return page;
    }

    private static void move(Page page, String zone) {
        page.evaluate("zone => localStorage.setItem('zone of the browser', zone)", zone);
    }

    /** @return what was asked of the server by that */
    private static List<String> lookAgain(Page page) {
        var asked = new java.util.ArrayList<String>();
        page.onRequest(request -> {
            if (request.url().contains("/zone/offer")) {
                asked.add(request.url());
            }
        });
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
        return asked;
    }

    private static Locator offer(Page page) {
        return page.locator("[data-zone-offer]");
    }

    /** That what is asked for in the course of a look is not: the zone is compared before anything is awaited. */
    private static void assertNotAsked(Page page) {
        var asked = lookAgain(page);
        page.evaluate("() => fetch('/robots.txt').then(answer => answer.text())");
        assertThat(asked).isEmpty();
        assertThat(offer(page)).hasCount(0);
    }

    @Test
    void comesWhenOneLooksAtThePageAgainAndOnce() {
        var page = traveller("/");
        assertNotAsked(page);

        move(page, "Asia/Tokyo");
        lookAgain(page);
        assertThat(offer(page)).containsText("Japan Standard Time");
        assertAccessible(page);

        lookAgain(page);
        page.evaluate("() => fetch('/robots.txt').then(answer => answer.text())");
        assertThat(offer(page)).hasCount(1);
    }

    @Test
    void isNotMadeAgainAfterANoUntilTheNextMove() {
        var page = traveller("/");
        move(page, "Asia/Tokyo");
        lookAgain(page);
        offer(page).locator("button[value='no']").click();
        assertThat(page.locator("[data-flash]")).isVisible();

        assertNotAsked(page);
        go(page, "/favourites");
        assertNotAsked(page);

        move(page, "Asia/Kathmandu");
        lookAgain(page);
        assertThat(offer(page)).containsText("Nepal Time");
        offer(page).locator("button[value='no']").click();
        assertThat(page.locator("[data-flash]")).isVisible();

        // Home again, and off to the same place once more: that is another move.
        move(page, "Europe/London");
        page.reload();
        assertNotAsked(page);
        move(page, "Asia/Kathmandu");
        lookAgain(page);
        assertThat(offer(page)).containsText("Nepal Time");
    }

    @Test
    void isNotMadeAgainAfterAYes() {
        var page = traveller("/");
        move(page, "Asia/Tokyo");
        lookAgain(page);
        offer(page).locator("button[value='yes']").click();

        assertThat(page.locator(".bottom")).containsText("Japan Standard Time");
        assertNotAsked(page);
        page.reload();
        assertNotAsked(page);
    }

    @Test
    @TestSecurity(user = "ada", roles = "mentee")
    void isNotMadeAfterAnOwnChoiceUntilTheNextMove() {
        AccountSamples.stub();
        StubApi.on("PUT", "/users/me", AccountSamples.account("Europe/Vienna"));
        var page = traveller("/account");
        StubApi.on("GET", "/users/me", AccountSamples.account("Europe/Vienna"));
        page.locator("#zone").fill("Europe/Vienna");
        page.locator("main form[action='/account'] .button").first().click();
        assertThat(page.locator("[data-flash]")).isVisible();
        assertThat(page.locator(".bottom")).containsText("Central European");

        assertNotAsked(page);
        go(page, "/");
        assertNotAsked(page);

        move(page, "Asia/Tokyo");
        lookAgain(page);
        assertThat(offer(page)).containsText("Japan Standard Time");
    }
}
