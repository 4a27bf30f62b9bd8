package org.mentoring.notification;

import java.net.URL;
import java.util.UUID;

import jakarta.inject.Inject;

import com.microsoft.playwright.Browser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.mentoring.kit.browser.Chromium;
import org.mentoring.kit.browser.DelayedButton;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.UnsubscribeLinks;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The page behind the link of a mail, in a browser. */
@QuarkusTest
@RealParts
@EnabledIf(value = "org.mentoring.kit.browser.Chromium#isInstalled", disabledReason = Chromium.MISSING)
class UnsubscribePageTest {

    private static Chromium chromium;

    @TestHTTPResource("/api/v1/notifications/unsubscribe")
    URL address;

    @Inject
    UnsubscribeLinks links;

    @BeforeAll
    static void start() {
        chromium = new Chromium();
    }

    @AfterAll
    static void end() {
        chromium.close();
    }

    @Test
    void enablesItsButtonASecondAfterThePageIsVisible() {
        try (var context = chromium.browser().newContext()) {
            var page = context.newPage();
            var button = new DelayedButton(page, "form button");
            page.navigate(link());

            button.assertEnabledAfterASecond();

            page.locator("form button").click();
            assertThat(page.locator("h1")).hasText("Switched off");
        }
    }

    @Test
    void keepsItsButtonDisabledWhileNobodySeesThePage() {
        try (var context = chromium.browser().newContext()) {
            var page = context.newPage();
            var button = new DelayedButton(page, "form button").hidden();
            page.navigate(link());

            button.assertDisabledWhileHidden();
            button.assertEnabledAfterASecond();
        }
    }

    @Test
    void needsNoScript() {
        try (var context = chromium.browser().newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            var page = context.newPage();
            page.navigate(link());
            page.locator("form button").click();

            assertThat(page.locator("h1")).hasText("Switched off");
        }
    }

    private String link() {
        return address + "?" + links.to(UUID.randomUUID(), Kind.REVIEW_REQUEST).getRawQuery();
    }
}
