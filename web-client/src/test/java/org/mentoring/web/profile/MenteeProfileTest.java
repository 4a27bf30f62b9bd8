package org.mentoring.web.profile;

import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.StubApi.Answer;
import org.mentoring.web.WebForms;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "mia", roles = "mentee")
class MenteeProfileTest {

    private static final String PAGE = "/profile/mentee";

    @BeforeEach
    void stub() {
        StubApi.reset();
        ProfileSamples.stub();
        StubApi.on("GET", "/mentees/me", mentee());
        StubApi.on("PUT", "/mentees/me", mentee());
    }

    @Test
    void letsAMenteeMakeAProfileAndChangeIt() {
        StubApi.refuse("GET", "/mentees/me", 404, "not-found");
        StubApi.on("PUT", "/mentees/me", request -> new Answer(201, "application/json", mentee().encode()));

        send("version", "", "bio", "I begin.", "linkedin", "", "picture", "");
        assertThat(put().headers()).doesNotContainKey("if-match");
        assertThat(new JsonObject(put().body()).getString("biography")).isEqualTo("I begin.");

        StubApi.on("GET", "/mentees/me", mentee());
        assertThat(given().get("/profile").asString())
                .contains("Mentee profile", "I begin.", "name=\"version\" value=\"6\"");
    }

    @Test
    @TestSecurity(
            user = "ada",
            roles = {"mentor", "mentee"})
    void isBesideThatOfAMentorWhoBooks() {
        assertThat(given().get("/profile").asString()).contains("<h1>Mentor profile</h1>", "href=\"/profile/mentee\"");
        assertThat(given().get(PAGE).asString())
                .contains("<h1>Mentee profile</h1>", "I begin.", "href=\"/profile\"")
                .doesNotContain("href=\"/apply\"");

        var answer = send("version", "6", "bio", "I go on.", "linkedin", "", "picture", "");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.getHeader("Location")).endsWith(PAGE);
    }

    @Test
    void isReachedFromEveryPageAndFromTheSettings() {
        var link = "href=\"" + PAGE + "\"";

        assertThat(given().get("/").asString()).containsOnlyOnce(link).doesNotContain("href=\"/profile\"");
        assertThat(given().get("/settings/times").asString()).containsSubsequence(link, "side-nav", link);
    }

    @Test
    void isNoEmptyFormWhereItCannotBeRead() {
        StubApi.refuse("GET", "/mentees/me", 503, "unavailable");

        var page = given().get(PAGE);

        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.asString()).doesNotContain("name=\"bio\"");
    }

    @Test
    void countsADescriptionInCharactersAndALineBreakAsOne() {
        var longest = "😀".repeat(2000) + "\r\n" + "ह".repeat(2999);

        assertThat(send("version", "", "bio", longest, "linkedin", "", "picture", "")
                        .statusCode())
                .isEqualTo(303);
        assertThat(send("version", "", "bio", longest + "ह", "linkedin", "", "picture", "")
                        .asString())
                .contains("longer than 5,000 characters");
    }

    private static JsonObject mentee() {
        return new JsonObject()
                .put("id", Samples.id(81))
                .put("user_id", Samples.id(81))
                .put("name", "Mia")
                .put("created_at", "2026-01-10T09:00:00Z")
                .put("biography", "I begin.")
                .put("role", "mentee")
                .put("version", 6);
    }

    private static Response send(String... fields) {
        var form = WebForms.filled("/apply").redirects().follow(false);
        for (var i = 0; i < fields.length; i += 2) {
            form.formParam(fields[i], fields[i + 1]);
        }
        return form.post(PAGE);
    }

    private static StubApi.Asked put() {
        return List.copyOf(StubApi.asked()).stream()
                .filter(asked -> asked.method().equals("PUT"))
                .reduce((one, later) -> later)
                .orElseThrow();
    }
}
