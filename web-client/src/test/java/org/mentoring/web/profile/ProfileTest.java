package org.mentoring.web.profile;

import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.StubApi.Answer;
import org.mentoring.web.WebForms;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "ada", roles = "mentor")
class ProfileTest {

    private static final String PAGE = "/profile";

    @BeforeEach
    void stub() {
        StubApi.reset();
        ProfileSamples.stub();
    }

    @Test
    void showsTheProfileWithTopicsAndLinks() {
        var page = given().get(PAGE).then().statusCode(200).extract().asString();

        assertThat(page)
                .contains("Wrote the first program", "https://github.com/ada", "value=\"compilers\" checked")
                .contains("/mentors/" + Samples.ADA);
        assertThat(page).doesNotContain("value=\"design\" checked");
    }

    @Test
    void changesTheVersionThatWasReadAndClearsWhatIsEmpty() {
        StubApi.on("PATCH", "/mentors/me", MentorSamples.me("approved"));

        var answer = send("/mentor", "version", "4", "name", "Ada", "bio", "New", "picture", "", "language", "de");

        assertThat(answer.statusCode()).isEqualTo(303);
        var asked = asked("PATCH");
        assertThat(asked.headers())
                .containsEntry("if-match", "\"4\"")
                .containsEntry("content-type", "application/merge-patch+json");
        assertThat(new JsonObject(asked.body()))
                .isEqualTo(new JsonObject()
                        .put("name", "Ada")
                        .put("bio", "New")
                        .put("profile_image_url", null)
                        .put("locale", "de"));
    }

