package org.mentoring.web.browser;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.web.StubApi;
import org.mentoring.web.book.BookSamples;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.web.book.BookSamples.BOOK;
import static org.mentoring.web.book.BookSamples.at;
import static org.mentoring.web.book.BookSamples.booking;

/** The form in which a mentee books a time that was chosen. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "linus", roles = "mentee")
class BookFormPageTest extends BookPageCase {

    private static final int MOST_TABS = 60;

    @ParameterizedTest
    @CsvSource({"1440, true", "360, false"})
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

    @Test
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
}
