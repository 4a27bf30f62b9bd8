package org.mentoring.web.browser;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.SelectOption;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.book.BookSamples;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What a part of a page looks like, and what is said, while it is fetched in place. In these pages time passes by the test alone. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
class SlowPartsTest extends BrowserTest {

    private static final Setup WIDE = Setup.of(1440, false).in("en-GB", "UTC");
    private static final String MENTOR = "/mentors/" + Samples.ADA;
    private static final int SLOW = 250;
    private static final int MINUTE = 60_000;
    private static final Pattern WAITING = Pattern.compile("(^|\\s)waiting(\\s|$)");
    private static final String RECORD_WHAT_IS_SAID = """
            () => {
              const place = document.getElementById('part-said');
              window.said = [];
              new MutationObserver(() => place.textContent && window.said.push(place.textContent))
                  .observe(place, { childList: true, characterData: true, subtree: true });
            }""";
    private static final String BOXES = """
            all => all.map(one => one.getBoundingClientRect()).map(box => [box.x, box.y, box.width, box.height].join())""";

    private Page still(String path, Setup setup) {
        var page = open(path, setup);
        page.clock().install();
        page.reload();
        page.clock().pauseAt(System.currentTimeMillis() + MINUTE);
        page.evaluate(RECORD_WHAT_IS_SAID);
        return page;
    }

    private static List<?> said(Page page) {
        return (List<?>) page.evaluate("window.said");
    }

    private static Object boxes(Page page, String part) {
        return page.locator(part + ", " + part + " *").evaluateAll(BOXES);
    }

    private static Locator rating(Page page) {
        return page.locator("#min_rating");
    }

    @Test
    void areSkeletonsOfTheirOwnSizeAndSayThatTheyLoadAndAreThere() {
        StubApi.refuse("GET", "/ratings/.*", 503, "unavailable");
        var page = still(MENTOR, WIDE);
        page.evaluate("window.kept = true");
        var held = new HeldRequests(page);
        page.locator("#rating a[data-retry]").press("Enter");
        held.await(1);
        var before = boxes(page, ".profile");
        assertThat(page.locator("#rating")).not().hasClass(WAITING);
        assertThat(page.locator("#rating")).hasAttribute("aria-busy", "true");

        page.clock().runFor(SLOW);

        assertThat(page.locator("#rating")).hasClass(WAITING);
        assertThat(boxes(page, ".profile")).isEqualTo(before);
        assertThat(said(page)).isEqualTo(List.of("The rating: loading …"));

        Samples.stub();
        held.letThrough();
        assertThat(page.locator("#rating")).containsText("4.5");
        assertThat(page.locator("#rating")).isFocused();
        assertThat(page.locator("[aria-busy]")).hasCount(0);
        assertThat(said(page)).isEqualTo(List.of("The rating: loading …", "The rating: loaded."));
        assertThat(page.evaluate("window.kept"))
                .as("The page was not loaded again")
                .isEqualTo(true);
    }

    @Test
    void sayNothingWhereTheyAreFast() {
        StubApi.refuse("GET", "/ratings/.*", 503, "unavailable");
        var page = still(MENTOR, WIDE);
        Samples.stub();

        page.locator("#rating a[data-retry]").press("Enter");

        assertThat(page.locator("#rating")).containsText("4.5");
        page.clock().runFor(SLOW);
        assertThat(said(page)).isEmpty();
        assertThat(page.locator(".waiting")).hasCount(0);
    }

