package org.mentoring.web.browser;

import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.SelectOption;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import org.junit.jupiter.api.Test;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.book.BookSamples;
import org.mentoring.web.requests.RequestSamples;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A part that could not be fetched keeps what it shows, says so, and offers in its place to fetch it again. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
class FailedPartsTest extends BrowserTest {

    private static final Setup WIDE = Setup.of(1440, false).in("en-GB", "UTC");
    private static final String MENTOR = "/mentors/" + Samples.ADA;
    private static final int MINUTE = 60_000;

    private static Locator failed(Page page, String place) {
        return page.locator(place + " > .part-failed");
    }

    private static void tryAgain(Page page, String place) {
        failed(page, place).locator("button").press("Enter");
    }

    private static List<String> sent(HeldRequests requests) {
        return requests.asked().stream()
                .map(request -> request.method() + " " + request.url() + " " + request.postData())
                .toList();
    }

    @Test
    void keepTheListAndRepeatTheSameSearch() {
        var page = open("/", WIDE);
        var requests = new HeldRequests(page);
        page.locator("#min_rating").focus();
        page.locator("#min_rating").selectOption(new SelectOption().setIndex(1));
        requests.await(1).fail();

        assertThat(failed(page, "#found")).containsText("The list of mentors: this did not load just now.");
        assertThat(page.locator("#part-said")).containsText("The list of mentors: this did not load just now.");
        assertThat(page.locator(".card")).hasCount(3);
        assertThat(page.locator("#min_rating")).isFocused();
        assertThat(page.locator("[aria-busy]")).hasCount(0);

        tryAgain(page, "#found");
        requests.await(2).fail();
        assertThat(failed(page, "#found")).hasCount(1);
        assertThat(failed(page, "#found").locator("button")).isFocused();

        requests.letThrough();
        tryAgain(page, "#found");
        assertThat(failed(page, "#found")).hasCount(0);
        assertThat(page.locator("#found")).isFocused();
        assertThat(page.locator("#part-said")).isEmpty();
        assertThat(page).hasURL(Pattern.compile(".*min_rating=.*"));
        requests.await(3);
        assertThat(sent(requests)).hasSize(3);
        assertThat(sent(requests).stream().distinct()).hasSize(1);
    }

    @Test
    void keepTheListAndTheChosenTopicsWhereItsServiceIsDown() {
        var page = open("/", WIDE);
        StubApi.refuse("GET", "/mentors", 503, "unavailable");

        page.locator("input[value='compilers']").focus();
        page.keyboard().press("Space");

        assertThat(failed(page, "#found")).isVisible();
        assertThat(page.locator(".card")).hasCount(3);
        assertThat(page.locator("input[value='compilers']")).isChecked();
        assertThat(page.locator("input[value='compilers']")).isFocused();
        assertThat(page).not().hasURL(Pattern.compile(".*tag=.*"));

        Samples.stub();
        tryAgain(page, "#found");
        assertThat(page).hasURL(Pattern.compile(".*tag=compilers.*"));
        assertThat(page.locator("input[value='compilers']")).isChecked();
    }

    @Test
    void sayThatAFavouriteIsNotSavedAndSaveItAgain() {
        var page = open("/", WIDE);
        var requests = new HeldRequests(page);
        var heart = page.locator("#favourite-" + Samples.ADA);
        var card = "#mentor-" + Samples.ADA;
        heart.click();
        requests.await(1).fail();

        assertThat(failed(page, card)).containsText("Favourite: Ada Lovelace: this could not be saved just now.");
        assertThat(heart).hasAttribute("aria-pressed", "false");
        assertThat(heart).isFocused();

        requests.letThrough();
        tryAgain(page, card);
        assertThat(heart).hasAttribute("aria-pressed", "true");
        assertThat(heart).isFocused();
        assertThat(failed(page, card)).hasCount(0);
        requests.await(2);
        assertThat(sent(requests).stream().filter(one -> one.startsWith("POST")).distinct())
                .as("the same form with the same key")
                .hasSize(1);
    }

