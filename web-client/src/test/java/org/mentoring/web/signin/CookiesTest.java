package org.mentoring.web.signin;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;

import static org.assertj.core.api.Assertions.assertThat;

/** What the cookies are like where pages are reached by TLS, from the first page to the sign-out. */
@QuarkusTest
@TestProfile(CookiesTest.ByTls.class)
@QuarkusTestResource(StubApi.class)
@WithTestResource(StubIssuer.class)
class CookiesTest {

    private final Map<String, String> jar = new LinkedHashMap<>();
    private final List<String> laidDown = new ArrayList<>();

    /** As in production. */
    public static final class ByTls implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("mentoring.web.public-url", "https://mentoring.example");
        }
    }

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
        StubIssuer.reset();
    }

    @Test
    void areOfThisHostAndOfTlsAndNotForScripts() {
        var page = signIn();

        assertThat(page.asString()).contains("action=\"/sign-out\"");
        signOut(page);
        assertThat(laidDown)
                .anyMatch(cookie -> cookie.startsWith("__Host-q_auth"))
                .anyMatch(cookie -> cookie.startsWith("__Host-q_session"))
                .anyMatch(cookie -> cookie.startsWith("__Host-browser"))
                .allSatisfy(cookie -> assertThat(cookie)
                        .startsWith("__Host-")
                        .containsIgnoringCase(";Path=/")
                        .containsIgnoringCase(";Secure")
                        .containsIgnoringCase(";HttpOnly")
                        .containsIgnoringCase(";SameSite=Lax")
                        .doesNotContainIgnoringCase(";Domain"));
    }

    @Test
    void areGoneAfterTheSignOut() {
        var page = signIn();

        signOut(page);

        assertThat(jar.keySet()).noneMatch(name -> name.contains("q_session"));
        assertThat(get("/").asString()).contains("href=\"/sign-in");
    }

    @Test
    void countOnlyWithThePrefix() {
        signIn();
        var withoutPrefix = jar.entrySet().stream()
                .collect(Collectors.toMap(cookie -> cookie.getKey().replace("__Host-", ""), Map.Entry::getValue));

        var page = RestAssured.given().cookies(withoutPrefix).get("/");

        assertThat(page.asString()).contains("href=\"/sign-in");
    }

    /** The API reads it on a path of its own, by its name, and a browser takes the prefix on the path of the whole host alone. */
    @Test
    void leaveTheCookieThatTheApiSetsForItselfAsItIs() {
        var cookie =
                "calendar_connect_google=secret;Version=1;Path=/api/v1/calendars;Max-Age=600;Secure;HttpOnly;SameSite=Lax";
        StubApi.on(
                "POST",
                "/calendars/google/connect",
                request -> new StubApi.Answer(
                        200,
                        "application/json",
                        "{\"authorization_url\": \"https://accounts.google.com/consent\"}",
                        Map.of("Set-Cookie", cookie)));

        var page = send(signIn(), "/calendars/google/connect");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().getValues("Set-Cookie")).contains(cookie);
    }

    private Response signIn() {
        var answer = get("/sign-in?to=/");
        for (var step = 0; answer.statusCode() / 100 == 3 && step < 8; step++) {
            answer = get(answer.header("Location"));
        }
        return answer;
    }

    private void signOut(Response page) {
        assertThat(send(page, "/sign-out").statusCode()).isEqualTo(303);
    }

    private Response send(Response page, String path) {
        var token = page.asString().replaceAll("(?s).*name=\"form_token\" value=\"([^\"]+)\".*", "$1");
        return keep(RestAssured.given()
                .redirects()
                .follow(false)
                .cookies(jar)
                .contentType("application/x-www-form-urlencoded")
                .formParam("form_token", token)
                .post(path));
    }

    /** The application answers by plain HTTP here, as it does behind the gateway. */
    private Response get(String address) {
        var uri = URI.create(address);
        var ours = !uri.getPath().startsWith("/realms/");
        var there = ours ? uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()) : address;
        return keep(RestAssured.given()
                .redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .header("X-Forwarded-Proto", "https")
                .cookies(ours ? jar : Map.of())
                .get(there));
    }

    private Response keep(Response answer) {
        var set = answer.headers().getValues("Set-Cookie");
        set.forEach(cookie -> laidDown.add(cookie.replace("; ", ";")));
        for (var cookie : set) {
            var name = cookie.substring(0, cookie.indexOf('='));
            var value = cookie.substring(cookie.indexOf('=') + 1).split(";", 2)[0];
            if (cookie.matches("(?i).*;\\s*Max-Age=0(;.*|$)")) {
                jar.remove(name);
            } else {
                jar.put(name, value);
            }
        }
        return answer;
    }
}
