package org.mentoring.web.browser;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.browser.DelayedButton;
import org.mentoring.web.StubApi;
import org.mentoring.web.book.BookSamples;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.mentoring.web.book.BookSamples.at;
import static org.mentoring.web.link.LinkSamples.OPENED;
import static org.mentoring.web.link.LinkSamples.PAGE;
import static org.mentoring.web.link.LinkSamples.linked;
import static org.mentoring.web.link.LinkSamples.proposal;

/** Sessions of people who followed the link of a mail. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
class LinkPagesTest extends BrowserTest {

    private static final Setup WIDE = Setup.of(1440, false);

    @BeforeEach
    void stubASession() {
        BookSamples.offer(BookSamples.usual(), false);
        StubApi.on("GET", PAGE, linked("mentee", at(9), "confirmed"));
    }

    @Test
    void axeFindsNothing() {
        var page = open(OPENED, WIDE);
        assertThat(page).hasURL(home.toString().replaceAll("/$", "") + PAGE);
        assertThat(page.locator("[data-delayed]")).isEnabled();
        assertGoodInEverySetup(page, "link");
        go(page, PAGE + "/move");
        assertGoodInEverySetup(page, "link-times");
        go(page, PAGE + "/move?start=" + at(10));
        assertThat(page.locator("[data-delayed]")).isEnabled();
        assertGoodInEverySetup(page, "link-move");
    }

    @Test
    void axeFindsNothingInOtherStates() {
        var page = open(OPENED, WIDE);
        StubApi.on("GET", PAGE, linked("mentee", at(9), "cancelled").put("cancelled_by", "mentor"));
        go(page, PAGE);
        assertGoodInEverySetup(page, "link-cancelled");
        StubApi.on("GET", PAGE, linked("mentor", at(9), "confirmed").put("proposal", proposal(at(14), "mentee")));
        go(page, PAGE);
        assertGoodInEverySetup(page, "link-mentor");
        StubApi.refuse("GET", PAGE, 403, "booking-link-refused");
        go(page, PAGE);
        assertGoodInEverySetup(page, "link-refused");
    }

    @Test
    void axeFindsNothingInArabicAtTheSmallestWidth() {
        var page = open(OPENED, Setup.of(320, true).in("ar-EG", "Africa/Cairo"));

        picture(page, "link-320-dark-ar");
        assertAccessible(page);
        assertFits(page);
    }

    @Test
    void enablesItsButtonASecondAfterThePageIsVisible() {
        var page = open("/", WIDE);
        var button = new DelayedButton(page, "[data-delayed]");
        go(page, OPENED);

        button.assertEnabledAfterASecond();
    }

    @Test
    void keepsItsButtonDisabledWhileNobodySeesThePage() {
        var page = open("/", WIDE);
        var button = new DelayedButton(page, "[data-delayed]").hidden();
        go(page, OPENED);

        button.assertDisabledWhileHidden();
        button.assertEnabledAfterASecond();
    }

    /** What does not change when the browser's zone becomes known must not lose its script. */
    @Test
    void showsTheFirstPageOfABrowserInItsZone() {
        var page = openFirst(OPENED, WIDE.in("en-US", "America/New_York"));

        assertThat(page.locator(".summary")).containsText("Eastern");
        assertThat(page.locator("[data-delayed]")).isEnabled();
    }

    @Test
    void worksWithoutScript() {
        StubApi.on("POST", PAGE + "/reschedule", linked("mentee", at(10), "confirmed"));
        StubApi.on("POST", PAGE + "/cancel", linked("mentee", at(10), "cancelled"));
        var page = open(OPENED, WIDE.withoutScript());

        page.locator("a[href$='/link/move']").click();
        page.locator("#at-" + at(10).getEpochSecond()).click();
        page.locator("main form .button:not(.button-quiet)").click();
        assertThat(page.locator("[data-flash]")).hasText("The session has its new time.");

        page.locator("#reason").fill("I am ill");
        page.locator("main form .button-danger").click();
        assertThat(page.locator("[data-flash]")).hasText("The session is cancelled.");
        org.assertj.core.api.Assertions.assertThat(StubApi.asked())
                .anyMatch(asked ->
                        asked.uri().endsWith("/link/cancel") && asked.body().contains("I am ill"));
    }
}