    @Test
    void keepTheMonthAndGoToTheSameOneAgain() {
        BookSamples.offer(BookSamples.usual(), false);
        var page = open(BookSamples.BOOK, WIDE);
        var address = page.url();
        var month = page.locator("#month-name").textContent();
        var requests = new HeldRequests(page);
        page.locator("#month-later").press("Enter");
        requests.await(1).fail();

        assertThat(failed(page, "#times")).containsText("Free times: this did not load just now.");
        assertThat(page.locator("#month-name")).hasText(month);
        assertThat(page.locator("#month-later")).isFocused();
        assertThat(page).hasURL(address);

        requests.letThrough();
        tryAgain(page, "#times");
        assertThat(page.locator("#month-name")).not().hasText(month);
        assertThat(page.locator("#month-later")).isFocused();
        assertThat(failed(page, "#times")).hasCount(0);
        requests.await(2);
        assertThat(sent(requests).stream().distinct()).hasSize(1);
        page.goBack();
        assertThat(page.locator("#month-name")).hasText(month);
        assertThat(page).hasURL(address);
    }

    @Test
    void sayThatTimesCouldNotBeRenewed() {
        BookSamples.offer(BookSamples.usual(), false);
        var page = open(BookSamples.BOOK, WIDE);
        page.clock().install();
        page.reload();
        var requests = new HeldRequests(page);
        page.clock().runFor(6 * MINUTE);
        requests.await(1).fail();
        assertThat(failed(page, "#times")).isVisible();
        assertThat(page.locator("#times .time")).hasCount(5);

        BookSamples.offer(List.of(BookSamples.at(10)), false);
        requests.letThrough();
        tryAgain(page, "#times");
        assertThat(page.locator("#times .time")).hasCount(1);
        assertThat(failed(page, "#times")).hasCount(0);
    }

    @Test
    @TestSecurity(user = "Ada Lovelace", roles = "mentor")
    void keepWhatWasFilledInWhereAStepOfAFormFails() {
        MentorSamples.stub();
        var page = open("/availability", WIDE);
        page.locator("#from-mon-0").fill("08:00");
        var requests = new HeldRequests(page);
        page.locator("button[value='add.mon']").press("Enter");
        page.waitForCondition(() -> requests.asked().stream().anyMatch(FailedPartsTest::adds));
        requests.fail();

        assertThat(failed(page, "#week")).isVisible();
        assertThat(page.locator("#from-mon-0")).hasValue("08:00");
        assertThat(page.locator(".save-bar [data-unsaved]").first()).isVisible();

        requests.letThrough();
        tryAgain(page, "#week");
        assertThat(page.locator("#from-mon-1")).isFocused();
        assertThat(page.locator("#from-mon-0")).hasValue("08:00");
        assertThat(failed(page, "#week")).hasCount(0);
    }

    private static boolean adds(Request request) {
        return String.valueOf(request.postData()).contains("add.mon");
    }

    @Test
    @TestSecurity(user = "Ada Lovelace", roles = "mentor")
    void sayThatThePageIsNoLongerUpToDateOnceTwoLooksFailed() {
        MentorSamples.stub();
        var page = open("/requests", WIDE);
        var requests = new HeldRequests(page);
        look(page);
        requests.await(1).fail();
        assertThat(failed(page, "main")).hasCount(0);

        page.waitForCondition(() -> {
            // While one look is under way there is no other.
            if (requests.asked().size() < 2) {
                look(page);
            }
            return requests.asked().size() == 2;
        });
        requests.fail();
        assertThat(failed(page, "main")).containsText("Requests: this did not load just now.");
        assertAccessible(page);

        requests.letThrough();
        var waiting = RequestSamples.booking(41, "pending", BookSamples.at(9))
                .put("expires_at", BookSamples.at(8).toString());
        StubApi.on(
                "GET",
                "/bookings",
                request -> new StubApi.Answer(
                        200,
                        "application/json",
                        ("pending".equals(request.getParam("status"))
                                        ? MentorSamples.list(waiting)
                                        : MentorSamples.list())
                                .encode()));
        tryAgain(page, "main");
        assertThat(page.locator("#request-" + Samples.id(41))).isVisible();
        assertThat(failed(page, "main")).hasCount(0);
    }

