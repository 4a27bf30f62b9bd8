package org.mentoring.kit.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.RealParts;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

/** What every operation refuses before its own code runs. */
@QuarkusTest
@RealParts
class RequestLimitsTest {

    private static final String LISTS = "/api/v1/kit/lists";

    @Test
    void acceptsDeclaredParameters() {
        get("?q=a&tag=b&tag=c&limit=5").statusCode(200).body(equalTo("a[b, c]5[]"));
    }

    @Test
    void refusesAnUndeclaredParameterByName() {
        get("?q=a&quary=b")
                .statusCode(400)
                .body("type", endsWith(":malformed"))
                .body("errors[0].field", equalTo("quary"));
        get("/named/a?q=a").statusCode(400).body("errors[0].field", equalTo("q"));
    }

    @Test
    void refusesARepeatedParameterByName() {
        get("?q=a&q=b").statusCode(400).body("errors[0].field", equalTo("q"));
        get("?limit=5&limit=6").statusCode(400).body("errors[0].field", equalTo("limit"));
    }

    @Test
    void ignoresUnknownParametersWhereDeclared() {
        get("/open?state=a&iss=b&iss=c").statusCode(200).body(equalTo("a"));
        get("/open?state=a&state=b").statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?q=a%00b", "?tag=a&tag=%01", "?q=%7F", "?q=%EF%BF%BE", "/named/a%00b", "?limit=%00", "?a%00b=c"
            })
    void refusesUnusableCharacters(String address) {
        get(address).statusCode(400).body("type", endsWith(":malformed"));
    }

    @Test
    void refusesUnusableCharactersInACursor() {
        get("?cursor=" + cursor("a\\u0000b")).statusCode(400).body("errors[0].field", equalTo("cursor"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+999999999-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z", "0000-12-31T00:00:00Z", "12:00"})
    void refusesATimeOutOfRangeInACursor(String time) {
        get("/days?cursor=" + cursor("2027-01-31T12:00:00Z"))
                .statusCode(200)
                .body("items[0]", startsWith("2027-02-01"));
        get("/days?cursor=" + cursor(time)).statusCode(400).body("errors[0].field", equalTo("cursor"));
    }

    /** Browsers leave them as they are, and so do people. */
    @Test
    void acceptsCharactersThatShouldHaveBeenEncoded() throws IOException {
        assertThat(unencoded(LISTS + "?q=a|b{c}^`\"<\\>%&tag=100%&tag=%7B"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("a|b{c}^`\"<\\>%[100%, {]20[]");
        assertThat(unencoded(LISTS + "/named/{a|b}"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("{a|b}");
        assertThat(unencoded(LISTS + "/days?q=a|b&limit=1"))
                .contains("Link: </api/v1/kit/lists/days?q=a%7Cb&limit=1&cursor=", ">; rel=\"next\"");
    }

    @Test
    void respondsWithAProblemToUnencodedCharacters() throws IOException {
        assertThat(unencoded(LISTS + "?nonsense={"))
                .startsWith("HTTP/1.1 400 ")
                .contains("\"instance\":\"/api/v1/kit/lists\"", "X-Content-Type-Options: nosniff", "no-store");
        assertThat(unencoded("/api/v1/kit/parked-events?topic={"))
                .startsWith("HTTP/1.1 401 ")
                .contains(":unauthenticated\"");
        assertThat(unencoded("/nowhere|")).startsWith("HTTP/1.1 404 ").contains(":not-found\"");
        assertThat(unencoded("http://localhost" + LISTS + "?q={")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void refusesTooManyElementsWithTheLimit() {
        post("{\"texts\": [\"a\", \"b\", \"c\"]}").statusCode(200);
        post("{\"texts\": [\"\", \"\", \"\", \"\"]}")
                .statusCode(422)
                .body("errors", hasSize(1))
                .body("errors[0].field", equalTo("texts"))
                .body("errors[0].message", equalTo("size must be between 0 and 3"));
        post("{\"texts\": [], \"elements\": [{\"name\": \"a\", \"parts\": [\"1\", \"2\", \"3\"]}]}")
                .statusCode(422)
                .body("errors[0].field", equalTo("elements[0].parts"));
        post("{\"texts\": [], \"flags\": {\"a\": true, \"b\": true, \"c\": true, \"d\": null}}")
                .statusCode(422)
                .body("errors", hasSize(1))
                .body("errors[0].field", equalTo("flags"));
    }

    @Test
    void reportsErrorsOfEachElementUpToTheLimit() {
        post("{\"texts\": [\"\", \"a\", \"\"]}").statusCode(422).body("errors.field", contains("texts[0]", "texts[2]"));
        post("{\"texts\": [], \"elements\": [{\"name\": \"\"}]}")
                .statusCode(422)
                .body("errors.field", contains("elements[0].name"));
        post("{\"texts\": [], \"flags\": {\"a\": null}}").statusCode(422).body("errors.field", contains("flags[a]"));
        post("{\"texts\": 5}").statusCode(400).body("errors[0].field", equalTo("texts"));
        post("{\"texts\": [\"a\", 5]}").statusCode(400).body("errors[0].field", equalTo("texts[1]"));
    }

    @Test
    void namesTheParameterOrTheBodyThatIsRefused() {
        get("/short?q=abc").statusCode(200).body(equalTo("abc"));
        get("/short?q=abcd").statusCode(422).body("errors[0].field", equalTo("q"));
        given().post(LISTS).then().statusCode(422).body("errors[0].field", equalTo("body"));
    }

    @Test
    void refusesABodyFullOfWrongElementsQuickly() {
        var body = "{\"texts\": [" + String.join(",", Collections.nCopies(20_000, "\"\"")) + "]}";
        post(body).statusCode(422);

        // A machine that is busy is slow, but not each time.
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            var begun = System.nanoTime();
            post(body).statusCode(422).body("errors", hasSize(1));
            return Duration.ofNanos(System.nanoTime() - begun).compareTo(Duration.ofSeconds(2)) < 0;
        });
    }

    @Test
    void readsBodiesOf64KiBAtMost() {
        post("{\"texts\": [\"" + "x".repeat(60_000) + "\"]}").statusCode(200);
        post("{\"texts\": [\"" + "x".repeat(66_000) + "\"]}")
                .statusCode(413)
                .body("type", endsWith(":too-large"))
                .body("detail", equalTo("A request body may have at most 64 KiB."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "text/plain; charset=utf-8", "application/xml", "application/x-www-form-urlencoded"
            })
    void acceptsOnlyJson(String type) {
        for (var address : List.of("", "/named")) {
            given().contentType(type)
                    .body("a")
                    .post(LISTS + address)
                    .then()
                    .statusCode(415)
                    .body("type", endsWith(":unsupported-media-type"));
        }
        for (var json : List.of("application/merge-patch+json", "application/JSON")) {
            given().contentType(json)
                    .body("{\"name\": \"a\"}")
                    .post(LISTS + "/named")
                    .then()
                    .statusCode(200)
                    .body(equalTo("a"));
        }
    }

    @Test
    void forbidsCachingByDefaultAndWithAToken() {
        get("?q=a").header("Cache-Control", "no-store");
        get("?nonsense=a").statusCode(400).header("Cache-Control", "no-store");
        get("/public").header("Cache-Control", "public, max-age=5");
        given().auth()
                .oauth2(Tokens.of("ada", UUID.randomUUID()).build())
                .get(LISTS + "/public")
                .then()
                .header("Cache-Control", "no-store");
    }

    private static String cursor(String part) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("[\"" + part + "\"]").getBytes(StandardCharsets.UTF_8));
    }

    /** The whole response to a request that no client of HTTP would send like this. */
    private static String unencoded(String target) throws IOException {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static ValidatableResponse get(String address) {
        return given().urlEncodingEnabled(false).get(LISTS + address).then();
    }

    private static ValidatableResponse post(String body) {
        return given().contentType(ContentType.JSON).body(body).post(LISTS).then();
    }
}
