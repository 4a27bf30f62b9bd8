package org.mentoring.web.browser;

import java.net.URL;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.mentoring.kit.browser.Chromium;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.language.Reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Looks at pages in Chromium, in front of {@link StubApi}; a test says {@code @QuarkusTest @QuarkusTestResource(StubApi.class)} itself. Where there is no Chromium (the variable {@code CHROMIUM} names one)
 * the test is skipped. What a page logs as an error, such as a breach of the Content-Security-Policy, fails the test.
 */
@QuarkusTestResource(SharedChromium.class)
abstract class BrowserTest {

    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    /** What a browser and htmx log where no answer, or an error, came: what the page then shows is tested. */
    private static final Pattern UNANSWERED = Pattern.compile(
            "^(?:Failed to load resource|htmx:(?:afterRequest|sendError|sendAbort)$|Response Status Error Code)");

    private static final String WHAT_AXE_FINDS = """
            async rules => (await axe.run({runOnly: rules, resultTypes: ['violations']})).violations
                    .map(rule => `${rule.id}: ${rule.help} ${rule.nodes.map(node => node.html)}`)""";

    /** Modules are tested side by side, on machines that are busy. */
    private static final double LONGEST_WAIT_MILLIS = 30_000;

    private static final int HEIGHT = 900;

    /** Those of {@link #view}, by what only a new one could change. */
    private static final Map<String, Page> WINDOWS = new HashMap<>();

    @TestHTTPResource("/")
    URL home;

    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final Set<Page> listenedTo = new HashSet<>();
    private final Consumer<String> noteFailure = failures::add;
    private final Consumer<ConsoleMessage> noteError = message -> {
        if (message.type().equals("error")
                && !UNANSWERED.matcher(message.text()).find()) {
            failures.add(message.text());
        }
    };

    /** How a browser is set up. */
    record Setup(int width, boolean dark, String locale, String zone, boolean script) {

        static Setup of(int width, boolean dark) {
            return new Setup(width, dark, "en-GB", "Europe/London", true);
        }

        Setup in(String otherLocale, String otherZone) {
            return new Setup(width, dark, otherLocale, otherZone, script);
        }

        Setup withoutScript() {
            return new Setup(width, dark, locale, zone, false);
        }
    }

    @BeforeAll
    static void needChromium() {
        PlaywrightAssertions.setDefaultAssertionTimeout(LONGEST_WAIT_MILLIS);
        assumeTrue(Chromium.isInstalled(), Chromium.MISSING);
    }

    @AfterAll
    static void closeWindows() {
        WINDOWS.values().forEach(window -> window.context().close());
        WINDOWS.clear();
    }

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
    }

    @AfterEach
    void close() {
        contexts.forEach(BrowserContext::close);
        WINDOWS.values().stream().filter(listenedTo::contains).forEach(this::leave);
        assertThat(failures).as("What pages logged as errors").isEmpty();
    }

    /** A page in a browser whose zone the web client knows already, so that nothing on it is put in place of something else. */
    Page open(String path, Setup setup) {
        var context = context(setup);
        if (setup.script()) {
            context.addCookies(List.of(zoneCookie(setup)));
        }
        return page(context.newPage(), path);
    }

    /** The first page that a browser ever opens here. */
    Page openFirst(String path, Setup setup) {
        return page(context(setup).newPage(), path);
    }

    /**
     * As {@link #open}, of a page that the test does nothing with but look at it, and only until it views the next one: in a window
     * that the tests of the class share, as a new one takes three times as long as the page.
     */
    Page view(String path, Setup setup) {
        var window = WINDOWS.computeIfAbsent(
                setup.locale() + " " + setup.zone(),
                key -> SharedChromium.browser().newContext(options(setup)).newPage());
        window.context().clearCookies();
        window.context().addCookies(List.of(zoneCookie(setup)));
        window.setViewportSize(setup.width(), HEIGHT);
        window.emulateMedia(
                new Page.EmulateMediaOptions().setColorScheme(setup.dark() ? ColorScheme.DARK : ColorScheme.LIGHT));
        return page(window, path);
    }

    /** For a page of the same origin that asks for nothing any more. */
    private void leave(Page window) {
        go(window, "/robots.txt");
        window.offConsoleMessage(noteError);
        window.offPageError(noteFailure);
    }

    private Cookie zoneCookie(Setup setup) {
        return new Cookie(Reader.ZONE_COOKIE, URLEncoder.encode(setup.zone(), UTF_8)).setUrl(home.toString());
    }

    private BrowserContext context(Setup setup) {
        var context = SharedChromium.browser()
                .newContext(options(setup)
                        .setViewportSize(setup.width(), HEIGHT)
                        .setColorScheme(setup.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                        .setJavaScriptEnabled(setup.script()));
        contexts.add(context);
        return context;
    }

    private static Browser.NewContextOptions options(Setup setup) {
        return new Browser.NewContextOptions()
                // A page that still scrolls moves what is under the mouse.
                .setReducedMotion(ReducedMotion.REDUCE)
                .setLocale(setup.locale())
                .setTimezoneId(setup.zone());
    }

    private Page page(Page page, String path) {
        if (listenedTo.add(page)) {
            page.onConsoleMessage(noteError);
            page.onPageError(noteFailure);
        }
        go(page, path);
        return page;
    }

    void go(Page page, String path) {
        page.navigate(home.toString().replaceAll("/$", "") + path);
    }

    /** A picture of the whole page in {@code target/screens}, where the property {@code screens} asks for pictures. */
    static void picture(Page page, String name) {
        if (System.getProperty("screens") == null) {
            return;
        }
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target/screens", name + ".png"))
                .setFullPage(true));
    }

    /** That the page as it stands is accessible and fits, on a desktop and on a phone, in light and in dark. */
    static void assertGoodInEverySetup(Page page, String name) {
        // A tablet differs in its layout alone.
        page.setViewportSize(768, HEIGHT);
        picture(page, name + "-768-light");
        assertFits(page);
        for (var width : new int[] {1440, 360}) {
            page.setViewportSize(width, HEIGHT);
            for (var scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                picture(page, name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT));
                assertAccessible(page);
                assertFits(page);
            }
        }
    }

    /** That the longest words fit on the narrowest screen. */
    void assertFitsInGerman(String path, String name) {
        var page = view(path, Setup.of(320, false).in("de-DE", "Europe/Berlin"));
        picture(page, name + "-320-light-de");
        assertFits(page);
    }

    static void assertAccessible(Page page) {
        if (!(boolean) page.evaluate("'axe' in window")) {
            page.evaluate(AxeBuilder.getAxeScript());
        }
        assertThat(page.title()).as("The title of " + page.url()).contains(" – ");
        assertThat(page.evaluate("document.querySelectorAll('h1').length"))
                .as("Headings of the first level on " + page.url())
                .isEqualTo(1);
        assertThat((List<?>) page.evaluate(WHAT_AXE_FINDS, RULES))
                .as("What axe finds on " + page.url())
                .isEmpty();
    }

    /** That nothing has to be scrolled to the side. */
    static void assertFits(Page page) {
        assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("What is wider than the window on " + page.url())
                .isEqualTo(0);
    }
}