    @Test
    void letTheNumberOfMentorsSayThatTheListIsThere() {
        var page = still("/", WIDE);
        var held = new HeldRequests(page);
        rating(page).focus();
        rating(page).selectOption(new SelectOption().setIndex(1));
        held.await(1);
        var before = boxes(page, "main");

        page.clock().runFor(SLOW);
        assertThat(page.locator("#found")).hasClass(WAITING);
        assertThat(boxes(page, "main")).isEqualTo(before);
        rating(page).selectOption(new SelectOption().setIndex(2));
        held.await(2);
        page.clock().runFor(SLOW);
        assertThat(page.locator("#found")).hasClass(WAITING);

        StubApi.on("GET", "/mentors", Samples.directory(Samples.mentor(Samples.ADA, "Ada Lovelace")));
        held.letThrough();
        assertThat(page.locator("#count")).hasText("1 mentor");
        assertThat(page.locator("#found")).not().hasClass(WAITING);
        assertThat(page.locator("#part-said")).isEmpty();
        assertThat(said(page)).isEqualTo(List.of("The list of mentors: loading …"));
        assertThat(rating(page)).isFocused();
    }

    @Test
    void areTheDaysAndTimesOfAMonthAndTheTimesOfADay() {
        BookSamples.offer(BookSamples.usual(), false);
        var page = still(BookSamples.BOOK, WIDE);
        var held = new HeldRequests(page);
        page.locator("#picker a.day[data-pick]:not(.day-free)").first().click();
        held.await(1);
        page.clock().runFor(SLOW);
        assertThat(page.locator("#times")).hasClass(WAITING);
        assertThat(page.locator(".days")).not().hasClass(WAITING);

        page.locator("#month-later").click();
        held.await(2);
        page.clock().runFor(SLOW);
        assertThat(page.locator("#times")).hasClass(WAITING);
        assertThat(page.locator(".days")).hasClass(WAITING);
        held.letThrough();

        assertThat(page.locator(".waiting")).hasCount(0);
        assertThat(page.locator("#picker-said")).not().isEmpty();
        assertThat(said(page)).isEqualTo(List.of("Free times: loading …"));
    }

    @Test
    void doNotMoveForWhoWantsLessMotion() {
        var page = still("/", WIDE);
        var held = new HeldRequests(page);
        rating(page).selectOption(new SelectOption().setIndex(1));
        held.await(1);
        page.clock().runFor(SLOW);
        var motion = "getComputedStyle(document.querySelector('#found > .cards')).animationName";

        assertThat(page.locator("#found")).hasClass(WAITING);
        assertThat(page.evaluate(motion)).isEqualTo("none");
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
        assertThat(page.evaluate(motion)).isEqualTo("waiting");
        held.letThrough();
    }

    @ParameterizedTest
    @CsvSource({"360, false, en-GB", "1440, true, en-GB", "360, false, ar-EG"})
    void lookLikeWhatTheyStandFor(int width, boolean dark, String locale) {
        BookSamples.offer(BookSamples.usual(), false);
        var name = "-%d-%s-%s"
                .formatted(
                        width,
                        dark ? "dark" : "light",
                        Locale.forLanguageTag(locale).getLanguage());
        var page = still("/", Setup.of(width, dark).in(locale, "UTC"));
        if (!rating(page).isVisible()) {
            page.locator("#filters summary").press("Enter");
        }
        var held = new HeldRequests(page);
        rating(page).selectOption(new SelectOption().setIndex(1));
        held.await(1);
        page.clock().runFor(SLOW);
        assertThat(page.locator("#found")).hasClass(WAITING);
        picture(page, "slow-find" + name);
        assertFits(page);
        held.fail();
        assertThat(page.locator("#found > .part-failed")).isVisible();
        page.clock().resume();
        picture(page, "failed-find" + name);
        assertAccessible(page);
        assertFits(page);
        held.letThrough();

        go(page, BookSamples.BOOK);
        var times = new HeldRequests(page);
        page.locator("#month-later").click();
        times.await(1);
        assertThat(page.locator("#times")).hasClass(WAITING);
        picture(page, "slow-book" + name);
        times.fail();
        assertThat(page.locator("#times > .part-failed")).isVisible();
        picture(page, "failed-book" + name);
        assertAccessible(page);
        assertFits(page);
        times.letThrough();
    }
}
