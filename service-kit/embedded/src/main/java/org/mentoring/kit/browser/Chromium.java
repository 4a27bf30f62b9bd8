package org.mentoring.kit.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ReducedMotion;

/** The Chromium of this machine, without a window. Each person has a context, as if with a browser of their own. */
public final class Chromium implements AutoCloseable {

    /** Why a test is skipped where there is none. */
    public static final String MISSING = "Skipped: there is no Chromium. Install one, or name it in CHROMIUM.";

    /** The shell without windows loads pages faster. */
    private static final List<String> DEFAULT_PATHS = List.of(
            "/usr/bin/chromium-headless-shell",
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome");

    /** Many parts share the machine that tests run on. */
    private static final double TIMEOUT_MILLIS = 60_000;

    private final Playwright playwright;
    private final Browser browser;

    public Chromium() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(found().orElseThrow())
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
    }

    public static boolean isInstalled() {
        return found().isPresent();
    }

    public Browser browser() {
        return browser;
    }

    /** @param origin to which addresses without one belong */
    public BrowserContext context(String origin) {
        var context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(origin)
                .setLocale("en-GB")
                .setTimezoneId("Europe/Berlin")
                // A page that still scrolls moves what is under the mouse.
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(1280, 900));
        context.setDefaultTimeout(TIMEOUT_MILLIS);
        return context;
    }

    @Override
    public void close() {
        playwright.close();
    }

    private static Optional<Path> found() {
        return Stream.concat(Stream.ofNullable(System.getenv("CHROMIUM")), DEFAULT_PATHS.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
