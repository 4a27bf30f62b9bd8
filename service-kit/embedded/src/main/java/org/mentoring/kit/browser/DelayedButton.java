package org.mentoring.kit.browser;

import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** A button that is disabled until its page has been visible for a second, on a page whose clock a test sets. */
public final class DelayedButton {

    private static final String HIDDEN = """
            window.shown = 'hidden';
            Object.defineProperty(Document.prototype, 'visibilityState', {get: () => window.shown});""";

    private final Page page;
    private final Locator button;

    /** Stops the clock of a page: of the next one that is opened in it. */
    public DelayedButton(Page page, String selector) {
        this.page = page;
        this.button = page.locator(selector);
        page.clock().install(new Clock.InstallOptions().setTime("2027-03-01T09:00:00Z"));
        page.clock().pauseAt("2027-03-01T09:00:01Z");
    }

    /** Has the next page that is opened be one that nobody sees. */
    public DelayedButton hidden() {
        page.addInitScript(HIDDEN);
        return this;
    }

    /** Asserts that the button is not enabled while nobody sees the page, and shows it. */
    public void assertDisabledWhileHidden() {
        page.clock().runFor(60_000);
        assertThat(button).isDisabled();
        page.evaluate("window.shown = 'visible'; document.dispatchEvent(new Event('visibilitychange'));");
    }

    /** Asserts that a second passes before the button is enabled. */
    public void assertEnabledAfterASecond() {
        page.clock().runFor(999);
        assertThat(button).isDisabled();
        page.clock().runFor(1);
        assertThat(button).isEnabled();
    }
}
