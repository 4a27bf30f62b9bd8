package org.mentoring.web.browser;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.StubApi;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "Ada Lovelace", roles = "mentor")
class AvailabilityPagesTest extends BrowserTest {

    @BeforeEach
    void stubMentor() {
        MentorSamples.stub();
    }

    @ParameterizedTest
    @CsvSource({
        "availability, /availability",
        "settings, /availability/settings",
    })
    void axeFindsNothing(String name, String path) {
        assertGoodInEverySetup(open(path, Setup.of(1440, false)), name);
        var arabic = open(path, Setup.of(360, false).in("ar-EG", "Africa/Cairo"));
        picture(arabic, name + "-360-light-ar");
        assertAccessible(arabic);
        assertFits(arabic);
    }

    @Test
    void addsAndCopiesWindowsInPlaceAndMarksWhatIsNotSaved() {
        var page = open("/availability", Setup.of(1440, false));
        assertThat(page.locator("[data-unsaved]")).isHidden();

        page.locator("button[value='add.mon']").click();
        assertThat(page.locator("#from-mon-1")).isFocused();
        assertThat(page.locator("#from-mon-1")).hasValue("13:00");
        assertThat(page.locator("[data-unsaved]")).isVisible();

        page.locator(".week-day:has([value='mon'][name='on']) summary").click();
        picture(page, "availability-copy");
        page.locator("button[value='copy-all.mon']").click();
        assertThat(page.locator("#from-sun-1")).hasValue("13:00");
        assertThat(page).hasURL(java.util.regex.Pattern.compile(".*/availability$"));
    }

    @Test
    void marksOverlapsWhileTheyAreTyped() {
        var page = open("/availability", Setup.of(1440, false));

        page.locator("button[value='add.mon']").click();
        page.locator("#from-mon-1").fill("11:00");
        page.locator("#from-mon-1").blur();

        assertThat(page.locator("#say-mon-0")).hasText("Overlaps with other hours.");
        assertThat(page.locator("#say-mon-1")).hasText("Overlaps with other hours.");
        assertThat(page.locator("#from-mon-1")).hasValue("11:00");
        picture(page, "availability-overlap");
        assertAccessible(page);
    }

    @Test
    void givesADayThatIsSwitchedOffAndOnItsWindowsBack() {
        var page = open("/availability", Setup.of(360, false));

        page.locator("input[name='on'][value='mon']").uncheck();
        assertThat(page.locator("#from-mon-0")).isHidden();
        page.locator("input[name='on'][value='mon']").check();
        assertThat(page.locator("#from-mon-0")).hasValue("09:00");
    }

    @Test
    void warnsBeforeUnsavedHoursAreLeft() {
        var page = open("/availability", Setup.of(1440, false));
        var asked = new java.util.concurrent.atomic.AtomicBoolean();
        page.onDialog(dialog -> {
            asked.set(dialog.type().equals("beforeunload"));
            dialog.accept();
        });

        page.locator("#from-mon-0").fill("08:00");
        page.locator(".brand").click();
        page.waitForURL("**/");

        assertThat(asked).isTrue();
    }

    @Test
    void worksWithoutScript() {
        var page = open("/availability", Setup.of(1440, false).withoutScript());

        page.locator("button[value='add.mon']").click();

        assertThat(page.locator("#from-mon-1")).hasValue("13:00");
        assertThat(page.locator("[data-unsaved]")).isVisible();
    }

    @Test
    void paintsTheWeekWithTheMouseAndWithTheKeyboard() {
        var page = open("/availability", Setup.of(1440, false));
        page.locator(".week-grid summary").click();

        page.locator("#cell-wed-840").hover();
        page.mouse().down();
        page.locator("#cell-thu-930").hover();
        page.mouse().up();
        assertThat(page.locator("#from-wed-0")).hasValue("14:00");
        assertThat(page.locator("#to-thu-0")).hasValue("16:00");
        assertThat(page.locator("#cell-thu-930")).isFocused();
        assertThat(page.locator("[data-unsaved]")).isVisible();

        page.keyboard().press("ArrowDown");
        page.keyboard().press("Shift+ArrowDown");
        page.keyboard().press("Space");
        assertThat(page.locator("#to-thu-0")).hasValue("17:00");
        picture(page, "availability-grid");
        assertAccessible(page);
    }
}
