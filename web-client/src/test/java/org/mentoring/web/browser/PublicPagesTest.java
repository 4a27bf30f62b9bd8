package org.mentoring.web.browser;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import com.microsoft.playwright.options.LoadState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.book.BookSamples;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
class PublicPagesTest extends BrowserTest {

    private static final String MENTOR = "/mentors/" + Samples.ADA;
    private static final double PHONE_HEIGHT = 780;
    private static final int LARGEST_FIRST_PAGE = 100 * 1024;

    /** Less than this is not the page with its style and script: then nothing was weighed. */
    private static final int SMALLEST_FIRST_PAGE = 20 * 1024;

    @ParameterizedTest
    @CsvSource({"find, /", "mentor, " + MENTOR})
    void axeFindsNothing(String name, String path) {
        assertGoodInEverySetup(view(path, Setup.of(1440, false)), name);
        assertFitsInGerman(path, name);
    }

    @ParameterizedTest
    @CsvSource({"find, /", "mentor, ", "not-found, /nowhere"})
    void axeFindsNothingInArabicAtTheSmallestWidth(String name, String path) {
        var page = open("/", Setup.of(320, true).in("ar-EG", "Africa/Cairo"));
        if (!"/".equals(path)) {
            page.navigate(page.url().replaceAll("/$", "") + (path == null ? MENTOR : "/nowhere"));
        }

        picture(page, name + "-320-dark-ar");
        assertAccessible(page);
        assertFits(page);
    }

    @ParameterizedTest
    @CsvSource({"mentor-away, 91, /", "book-full, 92, /book"})
    void axeFindsNothingWhereNothingIsFree(String name, int number, String path) {
        var id = Samples.id(number);
        StubApi.on("GET", "/mentors/" + id, Samples.mentor(id, "Ada Lovelace"));
        BookSamples.offerNothing(
                name.replaceFirst(".*-", ""), "/".equals(path) ? Instant.now().plus(20, ChronoUnit.DAYS) : null);
        var address = "/mentors/" + id + path.replaceFirst("^/$", "");

        assertGoodInEverySetup(view(address, Setup.of(1440, false)), name);
        var arabic = view(address, Setup.of(360, false).in("ar-EG", "Africa/Cairo"));
        picture(arabic, name + "-360-light-ar");
        assertAccessible(arabic);
        assertFits(arabic);
    }

    @Test
    void showsTimesInTheBrowsersZoneFromTheFirstPageOn() {
        var page = openFirst(MENTOR, Setup.of(1440, false).in("en-US", "Asia/Kathmandu"));

        assertThat(page.locator(".profile-side")).containsText("Nepal Time");
    }

    @Test
    void searchesWhileOneTypesAndKeepsFocusAndAddress() {
        var page = open("/", Setup.of(1440, false));
        StubApi.on("GET", "/mentors", Samples.directory(Samples.mentor(Samples.ADA, "Ada Lovelace")));

        page.locator("#q").pressSequentially("ada");

        assertThat(page.locator("#count")).hasText("1 mentor");
        assertThat(page.locator("#q")).isFocused();
        assertThat(page).hasURL(java.util.regex.Pattern.compile(".*\\?q=ada&sort=.*"));
    }

    @Test
    void narrowsDownByATopicWithTheKeyboardAndKeepsFocus() {
        var page = open("/", Setup.of(1440, false));

        page.locator("input[value='compilers']").focus();
        page.keyboard().press("Space");

        assertThat(page).hasURL(java.util.regex.Pattern.compile(".*tag=compilers.*"));
        assertThat(page.locator("input[value='compilers']")).isChecked();
        assertThat(page.locator("input[value='compilers']")).isFocused();
    }

    @Test
    void countsAgainByWhatIsChosenWithoutMovingOrLosingFocus() {
        var page = open("/", Setup.of(1440, false));
        var language = page.locator("#language");
        var width = language.boundingBox().width;
        StubApi.on(
                "GET",
                "/mentors",
                Samples.directory(Samples.mentor(Samples.ADA, "Ada Lovelace"))
                        .put(
                                "facets",
                                new JsonObject()
                                        .put("tags", new JsonArray())
                                        .put("languages", Samples.languages("en", 12345, "ar", 1))
                                        .put("ratings", Samples.ratings(1, 0, 0))));

        language.selectOption("en");

        assertThat(page.locator("#language option[value='en']")).hasText("English (12,345)");
        assertThat(language).hasValue("en");
        assertThat(page.locator("#min_rating option[value='4']")).isDisabled();
        assertThat(page.locator("#min_rating option[value='4']")).hasText("4 and more (0)");
        assertThat(page.locator("#min_rating")).hasValue("");
        assertThat(language.boundingBox().width).isEqualTo(width);

        language.focus();
        language.selectOption("ar");
        assertThat(page).hasURL(java.util.regex.Pattern.compile(".*language=ar.*"));
        assertThat(language).hasValue("ar");
        assertThat(language).isFocused();
    }

