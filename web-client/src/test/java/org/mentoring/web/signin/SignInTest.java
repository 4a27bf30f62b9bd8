package org.mentoring.web.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
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
import org.mentoring.web.book.BookSamples;
import org.mentoring.web.link.LinkSamples;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
@WithTestResource(StubIssuer.class)
class SignInTest {

    private static final int TABS = 10;
    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

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
        StubIssuer.reset();
    }

    @Test
    void returnsToThePageWithItsQueryAndKnowsThePersonOnPublicPages() {
        var back = follow(get("/sign-in?to=%2F%3Fq%3Dada%26tag%3DC%2B%2B"));

        assertThat(back.statusCode()).isEqualTo(200);
        assertThat(back.asString()).contains("Ada Lovelace", "href=\"/requests\"", "value=\"ada\"");
        assertThat(StubIssuer.ASKED_FOR_TOKENS.getFirst().get("code_verifier")).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"code=used", "error=temporarily_unavailable&error_description=authentication_expired"})
    void leadsATabToItsPageThoughThePersonHasSignedInInAnother(String answer) {
        var first = get("/account");
        var second = get("/bookings?show=past");
        follow(first);

        var state = second.header("Location").replaceAll(".*[?&]state=([^&]+).*", "$1");
        var back = get("/signed-in?" + answer + "&state=" + state);

        assertThat(back.header("Location")).endsWith("/bookings?show=past");
        assertThat(get("/signed-in?" + answer + "&state=" + UUID.randomUUID()).header("Location"))
                .matches("https?://[^/]+/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2", "%zz", "https%3A%2F%2Fevil.example%2F", "%2F%2Fevil.example"})
    void leadsToTheFirstPageWhereTheNameOfThePageWasChanged(String kept) {
        follow(get("/account"));
        var state = UUID.randomUUID().toString();

        var back = RestAssured.given()
                .filter(browser)
                .redirects()
                .follow(false)
                .cookie("return_" + state, kept)
                .get("/signed-in?code=used&state=" + state);

        assertThat(back.statusCode()).isEqualTo(303);
        assertThat(back.header("Location")).matches("https?://localhost:\\d+/");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 2000})
    void answersHoweverManySignInsWereBegunAndLeft(int addressLength) {
        var first = get("/bookings");
        for (var tab = 0; tab < 200; tab++) {
            assertThat(get("/bookings?show=past&tab=" + tab + "x".repeat(addressLength))
                            .statusCode())
                    .isEqualTo(302);
        }

        assertThat(follow(first).statusCode()).isEqualTo(200);
        assertThat(follow(get("/account")).asString()).contains("Ada Lovelace");
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
        signInForSeconds();

        Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> {
            assertThat(get("/").asString()).contains("action=\"/sign-out\"");
            assertThat(StubIssuer.ASKED_FOR_TOKENS.getLast().get("grant_type")).isEqualTo("refresh_token");
        });
    }

    @Test
    void renewsASessionInTabsThatSendTheSameOldRefreshToken() {
        signInForSeconds();
        var over = Instant.now().plus(SHORT);
        var cookies = cookies();
        Awaitility.await().atMost(TIMEOUT).until(() -> Instant.now().isAfter(over));
        StubIssuer.ASKED_FOR_TOKENS.clear();

        // Each was sent before the first was answered; what arrives one after the other is renewed anew.
        for (var tab = 0; tab < TABS; tab++) {
            assertThat(RestAssured.given().cookies(cookies).get("/").asString())
                    .contains("Ada Lovelace", "action=\"/sign-out\"");
        }
        assertThat(StubIssuer.ASKED_FOR_TOKENS.stream().map(asked -> asked.get("refresh_token")))
                .hasSize(TABS)
                .containsOnly(StubIssuer.ASKED_FOR_TOKENS.getFirst().get("refresh_token"));
    }

    /** Those that the browser has. */
    private Map<String, String> cookies() {
        var sent = new HashMap<String, String>();
        browser()
                .filter((request, response, context) -> {
                    request.getCookies().forEach(cookie -> sent.put(cookie.getName(), cookie.getValue()));
                    return context.next(request, response);
                })
                .get("/robots.txt");
        return sent;
    }

    @Test
    void leavesNothingThatAPersonTypedToTheNextOneInTheSameBrowser() {
        BookSamples.offer(BookSamples.usual(), false);
        BookSamples.holds();
        StubApi.on("GET", "/bookings", BookSamples.page());
        StubApi.on("HEAD", "/users/me/export", request -> new StubApi.Answer(202, "application/json", ""));
        var token = tokenOf(follow(get("/sign-in?to=/")));
        var start = BookSamples.at(9);
        var draft = send(token, BookSamples.BOOK + "/leave", "start", start.toString(), "note", "My secret")
                .getCookie("draft");
        var export = send(token, "/settings/export").getCookie("export");
        assertThat(get(BookSamples.BOOK + "?start=" + start).asString()).contains("My secret");

        var link = RestAssured.given()
                .redirects()
                .follow(false)
                .get(LinkSamples.OPENED)
                .getDetailedCookies()
                .get("link-" + BookSamples.BOOKING);

        var out = browser()
                .cookie(link.getName(), link.getValue())
                .contentType("application/x-www-form-urlencoded")
                .formParam("form_token", token)
                .post("/sign-out");
        assertThat(out.header("Clear-Site-Data")).isEqualTo("\"cache\", \"storage\"");
        assertThat(out.getHeaders().getValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.matches("(?i)draft=;.*max-age=0.*"))
                .anyMatch(cookie -> cookie.matches("(?i)" + link.getName() + "=;.*max-age=0.*"))
                .anyMatch(cookie -> cookie.matches("(?i)export=;.*max-age=0.*"));

        StubIssuer.person = "a0000000-0000-4000-8000-0000000000bb";
        StubIssuer.session = UUID.randomUUID().toString();
        follow(get("/sign-in?to=/"));
        StubApi.asked().clear();
        assertThat(browser()
                        .cookie("draft", draft)
                        .get(BookSamples.BOOK + "?start=" + start)
                        .asString())
                .contains("data-draft=\"note " + Samples.ADA + " " + StubIssuer.person)
                .doesNotContain("My secret");
        assertThat(browser().cookie("export", export).get("/settings/export").asString())
                .contains("action=\"/settings/export\"");
        assertThat(StubApi.asked()).noneMatch(asked -> asked.uri().contains("export"));
    }

    @Test
    void sendsNoFormOfOnePersonAsTheNextOneInTheSameBrowser() {
        StubApi.on("HEAD", "/users/me/export", request -> new StubApi.Answer(202, "application/json", ""));
        var form = tokenOf(follow(get("/sign-in?to=/")));
        send(form, "/sign-out");
        var again = send(form, "/settings/export");
        assertThat(again.statusCode()).isEqualTo(401);

        StubIssuer.person = "a0000000-0000-4000-8000-0000000000bb";
        StubIssuer.session = UUID.randomUUID().toString();
        var other = tokenOf(follow(get("/sign-in?to=/")));
        for (var ofAda : List.of(form, tokenOf(again))) {
            var refused = send(ofAda, "/settings/export");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.asString()).contains("gehört zu einem anderen Konto");
        }
        assertThat(StubApi.asked()).noneMatch(asked -> asked.uri().contains("export"));

        send(other, "/sign-out");
        StubIssuer.reset();
        follow(get("/sign-in?to=/"));
        assertThat(send(tokenOf(again), "/settings/export").statusCode()).isEqualTo(303);
    }

    private static String tokenOf(Response page) {
        return page.asString().replaceAll("(?s).*name=\"form_token\" value=\"([^\"]+)\".*", "$1");
    }

    private Response send(String token, String path, String... fields) {
        var form = browser().contentType("application/x-www-form-urlencoded").formParam("form_token", token);
        for (var i = 0; i < fields.length; i += 2) {
            form.formParam(fields[i], fields[i + 1]);
        }
        return form.post(path);
    }

    @Test
    void closesNoPublicPageWhenASessionCannotBeRenewed() {
        StubIssuer.lifespan = Duration.ofSeconds(1);
        StubIssuer.refreshes = false;
        follow(get("/sign-in?to=/"));

        Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> {
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
        var out = send(tokenOf(follow(get("/sign-in?to=/"))), "/sign-out");

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

    /** Signs in with tokens that are soon over; once more where they were before the page was shown. */
    private void signInForSeconds() {
        StubIssuer.lifespan = SHORT;
        Awaitility.await()
                .atMost(TIMEOUT)
                .until(() -> follow(get("/sign-in?to=/")).asString().contains("action=\"/sign-out\""));
        StubIssuer.lifespan = Duration.ofMinutes(5);
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
