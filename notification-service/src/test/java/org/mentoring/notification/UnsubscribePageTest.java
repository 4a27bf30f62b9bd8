package org.mentoring.notification;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.UnsubscribeLinks;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The page behind the link of a mail in Chromium, whose clock the test sets; skipped where there is none (the variable CHROMIUM names one). */
@QuarkusTest
@RealParts
class UnsubscribePageTest {

    private static final String START = "2027-03-01T09:00:00Z";
    private static final String STOPPED = "2027-03-01T09:00:01Z";
    private static final String HIDDEN = """
            window.shown = 'hidden';
            Object.defineProperty(Document.prototype, 'visibilityState', {get: () => window.shown});""";

    private static Playwright playwright;
    private static Browser browser;

    @TestHTTPResource("/api/v1/notifications/unsubscribe")
    URL address;

    @Inject
    UnsubscribeLinks links;

    @BeforeAll
    static void start() {
        var chromium = chromium();
        assumeTrue(chromium.isPresent(), "Skipped: there is no Chromium. Install one, or name it in CHROMIUM.");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.get())
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
    }

    @AfterAll
    static void end() {
        if (playwright != null) {
            playwright.close();
            playwright = null;
        }
    }

    @Test
    void enablesItsButtonASecondAfterThePageIsVisible() {
        try (var context = browser.newContext()) {
            var page = context.newPage();
            stopTheClock(page);
            page.navigate(link());
            var button = page.locator("form button");

            page.clock().runFor(999);
            assertThat(button).isDisabled();
            page.clock().runFor(1);
            assertThat(button).isEnabled();

            button.click();
            assertThat(page.locator("h1")).hasText("Switched off");
        }
    }

    @Test
    void keepsItsButtonDisabledWhileNobodySeesThePage() {
        try (var context = browser.newContext()) {
            var page = context.newPage();
            stopTheClock(page);
            page.addInitScript(HIDDEN);
            page.navigate(link());
            var button = page.locator("form button");

            page.clock().runFor(60_000);
            assertThat(button).isDisabled();
            page.evaluate("window.shown = 'visible'; document.dispatchEvent(new Event('visibilitychange'));");
            page.clock().runFor(999);
            assertThat(button).isDisabled();
            page.clock().runFor(1);
            assertThat(button).isEnabled();
        }
    }

    @Test
    void needsNoScript() {
        try (var context = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            var page = context.newPage();
            page.navigate(link());
            page.locator("form button").click();

            assertThat(page.locator("h1")).hasText("Switched off");
        }
    }

    private String link() {
        return address + "?" + links.to(UUID.randomUUID(), Kind.REVIEW_REQUEST).getRawQuery();
    }

    private static void stopTheClock(Page page) {
        page.clock().install(new Clock.InstallOptions().setTime(START));
        page.clock().pauseAt(STOPPED);
    }

    private static Optional<Path> chromium() {
        return Stream.concat(
                        Stream.ofNullable(System.getenv("CHROMIUM")),
                        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"))
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
