package org.mentoring.web.browser;

import java.util.ArrayList;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.book.BookSamples;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.web.book.BookSamples.BOOK;
import static org.mentoring.web.book.BookSamples.at;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
class BookPageTest extends BookPageCase {

    @Test
    void axeFindsNothingAmongTheTimes() {
        assertGoodInEverySetup(view(BOOK, Setup.of(1440, false)), "book");
        assertFitsInGerman(BOOK, "book");
    }

    @Test
    void axeFindsNothingInArabicAtTheSmallestWidth() {
        var page = open(BOOK, Setup.of(320, true).in("ar-EG", "Africa/Cairo"));

        picture(page, "book-320-dark-ar");
        assertAccessible(page);
        assertFits(page);
    }

    @ParameterizedTest
    @ValueSource(ints = {1440, 640})
    void fitsANameWithoutASpace(int width) {
        StubApi.on("GET", "/mentors/" + Samples.ADA, Samples.mentor(Samples.ADA, "Ww".repeat(100)));

        var page = view(BOOK + "?start=" + at(9), Setup.of(width, false).in("en-GB", "Asia/Kathmandu"));

        picture(page, "book-long-name-" + width + "-light");
        assertFits(page);
    }

    @Test
    void reachesDaysByArrowKeysFromOneTabStop() {
        var page = open(BOOK, WIDE);
        var chosen = day(page, 0);
        assertThat(page.locator("#picker [data-date][tabindex='0']")).hasCount(1);

        chosen.focus();
        page.keyboard().press("ArrowRight");
        assertThat(day(page, 1)).isFocused();
        page.keyboard().press("ArrowLeft");
        assertThat(chosen).isFocused();
        var week = page.locator("tr:has(#day-" + BookSamples.day() + ") [data-date]");
        page.keyboard().press("End");
        assertThat(week.last()).isFocused();
        page.keyboard().press("Home");
        assertThat(week.first()).isFocused();
        chosen.focus();
        page.keyboard().press("ArrowDown");
        assertThat(day(page, 7)).isFocused();
        page.keyboard().press("ArrowUp");
        assertThat(chosen).isFocused();
        page.keyboard().press("PageDown");
        var monthLater = page.locator("#day-" + BookSamples.day().plusMonths(1));
        assertThat(monthLater).isFocused();
        assertThat(page.locator("#picker-said")).not().isEmpty();
        assertThat(page.url())
                .contains("month=" + BookSamples.day().plusMonths(1).toString().substring(0, 7));
        page.keyboard().press("PageUp");
        assertThat(chosen).isFocused();
        page.keyboard().press("Space");
        assertThat(page).hasURL(java.util.regex.Pattern.compile(".*day=" + BookSamples.day() + ".*"));
        assertThat(chosen).isFocused();
    }

    @Test
    void keepsTheFocusWhenTheTimesComeInTheZoneOfTheBrowser() {
        var page = openFirst("/robots.txt", WIDE);
        var held = new ArrayList<Route>();
        page.route("**/book*", route -> {
            if (route.request().resourceType().equals("fetch")) {
                held.add(route);
            } else {
                route.resume();
            }
        });
        go(page, BOOK);
        day(page, 0).focus();
        page.keyboard().press("ArrowRight");
        assertThat(day(page, 1)).isFocused();

        page.waitForCondition(() -> !held.isEmpty());
        page.evaluate("document.getElementById('picker').dataset.before = 'yes'");
        held.forEach(Route::resume);

        assertThat(page.locator("#picker[data-before]")).hasCount(0);
        assertThat(page.locator("#picker")).hasCount(1);
        assertThat(day(page, 1)).isFocused();
    }

    @Test
    void swapsTheArrowsWhereOneReadsFromTheRight() {
        var page = open(BOOK, Setup.of(1440, false).in("ar-EG", "UTC"));
        var first = page.locator("#picker tbody tr:nth-child(2) [data-date]").first();
        var second = page.locator("#picker tbody tr:nth-child(2) [data-date]").nth(1);

        assertThat(page.locator("#month-later svg")
                        .evaluate("sign => new DOMMatrix(getComputedStyle(sign).transform).a"))
                .as("which way the sign of the next month points")
                .isEqualTo(-1);
        first.focus();
        page.keyboard().press("ArrowLeft");
        assertThat(second).isFocused();
        page.keyboard().press("Home");
        assertThat(first).isFocused();
    }

    @Test
    void goesBackOneChoiceAtATime() {
        var page = open(BOOK, WIDE);
        var before = page.url();
        var other = page.locator("#picker a.day[data-pick]:not(.day-free)").first();

        other.click();
        assertThat(page.locator("#times")).containsText("no free times");
        assertThat(page).not().hasURL(before);
        page.goBack();
        assertThat(page.locator("#times")).containsText("5 free times");
        assertThat(page).hasURL(before);
    }

    @Test
    void choosesAnotherZoneAndKeepsTheDay() {
        var page = open(BOOK + "?day=" + BookSamples.day(), WIDE);

        page.locator(".zone-choice summary").click();
        page.locator("#zone").fill("Asia/Kathmandu");
        page.locator(".zone-row button").click();

        assertThat(page.locator("#times")).containsText("Nepal Time");
        assertThat(page.locator("#times")).containsText("4 free times");
        assertThat(day(page, 1)).hasAccessibleName(java.util.regex.Pattern.compile(".*, 1 free time"));
    }

    private static Locator day(Page page, int daysLater) {
        return page.locator("#day-" + BookSamples.day().plusDays(daysLater));
    }
}