    @Test
    void keepsWhatWasTypedWhereItIsWrongOrStale() {
        StubApi.refuse("PATCH", "/mentors/me", 412, "stale-version");

        assertThat(send("/mentor", "version", "3", "name", "Ada", "bio", "Mine", "language", "en")
                        .asString())
                .contains(
                        "Somebody changed this in the meantime",
                        "Wrote the first program that was published.</bdi>",
                        "<bdi>Mine</bdi>",
                        "name=\"version\" value=\"4\"");
        var twice = send(
                "/mentor",
                "version",
                "3",
                "name",
                "Ada Lovelace",
                "bio",
                "Wrote the first program that was published.",
                "language",
                "en");
        assertThat(twice.statusCode()).as(twice.asString()).isEqualTo(303);
        // The version that it was filled in on, so that a change made meanwhile is noticed once it is right.
        var wrong = send("/mentor", "version", "3", "name", "", "bio", "Mine", "picture", "ftp://x", "language", "en");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.asString())
                .contains(
                        "Give a name.", "The address begins with https://.", "ftp://x", "name=\"version\" value=\"3\"");
    }

    @Test
    void offersTopicsWithTheirAliases() {
        assertThat(given().get(PAGE).asString())
                .contains("data-names=\"design\nUX\nUI\"", "<bdi class=\"chip-count\">UX, UI</bdi>")
                .contains(
                        "data-names=\"compilers\"><input type=\"checkbox\" name=\"tag\" value=\"compilers\" checked>");
    }

    @Test
    void replacesTheTopics() {
        StubApi.on("PUT", "/mentors/me/expertise", MentorSamples.me("approved"));

        WebForms.filled(PAGE)
                .redirects()
                .follow(false)
                .formParam("version", "4")
                .formParam("tag", "design", "C & C++")
                .post(PAGE + "/expertise");

        assertThat(asked("PUT").headers()).containsEntry("if-match", "\"4\"");
        assertThat(new JsonObject(asked("PUT").body()))
                .isEqualTo(new JsonObject()
                        .put("tags", new JsonArray().add("design").add("C & C++")));
    }

    @Test
    void keepsTheChosenTopicsWhereTheyAreStaleOrRefused() {
        for (var refusal : new String[] {"412 stale-version", "422 invalid"}) {
            StubApi.refuse(
                    "PUT", "/mentors/me/expertise", Integer.parseInt(refusal.substring(0, 3)), refusal.substring(4));

            var answer = send("/expertise", "version", "3", "tag", "design");

            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.asString())
                    .contains("value=\"design\" checked", "value=\"compilers\">", "name=\"version\" value=\"4\"");
        }
        StubApi.refuse("PUT", "/mentors/me/expertise", 412, "stale-version");
        assertThat(send("/expertise", "version", "3", "tag", "compilers").statusCode())
                .isEqualTo(303);
    }

    @Test
    void sendsALinkThatSomebodyChangedWithItsNewVersion() {
        StubApi.refuse("PUT", "/mentors/me/social-links/.*", 412, "stale-version");
        var path = "/links/" + Samples.id(71);

        assertThat(send(path, "version", "1", "platform", "github", "url", "https://github.com/lady")
                        .asString())
                .contains("Somebody changed this in the meantime", "name=\"version\" value=\"2\"")
                .containsPattern("name=\"url\"[^>]*value=\"https://github.com/lady\"");
        assertThat(send(path, "version", "1", "platform", "github", "url", "https://github.com/ada")
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void addsALinkAgainThatWasRemovedMeanwhile() {
        StubApi.refuse("PUT", "/mentors/me/social-links/.*", 404, "not-found");

        var page = send(
                        "/links/" + Samples.id(75),
                        "version",
                        "1",
                        "platform",
                        "gitlab",
                        "url",
                        "https://gitlab.com/ada")
                .asString();

        assertThat(page)
                .contains("Somebody changed this in the meantime", "action=\"/profile/links\"")
                .doesNotContain(Samples.id(75))
                .containsPattern("name=\"url\"[^>]*value=\"https://gitlab.com/ada\"");
    }

    @Test
    void savesALinkThatIsSentTwiceOnce() {
        StubApi.refuse("POST", "/mentors/me/social-links", 409, "conflict");

        assertThat(send("/links", "platform", "github", "url", "https://github.com/ada")
                        .statusCode())
                .isEqualTo(303);
        assertThat(send("/links", "platform", "website", "url", "https://github.com/ada")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void addsChangesAndRemovesLinks() {
        var link = new JsonObject()
                .put("id", Samples.id(71))
                .put("platform", "github")
                .put("url", "https://github.com/ada")
                .put("position", 0)
                .put("version", 2);
        StubApi.on("POST", "/mentors/me/social-links", request -> new Answer(201, "application/json", link.encode()));
        StubApi.on("PUT", "/mentors/me/social-links/.*", link);
        StubApi.on("DELETE", "/mentors/me/social-links/.*", request -> new Answer(204, "application/json", ""));

        send("/links", "platform", "github", "url", "https://github.com/ada");
        assertThat(asked("POST").body()).contains("\"platform\":\"github\"", "\"url\":\"https://github.com/ada\"");
        send("/links/" + Samples.id(71), "version", "2", "platform", "github", "url", "https://github.com/lady");
        assertThat(asked("PUT").headers()).containsEntry("if-match", "\"2\"");
        send("/links/" + Samples.id(71) + "/remove");
        assertThat(asked("DELETE").uri()).endsWith(Samples.id(71));

        var wrong = send("/links", "platform", "github", "url", "javascript:alert(1)");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.asString()).contains("The address begins with https://.");
    }

    @Test
    @TestSecurity(user = "mia", roles = "mentee")
    void takesAnApplicationAndTellsWhereItStands() {
        StubApi.refuse("GET", "/mentors/me", 404, "not-found");
        StubApi.on(
                "POST",
                "/mentors",
                request -> new Answer(
                        201, "application/json", MentorSamples.me("applied").encode()));

        assertThat(given().get("/apply").asString()).contains("What can you help with?");
        var answer = WebForms.filled("/apply")
                .cookie("zone", "Asia/Tokyo")
                .redirects()
                .follow(false)
                .formParam("bio", "Compilers.")
                .post("/apply");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(new JsonObject(asked("POST").body()).getString("time_zone")).isEqualTo("Asia/Tokyo");

        StubApi.on("GET", "/mentors/me", MentorSamples.me("applied"));
        assertThat(given().get("/apply").asString()).contains("Your application waits for an answer");
        StubApi.on("GET", "/mentors/me", MentorSamples.me("suspended"));
        assertThat(given().get("/apply").asString()).contains("You are suspended at present");
    }

    @Test
    void repliesToAReviewOfTheVersionThatWasRead() {
        var page = given().get("/reviews").asString();
        assertThat(page).contains("Good hints, a little short.", "Change the reply", "4.5 of 5 (12 reviews)");
        StubApi.on("PUT", "/reviews/.*/reply", new JsonObject());

        var path = "/reviews/" + Samples.id(44) + "/reply";
        assertThat(sendTo(path, "version", "1", "reply", "Thank you.").getHeader("Location"))
                .endsWith("/reviews#review-" + Samples.id(44));
        assertThat(asked("PUT").headers()).containsEntry("if-match", "\"1\"");
        assertThat(asked("PUT").body()).isEqualTo("{\"reply\":\"Thank you.\"}");
        assertThat(sendTo(path, "version", "1", "reply", "").asString()).contains("Write something");
    }

    @Test
    void connectsACalendarWithTheCookieThatTheBrowserBringsBack() {
        StubApi.on(
                "POST",
                "/calendars/google/connect",
                new JsonObject().put("authorization_url", "https://accounts.example/auth?state=1"));

        assertThat(given().get("/calendars").asString())
                .contains("Google Calendar", "Has to be connected again", "Connect a calendar");
        var answer = sendTo("/calendars/google/connect");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString())
                .contains("href=\"https://accounts.example/auth?state=1\"", "http-equiv=\"refresh\"");
        assertThat(sendTo("/calendars/evil/connect").statusCode()).isEqualTo(404);
    }

    @Test
    void disconnectsACalendar() {
        StubApi.on("DELETE", "/calendars/.*", request -> new Answer(204, "application/json", ""));

        assertThat(sendTo("/calendars/" + Samples.id(91) + "/disconnect").statusCode())
                .isEqualTo(303);
        assertThat(asked("DELETE").uri()).endsWith("/calendars/" + Samples.id(91));
    }

    @Test
    void saysThatACalendarIsDisconnectedAlsoByASecondPress() {
        StubApi.refuse("DELETE", "/calendars/.*", 404, "not-found");

        var second = sendTo("/calendars/" + Samples.id(91) + "/disconnect");

        assertThat(given().cookie("flash", second.getCookie("flash"))
                        .get("/calendars")
                        .asString())
                .contains("The calendar is disconnected.");
    }

    private static Response send(String path, String... fields) {
        return sendTo(PAGE + path, fields);
    }

    private static Response sendTo(String path, String... fields) {
        var form = WebForms.filled(PAGE).redirects().follow(false);
        for (var i = 0; i < fields.length; i += 2) {
            form.formParam(fields[i], fields[i + 1]);
        }
        return form.post(path);
    }

    private static StubApi.Asked asked(String method) {
        return List.copyOf(StubApi.asked()).stream()
                .filter(asked -> asked.method().equals(method))
                .reduce((one, later) -> later)
                .orElseThrow();
    }
}
