package org.mentoring.web.browser;

import java.time.Instant;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.StubApi;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "Ada Lovelace", roles = "mentor")
class MentorPagesTest extends BrowserTest {

    @ParameterizedTest
    @CsvSource({
        "requests, /requests",
        "propose, /requests/" + FIRST + "/propose",
        "agenda, /agenda",
        "agenda-list, /agenda?view=list",
        "profile, /profile",
        "applied, /apply",
        "reviews, /reviews",
        "calendars, /calendars",
        "mentees, /mentees",
        "mentee, /mentees/0197c1e2-1d2c-7a10-8f00-000000000081"
    })
    void axeFindsNothing(String name, String path) {
        if (path.startsWith("/requests")) {
            MentorSamples.stubRequests();
        } else if (path.startsWith("/agenda")) {
            MentorSamples.stubSessions();
        } else if (path.startsWith("/mentees")) {
            MentorSamples.stubMentees(Instant.parse("2026-10-02T14:30:00Z"));
        } else {
            MentorSamples.stubProfile();
        }
        assertGoodInEverySetup(view(path, Setup.of(1440, false)), name);
        var arabic = view(path, Setup.of(320, false).in("ar-EG", "Africa/Cairo"));
        picture(arabic, name + "-320-light-ar");
        assertAccessible(arabic);
        assertFits(arabic);
        assertFitsInGerman(path, name);
    }

    @Test
    void findsTopicsByTheirAliasesAndKeepsTheChosenOnes() {
        MentorSamples.stubProfile();
        var page = open("/profile", Setup.of(360, false));
        var design = page.locator("[data-names^='design']");
        var languages = page.locator("[data-names^='C & C++']");

        page.locator("#find-topic").fill("ux");

        assertThat(languages).isHidden();
        assertThat(design).isVisible();
        assertThat(page.locator("[data-names^='compilers']")).isVisible();
        picture(page, "profile-360-light-filtered");
        assertAccessible(page);

        page.locator("#find-topic").fill("nothing");
        assertThat(design).isHidden();
        assertThat(page.locator("[data-filter] [role='status']")).hasText("No topic has this name.");

        page.locator("#find-topic").fill("");
        assertThat(languages).isVisible();
        assertThat(page.locator("[data-filter] [role='status']")).isEmpty();
    }

    @Test
    void findsTopicsAlsoAfterTheyWereMissing() {
        MentorSamples.stubProfile();
        StubApi.refuse("GET", "/expertise-tags", 503, "unavailable");
        var page = open("/profile", Setup.of(1440, false));
        MentorSamples.stubProfile();

        page.locator("#expertise a[data-retry]").press("Enter");
        page.locator("#find-topic").fill("ux");

        assertThat(page.locator("[data-names^='C & C++']")).isHidden();
        assertThat(page.locator("[data-names^='design']")).isVisible();
    }

    private static final String FIRST = "0197c1e2-1d2c-7a10-8f00-000000000041";
}
