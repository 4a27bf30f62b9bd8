package org.mentoring.web.browser;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.requests.RequestSamples;

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
        assertGoodInEverySetup(view(path, Setup.of(1440, false)), name);
        var arabic = view(path, Setup.of(320, false).in("ar-EG", "Africa/Cairo"));
        picture(arabic, name + "-320-light-ar");
        assertAccessible(arabic);
        assertFits(arabic);
        assertFitsInGerman(path, name);
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
    void takesEveryStepAndWhatIsTypedWhileAnAnswerIsAwaited() {
        var page = open("/availability", Setup.of(1440, false));
        var held = new HeldRequests(page);

        page.locator("button[value='add.mon']").press("Enter");
        held.await(1);
        page.locator("button[value='add.mon']").press("Enter");
        page.locator("button[value='add.tue']").press("Enter");
        page.locator("button[value='remove.tue.0']").press("Enter");
        page.locator("#to-fri-0").fill("23:00");
        page.locator(".week-day:has([value='wed'][name='on']) summary").press("Enter");
        page.locator("[name='copy-wed'][value='thu']").press("Space");
        page.locator("button[value='copy.wed']").press("Enter");
        held.letThrough();

        assertThat(page.locator("#week-said")).hasText("Wednesday was copied to 1 day.");
        assertThat(page.locator("#from-mon-1")).hasValue("13:00");
        assertThat(page.locator("#from-mon-2")).hasCount(0);
        assertThat(page.locator("#from-tue-0")).hasValue("13:00");
        assertThat(page.locator("#to-fri-0")).hasValue("23:00");
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

    @Test
    void fillsInAnExceptionWithSeveralWindowsInPlace() {
        var page = open("/availability", Setup.of(1440, true));
        page.locator("input[value='other-hours']").check();
        page.locator("#hours-from-0").fill("09:00");
        page.locator("#hours-to-0").fill("12:00");

        page.locator(".exception button[value='add']").click();
        assertThat(page.locator("#hours-from-1")).isFocused();
        assertThat(page.locator("#hours-from-0")).hasValue("09:00");
        assertThat(page.locator("#exception-said")).hasText("A window was added.");
        assertThat(page.locator("#from-mon-0")).hasValue("09:00");
        page.locator("#hours-from-1").fill("22:00");
        page.locator("#hours-to-1").fill("02:00");
        page.locator(".exception button[value='remove.0']").click();

        assertThat(page.locator("#hours-from-0")).hasValue("22:00");
        assertThat(page.locator("#hours-from-1")).hasCount(0);
        assertThat(page.locator("input[value='other-hours']")).isChecked();
        picture(page, "availability-exception");
        assertAccessible(page);
    }

    @Test
    void fillsInAnExceptionWithoutScript() {
        var page = open("/availability", Setup.of(360, false).withoutScript());
        page.locator("input[value='extra-hours']").check();
        page.locator("#hours-from-0").fill("09:00");
        page.locator("#hours-to-0").fill("12:00");

        page.locator(".exception button[value='add']").click();

        assertThat(page.locator("#hours-from-0")).hasValue("09:00");
        assertThat(page.locator("#hours-from-1")).isVisible();
        assertThat(page.locator("input[value='extra-hours']")).isChecked();
    }

    @Test
    void asksBeforeAnExceptionLeavesSessionsOutside() {
        var monday = MentorSamples.nextMonday("10:00");
        StubApi.on("GET", "/bookings", MentorSamples.list(RequestSamples.booking(31, "confirmed", monday)));
        StubApi.on(
                "POST",
                "/availability/overrides/check",
                new JsonObject()
                        .put(
                                "bookings_outside",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("id", Samples.id(31))
                                                .put("start_time", monday.toString())
                                                .put("end_time", monday.toString()))));
        var page = open("/availability", Setup.of(360, false));
        page.locator("#first").fill(monday.toString().substring(0, 10));
        page.locator(".exception .actions button").click();

        assertThat(page.locator("#inside-heading")).hasText("1 booked session is in this time");
        picture(page, "availability-exception-asks");
        assertAccessible(page);
    }
}
