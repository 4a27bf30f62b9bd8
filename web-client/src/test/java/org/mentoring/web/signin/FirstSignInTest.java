package org.mentoring.web.signin;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.filter.cookie.CookieFilter;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.account.AccountSamples;

import static org.assertj.core.api.Assertions.assertThat;

/** How an account begins and ends, with an identity provider. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
@WithTestResource(StubIssuer.class)
class FirstSignInTest {

    private final CookieFilter browser = new CookieFilter();
    /** Null before a script has told it. */
    private String zone = "Asia%2FKathmandu";

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
        AccountSamples.stub();
        StubIssuer.reset();
        StubApi.on("PUT", "/users/me", AccountSamples.account("Asia/Kathmandu"));
    }

    @Test
    void takesTheZoneOfTheBrowserOnceWhereTheAccountHasNone() {
        StubApi.on("GET", "/users/me", AccountSamples.account(null));

        var page = follow(get("/sign-in?to=/"));

        assertThat(page.asString()).contains("Nepal Time");
        var sent = StubApi.asked().stream()
                .filter(asked -> asked.method().equals("PUT"))
                .toList();
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().headers()).containsEntry("if-match", "\"7\"");
        assertThat(new JsonObject(sent.getFirst().body()))
                .isEqualTo(new JsonObject()
                        .put("name", "Ada Lovelace")
                        .put("linkedin", null)
                        .put("dob", "1985-12-10")
                        .put("time_zone", "Asia/Kathmandu")
                        .put("locale", "en-GB")
                        .put("share_email", true));
    }

    @Test
    void leavesAZoneThatWasChosenAsItIs() {
        follow(get("/sign-in?to=/"));

        assertThat(StubApi.asked()).noneMatch(asked -> asked.method().equals("PUT"));
    }

    @Test
    void keepsTheLanguageThatWasSwitchedWhereTheAccountHasNoZoneYet() {
        StubApi.on("GET", "/users/me", AccountSamples.account(null));
        StubApi.refuse("PUT", "/users/me", 503, "unavailable");
        zone = null;
        var token = follow(get("/sign-in?to=/"))
                .asString()
                .replaceAll("(?s).*name=\"form_token\" value=\"([^\"]+)\".*", "$1");

        browser()
                .contentType("application/x-www-form-urlencoded")
                .formParam("form_token", token)
                .formParam("language", "fr")
                .formParam("to", "/")
                .post("/language");

        assertThat(get("/").asString()).contains("lang=\"fr-GB\"");
        zone = "Asia%2FKathmandu";
        StubApi.on("PUT", "/users/me", AccountSamples.account("Asia/Kathmandu"));
        assertThat(get("/").asString()).contains("lang=\"fr-GB\"");
        StubApi.asked().clear();
        assertThat(get("/").asString()).contains("lang=\"fr-GB\"");
        assertThat(StubApi.asked()).noneMatch(asked -> asked.uri().contains("/users/me"));
    }

    @Test
    void hasTheSignInPagesSpeakTheLanguageThatWasChosen() {
        var signIn = browser().cookie("language", "ar-EG").get("/sign-in?to=/");

        assertThat(signIn.header("Location")).contains("/authorize?").contains("ui_locales=ar");
        assertThat(browser().get("/sign-in?to=/").header("Location")).doesNotContain("ui_locales");
    }

    @Test
    void leadsFromASignInThatFailedToThePageThatWasWanted() {
        var state = get("/settings/notifications?a=b").header("Location").replaceAll(".*[?&]state=([^&]+).*", "$1");

        var failed = get(get("/signed-in?error=access_denied&state=" + state).header("Location"));
        assertThat(failed.statusCode()).isEqualTo(400);
        assertThat(failed.asString()).contains("href=\"/sign-in?to=%2Fsettings%2Fnotifications%3Fa%3Db\"");

        var inTheTopLine =
                failed.asString().replaceAll("(?s).*href=\"(/sign-in\\?to=%2Fsign-in-failed[^\"]+)\".*", "$1");
        assertThat(follow(get(inTheTopLine)).asString()).contains("action=\"/settings/notifications\"");
        assertThat(get("/sign-in-failed?error=access_denied").header("Location"))
                .matches("https?://[^/]+/");
    }

    @Test
    void closesTheAccountAndEndsTheSessionAtTheIdentityProvider() {
        StubApi.on(
                "DELETE",
                "/users/me",
                request -> new StubApi.Answer(202, "application/json", "{\"user_id\":\"" + Samples.ADA + "\"}"));
        var page = follow(get("/sign-in?to=/account/close")).asString();
        var token = page.replaceAll("(?s).*name=\"form_token\" value=\"([^\"]+)\".*", "$1");

        var closed = browser()
                .contentType("application/x-www-form-urlencoded")
                .formParam("form_token", token)
                .formParam("sure", "yes")
                .post("/account/close");

        assertThat(closed.statusCode()).isEqualTo(303);
        assertThat(closed.header("Location")).contains("/realms/mentoring/logout?id_token_hint=");
        assertThat(StubApi.asked())
                .anySatisfy(
                        asked -> assertThat(asked.method() + " " + asked.uri()).isEqualTo("DELETE /api/v1/users/me"));
        assertThat(get("/").asString()).contains("Your account is closed", "href=\"/sign-in");
    }

    private Response follow(Response response) {
        var answer = response;
        for (var step = 0; answer.statusCode() / 100 == 3 && step < 8; step++) {
            answer = get(answer.header("Location"));
        }
        return answer;
    }

    private Response get(String address) {
        return browser().urlEncodingEnabled(false).get(address);
    }

    private RequestSpecification browser() {
        var request = RestAssured.given().filter(browser).redirects().follow(false);
        return zone == null ? request : request.cookie("zone", zone);
    }
}
