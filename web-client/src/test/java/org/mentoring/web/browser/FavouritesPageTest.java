package org.mentoring.web.browser;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
class FavouritesPageTest extends BrowserTest {

    private static final String BUTTON = "#favourite-" + Samples.ADA;

    @Test
    void marksAndDropsInPlaceAndListsWhatIsMarked() {
        var page = open("/?sort=name", Setup.of(360, false));

        page.locator(BUTTON).click();
        assertThat(page.locator(BUTTON)).hasAttribute("aria-pressed", "true");
        assertThat(page.locator(BUTTON)).isFocused();
        assertThat(page.locator("#favourites")).hasText("Favourites (1)");
        picture(page, "find-marked-360-light");
        assertAccessible(page);
        assertFits(page);

        go(page, "/favourites");
        assertThat(page.locator(".card")).hasCount(1);
        picture(page, "favourites-360-light");
        assertAccessible(page);
        assertFits(page);

        page.locator(BUTTON).click();
        assertThat(page.locator("main")).containsText("No favourites yet");
        assertAccessible(page);
    }

    @Test
    void loadsAPageAgainThatWasOpenForTooLong() {
        var page = open("/?sort=name", Setup.of(360, false));
        page.locator("#mark [name='form_token']").evaluate("token => token.value = 'too old'");

        page.locator(BUTTON).click();
        assertThat(page.locator("#mark [name='form_token']")).not().hasValue("too old");
        page.locator(BUTTON).click();

        assertThat(page.locator(BUTTON)).hasAttribute("aria-pressed", "true");
    }

    @Test
    void worksWithoutScriptOnTheMentorsPageToo() {
        Page page = open("/mentors/" + Samples.ADA, Setup.of(1440, true).withoutScript());

        page.locator(BUTTON).click();
        assertThat(page.locator(BUTTON)).hasAttribute("aria-pressed", "true");
        picture(page, "mentor-marked-1440-dark");
        page.locator(BUTTON).press("Enter");
        assertThat(page.locator(BUTTON)).hasAttribute("aria-pressed", "false");
    }

    @Test
    void axeFindsNothingInArabic() {
        var page = open("/favourites", Setup.of(320, true).in("ar-EG", "Africa/Cairo"));

        picture(page, "favourites-320-dark-ar");
        assertAccessible(page);
        assertFits(page);
    }
}
