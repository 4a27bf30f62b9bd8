package org.mentoring.web.signin;

import java.time.Duration;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.filter.cookie.CookieFilter;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
@QuarkusTestResource(value = StubIssuer.class, restrictToAnnotatedClass = true)
class SignInTest {

    private final CookieFilter browser = new CookieFilter();

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
        StubApi.on(
                "GET",
                "/users/me",
                new JsonObject()
                        .put("user_id", StubIssuer.ADA)
                        .put("name", "Ada Lovelace")
                        .put("locale", "de-AT")
                        .put("time_zone", "Asia/Tokyo"));
        StubIssuer.lifespan = Duration.ofMinutes(5);
        StubIssuer.refreshes = true;
        StubIssuer.session = UUID.randomUUID().toString();
        StubIssuer.ASKED_FOR_TOKENS.clear();
    }

    @Test
    void returnsToThePageWithItsQueryAndKnowsThePersonOnPublicPages() {
        var back = follow(get("/sign-in?to=%2F%3Fq%3Dada%26tag%3DC%2B%2B"));

        assertThat(back.statusCode()).isEqualTo(200);
        assertThat(back.asString()).contains("Ada Lovelace", "href=\"/requests\"", "value=\"ada\"");
        assertThat(StubIssuer.ASKED_FOR_TOKENS.getFirst().get("code_verifier")).isNotBlank();
    }

    @Test
    void followsLanguageAndZoneOfTheAccount() {
        var page = follow(get("/sign-in?to=/"));

        assertThat(page.asString()).contains("lang=\"de-AT\"", "Mentor finden", "Japanische");
        assertThat(StubApi.asked().stream().filter(asked -> asked.uri().equals("/api/v1/users/me")))
                .allSatisfy(asked ->
                        assertThat(asked.headers().get("authorization")).startsWith("Bearer ey"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/ID", "/ID/cancel", "/ID/move", "/ID/propose", "/ID/invite.ics"})
    void asksForSignInBeforeItShowsAnyBooking(String path) {
        var answer = get("/bookings" + path.replace("ID", Samples.id(80)));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(StubApi.asked()).noneMatch(asked -> asked.uri().contains("/bookings"));
    }

    @Test
    void leadsNowhereElse() {
        assertThat(follow(get("/sign-in?to=https%3A%2F%2Fevil.example%2F")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void keepsPagesOfPeopleOutOfCachesAndTokensOutOfTheBrowser() {
        var page = follow(get("/sign-in?to=/"));

        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.asString()).doesNotContain("eyJ");
    }

    @Test
    void renewsASessionWhoseTokensAreOver() {
        StubIssuer.lifespan = Duration.ofSeconds(1);
        follow(get("/sign-in?to=/"));
        StubIssuer.lifespan = Duration.ofMinutes(5);

        Awaitility.await().untilAsserted(() -> {
            assertThat(get("/").asString()).contains("Ada Lovelace");
            assertThat(StubIssuer.ASKED_FOR_TOKENS.getLast().get("grant_type")).isEqualTo("refresh_token");
        });
    }

    @Test
    void closesNoPublicPageWhenASessionCannotBeRenewed() {
        StubIssuer.lifespan = Duration.ofSeconds(1);
        StubIssuer.refreshes = false;
        follow(get("/sign-in?to=/"));

        Awaitility.await().untilAsserted(() -> {
            var page = get("/");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.asString()).contains("href=\"/sign-in");
        });
    }

    @Test
    void takesNoCutOrForeignSessionCookie() {
        var page = RestAssured.given()
                .cookie("q_session", "eyJhbGciOiJkaXIifQ.cut")
                .get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.asString()).contains("href=\"/sign-in");
    }

    @Test
    void signsOutHereAndAtTheIdentityProvider() {
        var page = follow(get("/sign-in?to=/")).asString();
        var token = page.replaceAll("(?s).*name=\"form_token\" value=\"([^\"]+)\".*", "$1");

        var out = browser()
                .contentType("application/x-www-form-urlencoded")
                .formParam("form_token", token)
                .post("/sign-out");

        assertThat(out.statusCode()).isEqualTo(303);
        assertThat(out.header("Location"))
                .contains(
                        "/realms/mentoring/logout?id_token_hint=",
                        "post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A8080%2F");
        assertThat(get("/").asString()).contains("href=\"/sign-in");
    }

    @Test
    void endsTheSessionThatTheIdentityProviderEnds() {
        follow(get("/sign-in?to=/"));

        endAtTheIdentityProvider("another-session");
        assertThat(get("/").asString()).contains("action=\"/sign-out\"");

        endAtTheIdentityProvider(StubIssuer.session);
        assertThat(get("/").asString()).contains("href=\"/sign-in");
        assertThat(get("/account").statusCode()).isEqualTo(302);
    }

    private static void endAtTheIdentityProvider(String session) {
        var answer = RestAssured.given()
                .formParam("logout_token", StubIssuer.logoutToken(session))
                .post("/back-channel-logout");
        assertThat(answer.statusCode()).isEqualTo(200);
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
        return RestAssured.given().filter(browser).redirects().follow(false);
    }
}