    @Test
    void findsThoseWhoAreFreeThisWeekByTheKeyboardAndWithoutScript() {
        var free = "#free_within";
        var chosen = java.util.regex.Pattern.compile(".*free_within=7.*");
        var page = open("/", Setup.of(360, false));
        page.locator("#filters summary").press("Enter");
        page.locator(free).focus();
        page.keyboard().press("Space");
        assertThat(page).hasURL(chosen);
        assertThat(page.locator(free)).isChecked();
        assertThat(page.locator(free)).isFocused();
        page.keyboard().press("Space");
        assertThat(page).not().hasURL(chosen);
        assertThat(page.locator(free)).not().isChecked();

        var plain = open("/", Setup.of(1440, false).withoutScript());
        plain.locator(free).check();
        plain.locator(".search-row .button").click();
        assertThat(plain).hasURL(chosen);
        assertThat(plain.locator(free)).isChecked();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void showsMentorsBeforeTheFiltersOnAPhoneAndHowManyOfTheseAreChosen(boolean script) {
        var phone = Setup.of(360, false);
        var page = open("/?tag=compilers&language=en", script ? phone : phone.withoutScript());
        var filters = page.locator("#filters summary");
        assertThat(filters).hasText("Filters (2)");
        assertThat(page.locator("#language")).not().isVisible();
        assertThat(page.locator("input[value='compilers']")).not().isVisible();
        assertThat(page.locator(".card").first().boundingBox().y).isLessThan(PHONE_HEIGHT);

        filters.press("Enter");
        assertThat(page.locator("#language")).isVisible();
        page.locator("#language").selectOption("");
        if (!script) {
            page.locator(".search-row .button").click();
        }
        assertThat(filters).hasText("Filters (1)");
        assertThat(page).hasURL(java.util.regex.Pattern.compile(".*tag=compilers.*"));
        if (script) {
            picture(page, "find-360-light-filters");
            assertAccessible(page);
            assertFits(page);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void showsAllFiltersWhereThereIsRoom(boolean script) {
        var desktop = Setup.of(1280, false);
        var page = open("/", script ? desktop : desktop.withoutScript());

        assertThat(page.locator("#language")).isVisible();
        assertThat(page.locator("input[value='compilers']")).isVisible();
        assertThat(page.locator("#filters summary")).isHidden();
        picture(page, "find-1280-light" + (script ? "" : "-without-script"));
    }

    @Test
    void worksWithoutScript() {
        var page = open("/", Setup.of(1440, false).withoutScript());

        page.locator("#q").fill("ada");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(java.util.regex.Pattern.compile(".*q=ada.*"));

        page.locator("#choose-language").selectOption("de");
        page.locator("form[action='/language'] button").click();
        assertThat(page.locator("h1")).hasText("Mentor finden");
        assertThat(page).hasURL(java.util.regex.Pattern.compile(".*q=ada.*"));
    }

    @Test
    void keepsAChosenThemeAgainstTheSystemFromTheFirstPaintOn() {
        var page = open("/", Setup.of(1440, true));
        page.locator("button[value='light']").click();

        assertThat(page.locator("html[data-theme='light']")).isVisible();
        assertThat(page.evaluate("getComputedStyle(document.documentElement).colorScheme"))
                .isEqualTo("light");
    }

    @Test
    void weighsLittle() {
        var page = open("/", Setup.of(1440, false));
        page.waitForLoadState(LoadState.NETWORKIDLE);

        var weight = (Number) page.evaluate("""
                () => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                        .reduce((sum, entry) => sum + entry.transferSize, 0)""");

        System.out.println("First page: " + weight + " bytes");
        assertThat(weight.intValue()).isBetween(SMALLEST_FIRST_PAGE, LARGEST_FIRST_PAGE);
    }
}
