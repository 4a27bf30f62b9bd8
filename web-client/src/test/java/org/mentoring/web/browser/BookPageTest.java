package org.mentoring.web.browser;

import java.util.ArrayList;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.book.BookSamples;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.web.book.BookSamples.BOOK;
import static org.mentoring.web.book.BookSamples.at;
import static org.mentoring.web.book.BookSamples.booking;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
class BookPageTest extends BrowserTest {

    private static final int MOST_TABS = 60;
    private static final Setup WIDE = Setup.of(1440, false).in("en-GB", "UTC");

    @BeforeEach
    void offer() {
        BookSamples.offer(BookSamples.usual(), true);
        BookSamples.holds();
        StubApi.on("GET", "/bookings", BookSamples.page());
    }

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
    @CsvSource({"1440, true", "360, false"})
    @TestSecurity(user = "linus", roles = "mentee")
    void axeFindsNothingInTheForm(int width, boolean dark) {
        StubApi.on("GET", "/bookings", BookSamples.page(booking(at(19), "pending")));
        StubApi.refuse("POST", "/bookings", 409, "slot-taken");
        BookSamples.holds(BookSamples.hold(at(9)));
        var page = open(BOOK + "?start=" + at(9), Setup.of(width, dark));

        picture(page, "book-form-" + width + (dark ? "-dark" : "-light"));
        assertAccessible(page);
        assertFits(page);

        page.locator("#note").fill("How do I begin?");
        page.locator("main .button:not(.button-quiet)").click();
        assertThat(page.locator("[data-error-summary]")).isFocused();
        picture(page, "book-gone-" + width + (dark ? "-dark" : "-light"));
        assertAccessible(page);
        assertFits(page);
        assertThat(page.locator("#note")).hasValue("How do I begin?");
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
    @TestSecurity(user = "linus", roles = "mentee")
    void keepsWhatWasTypedWhileOneLooksAtOtherTimes() {
        BookSamples.holds(BookSamples.hold(at(9)));
        var page = open(BOOK + "?start=" + at(9), WIDE);
        assertThat(page.locator("[data-left]")).containsText("4:5");

        page.locator("#note").fill("How do I begin?");
        page.locator("main form .button-quiet").click();
        page.locator("#at-" + at(14).getEpochSecond()).click();
        assertThat(page).hasURL(java.util.regex.Pattern.compile(".*start=.*"));
        assertThat(page.locator("#note")).hasValue("How do I begin?");

        page.goBack();
        assertThat(page.locator("#at-" + at(14).getEpochSecond())).isVisible();
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void countsDownWhereTheBrowserLetsTheSiteKeepNothing() {
        BookSamples.holds(BookSamples.hold(at(9)));
        var page = open(BOOK + "?start=" + at(9), WIDE);
        page.addInitScript("""
                Object.defineProperty(window, 'sessionStorage', {
                  get() { throw new DOMException('Access is denied', 'SecurityError'); } });
                """);

        page.reload();

        assertThat(page.locator("[data-left]")).containsText("4:5");
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void keepsTheTimeForWhoBeginsToWrite() {
        var page = open(BOOK + "?start=" + at(9), WIDE);
        assertThat(page.locator(".hold")).containsText("not held for you yet");
        BookSamples.holds(BookSamples.hold(at(9)));

        page.locator("#note").fill("How do I begin?");

        assertThat(page.locator("[data-left]")).containsText("4:5");
        assertThat(page.locator("#note")).hasValue("How do I begin?");
        assertThat(page.locator("#note")).isFocused();
        assertThat(StubApi.asked()).anyMatch(asked -> asked.method().equals("POST"));
    }

    /** 640 is a desktop at 200 %. */
    @ParameterizedTest
    @ValueSource(ints = {1440, 640, 320})
    @TestSecurity(user = "linus", roles = "mentee")
    void booksByKeyboardAlone(int width) {
        StubApi.on("POST", "/bookings", booking(at(14), "confirmed"));
        StubApi.on("GET", "/bookings/" + BookSamples.BOOKING, booking(at(14), "confirmed"));
        var page = open("/", Setup.of(width, false).in("en-GB", "UTC"));
        tabTo(page, ".card-name a");
        page.keyboard().press("Enter");
        tabTo(page, "main a[href$='/book']");
        page.keyboard().press("Enter");
        tabTo(page, "#picker [data-date]");
        var day = (String) page.evaluate("document.activeElement.href.replace(/#.*/, '')");
        page.keyboard().press("Space");
        // The times are others then, whatever has the focus among them.
        assertThat(page).hasURL(day);
        BookSamples.holds(BookSamples.hold(at(14)));
        tabTo(page, "#at-" + at(14).getEpochSecond());
        page.keyboard().press("Enter");
        tabTo(page, "#note");
        page.keyboard().type("How do I begin?");
        assertFits(page);
        tabTo(page, "main form .actions .button:not(.button-quiet)");
        page.keyboard().press("Enter");

        assertThat(page).hasURL(java.util.regex.Pattern.compile(".*/bookings/" + BookSamples.BOOKING));
        assertFits(page);
        assertThat(StubApi.asked()).anyMatch(asked -> asked.body().contains("How do I begin?"));
    }

    /** Goes on by the Tab key until it is there. */
    private static void tabTo(Page page, String selector) {
        assertThat(page.locator(selector).first()).isVisible();
        for (var presses = 0; presses < MOST_TABS; presses++) {
            page.keyboard().press("Tab");
            if ((boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector)) {
                return;
            }
        }
        org.assertj.core.api.Assertions.fail("%s is not reached by the Tab key on %s", selector, page.url());
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void booksWithoutScript() {
        StubApi.on("POST", "/bookings", booking(at(9), "pending"));
        var page = open(BOOK, WIDE.withoutScript());

        page.locator("#day-" + BookSamples.day()).press("Enter");
        page.locator(".slots .time").first().press("Enter");
        page.locator("#note").fill("Without script");
        page.locator("main form .button-quiet").click();
        page.locator(".slots .time").first().press("Enter");
        assertThat(page.locator("#note")).hasValue("Without script");
        page.locator("main form .button").first().click();

        assertThat(page).hasURL(java.util.regex.Pattern.compile(".*/bookings/" + BookSamples.BOOKING));
        assertThat(StubApi.asked()).anyMatch(asked -> asked.body().contains("Without script"));
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void sendsAgainWhatTheApiDidNotAnswer() {
        StubApi.refuse("POST", "/bookings", 503, "unavailable");
        var page = open(BOOK + "?start=" + at(9), WIDE);
        page.locator("#note").fill("How do I begin?");
        page.locator("main form .button:not(.button-quiet)").click();
        page.locator("details.kept summary").click();
        assertGoodInEverySetup(page, "send-again");

        StubApi.on("POST", "/bookings", booking(at(9), "confirmed"));
        page.locator("main form .button").first().click();
        assertThat(page).hasURL(java.util.regex.Pattern.compile(".*/bookings/" + BookSamples.BOOKING));
        assertThat(StubApi.asked().stream()
                        .filter(asked ->
                                asked.method().equals("POST") && asked.uri().endsWith("/bookings"))
                        .map(asked -> asked.headers().get("idempotency-key") + asked.body())
                        .distinct())
                .hasSize(1);
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void leadsToTheFormInAnotherLanguageFromAPageThatAnswersIt() {
        StubApi.refuse("POST", "/bookings", 422, "invalid");
        var page = open(BOOK + "?start=" + at(9), WIDE);
        for (var press = 0; press < 2; press++) {
            page.locator("main form .button:not(.button-quiet)").click();
            assertThat(page.locator("[data-error-summary]")).isFocused();
        }

        page.locator("#choose-language").selectOption("de");

        assertThat(page.locator("html[lang^=de] #note")).isVisible();
        assertThat(page).hasURL(java.util.regex.Pattern.compile(".*/book\\?start=.*"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @TestSecurity(user = "linus", roles = "mentee")
    void booksOnceWhereTheButtonIsPressedTwice(boolean script) {
        StubApi.on("POST", "/bookings", booking(at(9), "confirmed"));
        StubApi.on("GET", "/bookings/" + BookSamples.BOOKING, booking(at(9), "confirmed"));
        var page = open(BOOK + "?start=" + at(9), script ? WIDE : WIDE.withoutScript());

        page.locator("main form .button:not(.button-quiet)").dblclick();

        assertThat(page).hasURL(java.util.regex.Pattern.compile(".*/bookings/" + BookSamples.BOOKING));
        assertThat(page.locator(".booking-state")).hasText("Booked");
        var sent = StubApi.asked().stream()
                .filter(asked -> asked.method().equals("POST") && asked.uri().endsWith("/bookings"))
                .toList();
        assertThat(sent.stream()
                        .map(asked -> asked.headers().get("idempotency-key"))
                        .distinct())
                .hasSize(1);
        assertThat(!script || sent.size() == 1).isTrue();
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
