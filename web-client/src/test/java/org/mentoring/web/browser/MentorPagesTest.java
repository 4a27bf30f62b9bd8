package org.mentoring.web.browser;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.agenda.SessionSamples;
import org.mentoring.web.book.BookSamples;
import org.mentoring.web.mentees.MenteeSamples;
import org.mentoring.web.profile.ProfileSamples;
import org.mentoring.web.requests.RequestSamples;

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
            RequestSamples.stub();
        } else if (path.startsWith("/agenda")) {
            SessionSamples.stub();
        } else if (path.startsWith("/mentees")) {
            MenteeSamples.stub(Instant.parse("2026-10-02T14:30:00Z"));
        } else {
            ProfileSamples.stub();
        }
        assertGoodInEverySetup(view(path, Setup.of(1440, false)), name);
        var arabic = view(path, Setup.of(320, false).in("ar-EG", "Africa/Cairo"));
        picture(arabic, name + "-320-light-ar");
        assertAccessible(arabic);
        assertFits(arabic);
        assertFitsInGerman(path, name);
    }

    @Test
    void longWordsFitOnTheNarrowestScreen() {
        MentorSamples.stub();
        BookSamples.offer(BookSamples.usual(), false);
        var start = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(3, ChronoUnit.DAYS);
        StubApi.on("GET", "/mentors", Samples.directory(Samples.mentor(Samples.ADA, LONG + " " + LONG)));
        StubApi.on("GET", "/mentors/" + Samples.ADA, Samples.mentor(Samples.ADA, LONG + " " + LONG));
        var request = RequestSamples.booking(41, "pending", start)
                .put("user_name", LONG)
                .put("mentor_name", LONG)
                .put("session_type", LONG)
                .put("note", LONG)
                .put("expires_at", start.minus(1, ChronoUnit.DAYS).toString());
        StubApi.on("GET", "/bookings", MentorSamples.list(request));
        StubApi.on("GET", "/bookings/" + FIRST, request);
        var session = SessionSamples.session(51, "upcoming", start).put("mentee_name", LONG);
        StubApi.on("GET", "/sessions", MentorSamples.list(session));
        var wide = new ArrayList<String>();
        for (var path : List.of(
                "/",
                "/mentors/" + Samples.ADA,
                "/mentors/" + Samples.ADA + "/book",
                "/requests",
                "/requests/" + FIRST + "/propose",
                "/bookings",
                "/bookings/" + FIRST,
                "/agenda",
                "/agenda?view=list&date=" + start.toString().substring(0, 10),
                "/mentees",
                "/mentees/" + Samples.id(81))) {
            if (!isAsWideAsTheWindow(view(path, Setup.of(320, false)))) {
                wide.add(path);
            }
        }
        org.assertj.core.api.Assertions.assertThat(wide).isEmpty();
    }

    private static boolean isAsWideAsTheWindow(Page page) {
        assertThat(page.locator("main")).containsText(LONG);
        return (boolean) page.evaluate("document.documentElement.scrollWidth === document.documentElement.clientWidth");
    }

    @Test
    void findsTopicsByTheirAliasesAndKeepsTheChosenOnes() {
        ProfileSamples.stub();
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
        ProfileSamples.stub();
        StubApi.refuse("GET", "/expertise-tags", 503, "unavailable");
        var page = open("/profile", Setup.of(1440, false));
        ProfileSamples.stub();

        page.locator("#expertise a[data-retry]").press("Enter");
        page.locator("#find-topic").fill("ux");

        assertThat(page.locator("[data-names^='C & C++']")).isHidden();
        assertThat(page.locator("[data-names^='design']")).isVisible();
    }

    private static final String FIRST = "0197c1e2-1d2c-7a10-8f00-000000000041";
    private static final String LONG = "Donaudampfschifffahrtskapitänin";
}
