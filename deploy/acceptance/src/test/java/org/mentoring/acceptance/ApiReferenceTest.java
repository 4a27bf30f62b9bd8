package org.mentoring.acceptance;

import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mentoring.acceptance.RunningPlatform.Platform;
import org.mentoring.kit.browser.Chromium;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A developer reads the API reference in a browser, signs in there, and calls an operation. */
@ExtendWith(RunningPlatform.class)
@EnabledIf(value = "org.mentoring.kit.browser.Chromium#isInstalled", disabledReason = Chromium.MISSING)
class ApiReferenceTest {

    private static final double LONGEST_STEP_MILLIS = 60_000;

    @Test
    void callsAnOperationAsTheSignedInPerson(Platform platform) {
        PlaywrightAssertions.setDefaultAssertionTimeout(LONGEST_STEP_MILLIS);
        try (var chromium = new Chromium();
                var person = chromium.context(platform.addresses().api().toString())) {
            List<String> errors = new ArrayList<>();
            var page = person.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    errors.add(message.text());
                }
            });
            page.navigate("/docs/api.html");
            assertThat(page.locator(".opblock").first()).isVisible();
            assertThat(errors).as("What the page logged as errors").isEmpty();

            page.locator("button.authorize").first().click();
            var flow = page.locator(".auth-container", new Page.LocatorOptions().setHasText("authorizationCode"))
                    .first();
            var signIn =
                    person.waitForPage(() -> flow.locator("button.authorize").click());
            signIn.locator("#username").fill("ken");
            signIn.locator("#password").fill("ken");
            signIn.locator("#kc-login").click();
            assertThat(flow.getByText("Logout")).isVisible();
            page.locator(".close-modal").click();

            var operation = page.locator(".opblock", new Page.LocatorOptions().setHasText("Get the caller's account"))
                    .first();
            operation.locator(".opblock-summary-control").click();
            operation.locator(".try-out__btn").click();
            operation.locator("button.execute").click();
            assertThat(operation
                            .locator(".live-responses-table tbody .response-col_status")
                            .first())
                    .containsText("200");
            assertThat(operation.locator(".live-responses-table").first()).containsText("ken@example.org");
        }
    }
}
