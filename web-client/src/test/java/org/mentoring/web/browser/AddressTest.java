package org.mentoring.web.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.WaitUntilState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import org.junit.jupiter.api.Test;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.book.BookSamples;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Addresses that a script has changed, and what was typed, stay through the switches that every page has. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
class AddressTest extends BrowserTest {

    private static final Setup WIDE = Setup.of(1440, false);
    private static final Pattern SEARCHED = Pattern.compile(".*\\?q=ada&sort=.*");

    private Page searched() {
        var page = open("/", WIDE);
        StubApi.on("GET", "/mentors", Samples.directory(Samples.mentor(Samples.ADA, "Ada Lovelace")));
        page.locator("#q").pressSequentially("ada");
        assertThat(page.locator("#count")).hasText("1 mentor");
        assertThat(page).hasURL(SEARCHED);
        return page;
    }

    @Test
    void staysWhereTheLanguageOrTheThemeIsSwitched() {
        var page = searched();

        page.locator("button[value='dark']").click();
        assertThat(page.locator("html[data-theme='dark']")).isVisible();
        assertThat(page).hasURL(SEARCHED);

        page.locator("#q").fill("adax");
        assertThat(page).hasURL(Pattern.compile(".*\\?q=adax&.*"));
        page.locator("#choose-language").selectOption("de");
        assertThat(page.locator("html[lang^='de']")).isVisible();
        assertThat(page).hasURL(Pattern.compile(".*\\?q=adax&.*"));
        assertThat(page.locator("#q")).hasValue("adax");
    }

    @Test
    void searchesForWhatWasTypedBeforeTheScriptWasThere() {
        var page = open("/", WIDE);
        var scripts = new ArrayList<Route>();
        page.route("**/*.js", scripts::add);
        page.navigate(home.toString(), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        page.locator("#q").fill("ada");
        page.waitForCondition(() -> !scripts.isEmpty());
        StubApi.on("GET", "/mentors", Samples.directory(Samples.mentor(Samples.ADA, "Ada Lovelace")));

        page.unroute("**/*.js");
        scripts.forEach(Route::resume);

        assertThat(page.locator("#count")).hasText("1 mentor");
        assertThat(page).hasURL(SEARCHED);
    }

    @Test
    void leadsTheSignInBackToIt() {
        var page = searched();
        page.route("**/sign-in**", route -> route.fulfill(new Route.FulfillOptions().setBody("here")));

        page.locator(".top a[href^='/sign-in']").click();

        assertThat(page).hasURL(Pattern.compile(".*/sign-in\\?to=%2F%3Fq%3Dada%26.*"));
    }

    @Test
    void bringsTheListBackByTheBackButton() {
        var page = searched();
        page.setViewportSize(360, 300);
        page.locator(".card-name a").scrollIntoViewIfNeeded();
        var place = ((Number) page.evaluate("scrollY")).intValue();

        page.locator(".card-name a").click();
        assertThat(page.locator("h1")).hasText("Ada Lovelace");
        page.goBack();

        assertThat(page).hasURL(SEARCHED);
        page.waitForCondition(() -> ((Number) page.evaluate("scrollY")).intValue() == place);
        org.assertj.core.api.Assertions.assertThat(place).isPositive();
        assertThat(page.locator("#q")).hasValue("ada");
        assertThat(page.locator(".card")).hasCount(1);
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void keepsWhatWasTypedWhereTheLanguageIsSwitched() {
        StubApi.on("GET", "/reviews/mine", BookSamples.page());
        StubApi.on("GET", "/sessions/" + Samples.id(81), BookSamples.session("completed"));
        var page = open("/sessions/" + Samples.id(81) + "/review", WIDE);
        page.locator("#rating-3").check(new com.microsoft.playwright.Locator.CheckOptions().setForce(true));
        page.locator("#feedback").fill("Clear and kind");

        page.locator("#choose-language").selectOption("de");

        assertThat(page.locator("html[lang^='de']")).isVisible();
        assertThat(page.locator("#feedback")).hasValue("Clear and kind");
        assertThat(page.locator("#rating-3")).isChecked();
        assertThat(page.locator("[data-used]")).hasText("14 / 5.000");
        // It is put back once.
        page.reload();
        assertThat(page.locator("#feedback")).hasValue("");
    }

    @Test
    void letsAFormBeSentAgainThatGotNoAnswer() {
        var page = open("/", WIDE);
        page.clock().install();
        page.reload();
        var sent = new AtomicInteger();
        // As where the person stops the page: it stays.
        page.route("**/theme", route -> {
            sent.incrementAndGet();
            route.fulfill(new Route.FulfillOptions().setStatus(204));
        });

        page.locator("button[value='dark']").click();
        page.waitForCondition(() -> sent.get() == 1);
        page.locator("button[value='dark']").click();
        assertThat(page.locator("form[action='/theme']")).hasAttribute("aria-busy", "true");

        page.clock().fastForward(11_000);
        assertThat(page.locator("form[action='/theme']")).not().hasAttribute("aria-busy", "true");
        page.locator("button[value='dark']").click();
        page.waitForCondition(() -> sent.get() >= 2);
        org.assertj.core.api.Assertions.assertThat(sent)
                .as("presses that were sent")
                .hasValue(2);
    }

    @Test
    void asksAboutAnotherMoveOnceTheBrowserIsBack() {
        var page = open("/", WIDE);
        page.context().addCookies(List.of(new Cookie("zone_kept", "Asia%2FTokyo").setUrl(home.toString())));

        page.reload();

        page.waitForCondition(
                () -> page.context().cookies().stream().noneMatch(cookie -> cookie.name.equals("zone_kept")));
    }
}
