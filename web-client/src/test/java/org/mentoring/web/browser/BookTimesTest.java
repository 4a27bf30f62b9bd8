package org.mentoring.web.browser;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.LoadState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.StubApi;
import org.mentoring.web.book.BookSamples;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.mentoring.web.book.BookSamples.BOOK;
import static org.mentoring.web.book.BookSamples.BOOKING;
import static org.mentoring.web.book.BookSamples.at;
import static org.mentoring.web.book.BookSamples.booking;

/** The times of a day: in view, of a size to be pressed, up to date, and those that were asked for last. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
class BookTimesTest extends BrowserTest {

    private static final Setup WIDE = Setup.of(1440, false).in("en-GB", "UTC");
    private static final Setup PHONE = Setup.of(360, false).in("en-GB", "UTC");
    private static final int LEAST_SIZE = 44;
    private static final int MINUTE = 60_000;

    @BeforeEach
    void offer() {
        BookSamples.offer(BookSamples.usual(), false);
        BookSamples.holds();
        StubApi.on("GET", "/bookings", BookSamples.page());
    }

    @Test
    void comeIntoViewOnAPhone() {
        var page = open(BOOK, PHONE);
        page.setViewportSize(360, 480);
        var day = page.locator("#day-" + BookSamples.day());
        day.scrollIntoViewIfNeeded();
        page.evaluate("document.getElementById('day-" + BookSamples.day() + "').scrollIntoView({ block: 'end' })");
        assertThat(page.locator("#times .time").first()).not().isInViewport();

        day.click();

        assertThat(page.locator("#times-heading")).isInViewport();
        assertThat(page.locator("#times .time").first()).isInViewport();
    }

    @Test
    void areLargeEnoughToBePressed() {
        for (var setup : List.of(PHONE, WIDE)) {
            var page = open(BOOK, setup);
            page.waitForLoadState(LoadState.NETWORKIDLE);
            var times = page.locator("#times .time");

            assertThat(times).hasCount(5);
            var least = (Number) times.evaluateAll("all => Math.min(...all.map(one => one.offsetHeight))");
            org.assertj.core.api.Assertions.assertThat(least.intValue()).isGreaterThanOrEqualTo(LEAST_SIZE);
        }
    }

    @Test
    void areRenewedEveryFiveMinutesAndNotUnderThePointer() {
        var page = open(BOOK, WIDE);
        page.clock().install();
        page.reload();
        var first = page.locator("#at-" + at(9).getEpochSecond());
        assertThat(first).isVisible();
        BookSamples.offer(List.of(at(10), at(14)), false);

        first.hover();
        page.clock().runFor(6 * MINUTE);
        assertThat(first).isVisible();

        page.locator("h1").hover();
        page.clock().runFor(6 * MINUTE);
        assertThat(first).hasCount(0);
        assertThat(page.locator("#times .time")).hasCount(2);
    }

    @Test
    void areRenewedWhereOneComesBackToThePage() {
        var page = open(BOOK, WIDE);
        BookSamples.offer(List.of(at(10)), false);

        // Playwright sets its clock back where fastForward() comes while a timer of the page runs.
        page.clock().setSystemTime(System.currentTimeMillis() + 2 * MINUTE);
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");

        assertThat(page.locator("#times .time")).hasCount(1);
    }

    @Test
    void areThoseThatWereAskedForLast() {
        var page = open(BOOK, WIDE);
        var slow = new ArrayList<Route>();
        var givenUp = new ArrayList<Request>();
        page.onRequestFailed(givenUp::add);
        page.route("**/book?month=**", slow::add);
        page.locator("#month-later").click();
        page.waitForCondition(() -> !slow.isEmpty());

        page.locator("#day-" + BookSamples.day()).click();
        page.waitForCondition(() -> !givenUp.isEmpty());

        assertThat(page.locator("#times")).containsText("5 free times");
        assertThat(page).hasURL(Pattern.compile(".*day=" + BookSamples.day() + ".*"));
        assertThat(page.locator("#picker")).not().hasAttribute("aria-busy", "true");
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void areRenewedOnTheDayOfATimeThatCouldNotBeHeld() {
        var next = at(9).plus(1, ChronoUnit.DAYS);
        BookSamples.offer(List.of(at(9), next), false);
        StubApi.refuse("POST", "/slots/holds", 409, "slot-taken");
        var page = open(BOOK, WIDE);
        page.locator("#day-" + BookSamples.day().plusDays(1)).click();
        page.locator("#at-" + next.getEpochSecond()).click();
        assertThat(page.locator("main [role=alert]")).isFocused();
        assertThat(page)
                .hasURL(Pattern.compile(".*/book\\?.*day=" + BookSamples.day().plusDays(1)));
        BookSamples.offer(List.of(at(9), next.plusSeconds(3600)), false);

        page.evaluate("window.dispatchEvent(new Event('online'))");

        assertThat(page.locator("#at-" + next.plusSeconds(3600).getEpochSecond()))
                .isVisible();
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void keepTheNoteUntilTheSessionIsBooked() {
        StubApi.refuse("POST", "/bookings", 429, "too-many-bookings");
        var form = BOOK + "?start=" + at(9);
        var page = open(form, WIDE);
        page.locator("#note").fill("How do I begin?");
        page.locator("main form .button:not(.button-quiet)").click();
        assertThat(page.locator("[data-error-summary]")).isFocused();

        page.locator("#choose-language").selectOption("de");
        assertThat(page.locator("html[lang^='de']")).isVisible();
        go(page, form);
        assertThat(page.locator("#note")).hasValue("How do I begin?");

        StubApi.on("POST", "/bookings", booking(at(9), "confirmed"));
        StubApi.on("GET", "/bookings/" + BOOKING, booking(at(9), "confirmed"));
        page.locator("main form .button:not(.button-quiet)").click();
        assertThat(page).hasURL(Pattern.compile(".*/bookings/" + BOOKING));
        go(page, form);
        assertThat(page.locator("#note")).hasValue("");
    }
}
