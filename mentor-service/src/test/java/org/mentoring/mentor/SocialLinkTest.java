package org.mentoring.mentor;

import java.util.UUID;
import java.util.stream.IntStream;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.mentoring.mentor.Calls.as;

@QuarkusTest
@RealParts
class SocialLinkTest extends MentorCase {

    @Test
    void keepsTheSocialLinksOfEachMentorApart() {
        apply();
        var location = as(ada).body("{\"platform\": \"github\", \"url\": \"https://github.com/ada\"}")
                .post("/api/v1/mentors/me/social-links")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .extract()
                .header("Location");
        var path = location.substring(location.indexOf("/api/"));
        var change = "{\"platform\": \"GitHub\", \"url\": \"https://github.com/ada-l\"}";
        as(ada).body(change).put(path).then().statusCode(428);
        as(ada).header("If-Match", "\"1\"")
                .body(change)
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
        as(ada).header("If-Match", "\"1\"").body(change).put(path).then().statusCode(412);

        var mallory = Tokens.of("Mallory", UUID.randomUUID());
        as(mallory).header("If-Match", "\"2\"").body(change).put(path).then().statusCode(404);
        as(mallory).delete(path).then().statusCode(404);
        as(mallory).get("/api/v1/mentors/me/social-links").then().body("items.size()", equalTo(0));
        as(mallory).body(change).post("/api/v1/mentors/me/social-links").then().statusCode(404);
        as(ada).delete(path).then().statusCode(204);
    }

    @Test
    void showsLinksInTheOrderThatTheirMentorWants() {
        apply();
        decide("approve", 200);
        link("Website", "https://ada.example.org", null, 201);
        link("GitHub", "https://github.com/ada", null, 201);
        link("YouTube", "https://www.youtube.com/@ada", 0, 201);

        var links = "/api/v1/mentors/me/social-links";
        var ordered = new String[] {"YouTube", "Website", "GitHub"};
        as(ada).get(links).then().body("items.platform", contains(ordered));
        given().get("/api/v1/mentors/" + id).then().body("social_links.platform", contains(ordered));
        var next = as(ada).queryParam("limit", 2)
                .get(links)
                .then()
                .body("items.platform", contains("YouTube", "Website"))
                .extract()
                .<String>path("next_cursor");
        as(ada).queryParam("limit", 2)
                .queryParam("cursor", next)
                .get(links)
                .then()
                .body("items.platform", contains("GitHub"));
        String last = as(ada).get(links).path("items[2].id");
        as(ada).header("If-Match", "\"1\"")
                .body("{\"platform\": \"GitHub\", \"url\": \"https://github.com/ada\", \"position\": 0}")
                .put(links + "/" + last)
                .then()
                .statusCode(200)
                .body("position", equalTo(0));
        given().get("/api/v1/mentors/" + id)
                .then()
                .body("social_links.platform", contains("GitHub", "YouTube", "Website"));
    }

    @Test
    void raisesTheVersionByOneWithEachChangeAlsoToWhatIsThereAlready() {
        apply();
        link("GitHub", "https://github.com/ada", 7, 201);
        var path = "/api/v1/mentors/me/social-links/"
                + as(ada).get("/api/v1/mentors/me/social-links").path("items[0].id");
        var change = "{\"platform\": \" GitHub \", \"url\": \"https://github.com/ada-l\"}";
        for (var version = 1; version <= 3; version++) {
            as(ada).header("If-Match", "\"" + version + "\"")
                    .body(change)
                    .put(path)
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"" + (version + 1) + "\"")
                    .body("version", equalTo(version + 1))
                    .body("platform", equalTo("GitHub"))
                    .body("position", equalTo(7));
        }
    }

    @Test
    void refusesTheSameUrlTwiceAndMoreLinksThanAreRead() {
        apply();
        link("Website", "https://ada.example.org/1", null, 201);
        link("Again", "https://ada.example.org/1", null, 409);
        for (var i = 2; i <= 20; i++) {
            link("Website", "https://ada.example.org/" + i, null, 201);
        }
        link("Website", "https://ada.example.org/21", null, 409);

        var links = "/api/v1/mentors/me/social-links";
        as(ada).queryParam("limit", 100)
                .get(links)
                .then()
                .body(
                        "items.position",
                        equalTo(IntStream.rangeClosed(1, 20).boxed().toList()));
        as(ada).header("If-Match", "\"1\"")
                .body("{\"platform\": \"Website\", \"url\": \"https://ada.example.org/2\"}")
                .put(links + "/" + as(ada).get(links).path("items[0].id"))
                .then()
                .statusCode(409)
                .body("type", endsWith(":conflict"));
    }

    @ParameterizedTest
    @CsvSource({
        "GitHub, https://github.com.evil.example/ada",
        "github, https://notgithub.com/ada",
        "LinkedIn, https://example.org/linkedin.com",
        "ＬｉｎｋｅｄＩｎ, https://example.org/ada",
        "Linked\u200DIn, https://example.org/ada",
        "Linked\u200EIn, https://example.org/ada",
        "LinkedIn\uFE0F, https://example.org/ada",
        "G\u0456tHub, https://example.org/ada",
        "Git\u041Dub, https://example.org/ada",
        "LINKED\u0399N, https://example.org/ada",
        "\u041CEDIUM, https://example.org/ada",
        "GitIab, https://example.org/ada",
        "website, http://ada.example.org",
        "website, https://127.0.0.1/ada",
        "website, https://[::1]/ada",
        "website, https://0x7f000001/",
        "website, https://2130706433/",
        "website, https://metadata.internal/",
        "website, https://ada:secret@example.org/",
        "website, https://example.org:8443/",
        "website, javascript:alert(1)"
    })
    void refusesALinkToAnotherSiteThanItsPlatforms(String platform, String url) {
        apply();
        link(platform, url, null, 422);
        as(ada).get("/api/v1/mentors/me/social-links").then().body("items.size()", equalTo(0));
    }

    private void link(String platform, String url, Integer position, int status) {
        as(ada).body("{\"platform\": \"%s\", \"url\": \"%s\", \"position\": %s}".formatted(platform, url, position))
                .post("/api/v1/mentors/me/social-links")
                .then()
                .statusCode(status);
    }
}