    private static void look(Page page) {
        page.evaluate("window.dispatchEvent(new Event('focus'))");
    }

    @Test
    void sayThatTimesAreNotYetInTheZoneOfTheBrowser() {
        var page = openFirst("/robots.txt", Setup.of(1440, false).in("en-GB", "Asia/Kathmandu"));
        var requests = new HeldRequests(page);
        go(page, MENTOR);
        requests.await(1).fail();
        assertThat(failed(page, "main")).containsText("The times: this did not load just now.");
        assertThat(page.locator("#next-times .time")).not().hasCount(0);

        requests.letThrough();
        tryAgain(page, "main");
        assertThat(page.locator("#next-times")).containsText("Nepal Time");
        assertThat(failed(page, "main")).hasCount(0);
    }

    @Test
    void bringAPartBackAloneWhoseServiceWasDown() {
        StubApi.refuse("GET", "/ratings/.*", 503, "unavailable");
        StubApi.refuse("GET", "/reviews", 503, "unavailable");
        var page = open(MENTOR, WIDE);
        var link = page.locator("#rating a[data-retry]");
        assertThat(link).hasAccessibleName("Try again The rating");
        page.evaluate("window.kept = true");

        link.press("Enter");
        assertThat(page.locator("#part-said")).containsText("The rating: still not available.");
        assertThat(link).isFocused();
        assertThat(failed(page, "#rating")).hasCount(0);
        assertAccessible(page);

        Samples.stub();
        link.press("Enter");
        assertThat(page.locator("#rating")).containsText("4.5");
        assertThat(page.locator("#rating")).isFocused();
        // What was missing too comes with it.
        assertThat(page.locator("#written .review")).hasCount(2);
        assertThat(page.evaluate("window.kept")).isEqualTo(true);
    }

    @Test
    void bringTheTimesOfACardBackAndTheListWithItsTopics() {
        StubApi.refuse("GET", "/mentors", 503, "unavailable");
        var page = open("/", WIDE);
        page.evaluate("document.getElementById('q').value = 'typed'");
        assertThat(page.locator("#tags input")).hasCount(0);
        // Nobody else asks for the times of these, which are kept for a while.
        StubApi.on(
                "GET",
                "/mentors",
                Samples.directory(
                        Samples.mentor(Samples.id(901), "Grace Hopper"),
                        Samples.mentor(Samples.id(902), "Alan Turing")));
        StubApi.refuse("GET", "/slots", 503, "unavailable");

        page.locator("#found a[data-retry]").press("Enter");
        assertThat(page.locator("#tags input")).hasCount(2);
        assertThat(page.locator("#count")).hasText("2 mentors");
        assertThat(page.locator("#q")).hasValue("typed");
        var missing = page.locator(".card-times > [data-missing]");
        assertThat(missing).hasCount(2);
        assertAccessible(page);

        StubApi.on("GET", "/slots", Samples.slots(BookSamples.at(9)));
        page.locator(".card-times a[data-retry]").first().press("Enter");
        assertThat(missing).hasCount(0);
        assertThat(page.locator("#times-" + Samples.id(901))).isFocused();
        assertThat(page.locator("#times-" + Samples.id(902) + " .time")).not().hasCount(0);
    }

    @Test
    void areLinksToTheSamePageWithoutScript() {
        StubApi.refuse("GET", "/ratings/.*", 503, "unavailable");
        var page = open(MENTOR + "?sort=highest", WIDE.withoutScript());
        Samples.stub();

        page.locator("#rating a[data-retry]").click();

        assertThat(page.locator("#rating")).containsText("4.5");
        assertThat(page).hasURL(Pattern.compile(".*\\?sort=highest"));
    }
}
