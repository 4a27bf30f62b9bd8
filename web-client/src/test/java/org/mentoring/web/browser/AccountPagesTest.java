package org.mentoring.web.browser;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.web.StubApi;
import org.mentoring.web.account.AccountSamples;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "ada", roles = "mentee")
class AccountPagesTest extends BrowserTest {

    @BeforeEach
    void stubTheAccount() {
        AccountSamples.stub();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/account",
                "/account/close",
                "/settings/times",
                "/settings/notifications",
                "/settings/mails",
                "/settings/export"
            })
    void axeFindsNothing(String path) {
        var name = path.substring(1).replace('/', '-');
        assertGoodInEverySetup(view(path, Setup.of(1440, false).in("en-GB", "Asia/Calcutta")), name);
        StubApi.on("GET", "/users/me", AccountSamples.account("Europe/Berlin").put("locale", "de-DE"));
        assertFitsInGerman(path, name);
        StubApi.on("GET", "/users/me", AccountSamples.account("Africa/Cairo").put("locale", "ar-EG"));
        var arabic = view(path, Setup.of(320, true).in("ar-EG", "Africa/Cairo"));
        picture(arabic, name + "-320-dark-ar");
        assertAccessible(arabic);
        assertFits(arabic);
    }

    @Test
    void showsWhatIsWrongWithFocusOnIt() {
        var page = open("/account", Setup.of(360, false).in("en-GB", "Asia/Calcutta"));
        page.locator("#zone").fill("Portugal");
        page.getByText("Save").click();

        assertThat(page.locator("[data-error-summary]")).isFocused();
        picture(page, "account-360-light-wrong");
        assertAccessible(page);
        page.getByLabel("Lisbon").check();
        assertThat(page.locator("input[value='Europe/Lisbon']")).isChecked();
    }

    @Test
    @TestSecurity(user = "ada", roles = "mentee")
    @OidcSecurity(claims = @Claim(key = "sub", value = AccountSamples.PERSON))
    void showsTheZoneThatTheAccountGetsFromTheBrowser() {
        AccountSamples.beginWithoutZone("Asia/Tokyo");

        var page = openFirst("/account", Setup.of(1440, false).in("en-GB", "Asia/Tokyo"));

        assertThat(page.locator("#zone")).hasValue("Asia/Tokyo");
        assertThat(page.locator("[name='version']")).hasValue("8");
    }

    @Test
    void offersANewZoneOnceAndNeverAfterANo() {
        var page = open("/", Setup.of(360, false).in("en-GB", "Asia/Tokyo"));
        page.evaluate("document.cookie = 'zone=Europe%2FVienna; path=/'");
        go(page, "/");

        assertThat(page.locator("[data-zone-offer]")).containsText("Japan Standard Time");
        picture(page, "zone-offer-360-light");
        page.getByText("Keep mine").click();
        assertThat(page.locator("[data-flash]")).containsText("Times stay in");
        assertThat(page.locator("[data-flash]")).isFocused();
        go(page, "/");
        assertThat(page.locator("main h1")).isVisible();
        assertThat(page.locator("[data-zone-offer]")).hasCount(0);
    }
}
