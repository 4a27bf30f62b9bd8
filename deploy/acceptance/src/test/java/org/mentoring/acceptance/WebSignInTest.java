package org.mentoring.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.acceptance.RunningPlatform.Platform;
import org.mentoring.kit.browser.Chromium;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The sign-in pages of Keycloak belong to the pages before and after them, in each tab. */
@ExtendWith(RunningPlatform.class)
@EnabledIf(value = "org.mentoring.kit.browser.Chromium#isInstalled", disabledReason = Chromium.MISSING)
class WebSignInTest {

    private static final double LONGEST_STEP_MILLIS = 60_000;
    private static final Pattern KEYCLOAK = Pattern.compile(".*/realms/mentoring/.*");
    private static final String COLOUR = "element => getComputedStyle(element).backgroundColor";

    private static Chromium chromium;

    private final String home;
    private final List<BrowserContext> people = new ArrayList<>();

    WebSignInTest(Platform platform) {
        home = platform.addresses().api().toString();
    }

    @BeforeAll
    static void start() {
        chromium = new Chromium();
        PlaywrightAssertions.setDefaultAssertionTimeout(LONGEST_STEP_MILLIS);
    }

    @AfterAll
    static void end() {
        chromium.close();
    }

    @AfterEach
    void close() {
        people.forEach(BrowserContext::close);
    }

    @ParameterizedTest
    @CsvSource({"en, ltr", "de, ltr", "fr, ltr", "es, ltr", "ar, rtl", "hi, ltr"})
    void areInTheChosenLanguageItsDirectionAndTheLookOfThePages(String language, String direction) {
        var page = visitor().newPage();
        page.navigate("/");
        page.locator("#choose-language").selectOption(language);
        assertThat(page.locator("html[lang^='%s'][dir='%s']".formatted(language, direction)))
                .isVisible();
        var ours = page.locator(".search-row .button").evaluate(COLOUR);

        page.locator(".top-end a[href^='/sign-in']").click();

        assertThat(page).hasURL(KEYCLOAK);
        assertThat(page.locator("html")).hasAttribute("lang", language);
        assertThat(page.locator("html")).hasAttribute("dir", direction);
        assertThat(page.locator("#kc-login")).isVisible();
        assertThat(page.locator("#kc-login").evaluate(COLOUR)).isEqualTo(ours);
    }

    /** @param told whether the sign-in page of the second tab learns by itself that the person has signed in in the first one */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leadBothTabsToWhatTheyWereOpenedFor(boolean told) {
        var person = visitor();
        if (!told) {
            person.route("**/authChecker.js", Route::abort);
        }
        var first = person.newPage();
        var second = person.newPage();
        first.navigate("/account");
        second.navigate("/bookings");
        assertThat(first).hasURL(KEYCLOAK);
        assertThat(second).hasURL(KEYCLOAK);

        signIn(first);
        assertThat(first).hasURL(home + "/account");
        if (!told) {
            signIn(second);
        }

        assertThat(second).hasURL(home + "/bookings");
        assertThat(second.locator("h1")).isVisible();
    }

    private BrowserContext visitor() {
        var context = chromium.context(home);
        people.add(context);
        return context;
    }

    private static void signIn(Page page) {
        page.locator("#username").fill("linus");
        page.locator("#password").fill("linus");
        page.locator("#kc-login").click();
    }
}
