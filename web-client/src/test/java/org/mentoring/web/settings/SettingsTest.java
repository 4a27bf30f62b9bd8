package org.mentoring.web.settings;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.StubApi;
import org.mentoring.web.WebForms;
import org.mentoring.web.account.AccountSamples;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(
        user = "ada",
        roles = {"mentee", "mentor"})
class SettingsTest {

    private static final String PAGE = "/settings/notifications";

    @BeforeEach
    void stub() {
        StubApi.reset();
        AccountSamples.stub();
        StubApi.on("PUT", "/notifications/preferences", AccountSamples.preferences());
    }

    @Test
    void showsEachKindWithASwitchAndThoseThatAlwaysComeWithout() {
        var page = given().get(PAGE).then().statusCode(200).extract().asString();

        assertThat(page)
                .contains("value=\"session-reminder\" checked", "name=\"kind\" value=\"review-request\"><span>")
                .contains("name=\"kind\" value=\"mentor-report\" checked")
                .doesNotContain("name=\"kind\" value=\"platform-report\"", "name=\"kind\" value=\"booking-confirmed\"")
                .contains("A session is confirmed", "Mails that always come");
        assertThat(page)
                .containsPattern("name=\"amount\"[^>]*value=\"1\"")
                .containsPattern("name=\"amount\"[^>]*value=\"90\"");
    }

    @Test
    void replacesThePreferencesAndLeavesWhatWasNotShown() {
        var answer = send(form().formParam("kind", "review-request"));

        assertThat(answer.statusCode()).isEqualTo(303);
        var sent = sent();
        assertThat(sent.headers()).containsEntry("if-match", "\"0\"");
        var body = new JsonObject(sent.body());
        assertThat(body.getJsonObject("kinds"))
                .isEqualTo(AccountSamples.preferences()
                        .getJsonObject("kinds")
                        .put("session-reminder", false)
                        .put("review-request", true)
                        .put("mentor-report", false));
        assertThat(body.getJsonArray("reminder_minutes"))
                .isEqualTo(new JsonArray().add(2880).add(15));
        assertThat(body.getString("language")).isEqualTo("fr");
    }

    @Test
    void refusesReminderTimesThatAreNone() {
        for (var amount : new String[] {"8", "0", "soon", "99999999999"}) {
            var answer = send(WebForms.filled(PAGE)
                    .formParam("version", "0")
                    .formParam("amount", amount)
                    .formParam("unit", "days"));

            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.asString())
                    .contains("Give a time from 5 minutes to 7 days", "href=\"#amount\"", "value=\"" + amount + "\"");
        }
        assertThat(StubApi.asked()).noneMatch(asked -> asked.method().equals("PUT"));
    }

    @Test
    void showsWhatSomebodyElseSavedBesideWhatWasFilledIn() {
        StubApi.refuse("PUT", "/notifications/preferences", 412, "stale-version");

        var answer = send(form());

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.asString())
                .contains("Somebody changed this in the meantime", "1 day, 90 minutes", "2 days, 15 minutes");
    }

    @Test
    void takesAFormThatWasSentTwiceAsSavedAndKeepsWhatTheApiRefuses() {
        StubApi.refuse("PUT", "/notifications/preferences", 412, "stale-version");
        StubApi.on(
                "GET",
                "/notifications/preferences",
                new JsonObject()
                        .put(
                                "kinds",
                                new JsonObject()
                                        .put("session-reminder", false)
                                        .put("review-request", false)
                                        .put("mentor-report", false))
                        .put("reminder_minutes", new JsonArray().add(2880).add(15))
                        .put("language", "fr"));
        assertThat(send(form()).statusCode()).isEqualTo(303);

        StubApi.refuse("PUT", "/notifications/preferences", 422, "invalid");
        assertThat(send(form()).asString()).contains("Something in the form is not right", "value=\"15\"");
    }

    @Test
    void readsAnUnreadableCursorAsTheFirstPage() {
        StubApi.on(
                "GET",
                "/notifications",
                request -> request.getParam("cursor") == null
                        ? new StubApi.Answer(
                                200, "application/json", AccountSamples.mails().encode())
                        : new StubApi.Answer(
                                400,
                                "application/problem+json",
                                "{\"type\":\"urn:problem-type:mentoring:malformed\",\"status\":400,\"errors\":[{\"field\":\"cursor\",\"message\":\"no\"}]}"));

        assertThat(given().get("/settings/mails?cursor=old")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .contains("A session is confirmed");
    }

    @Test
    void listsAMailOfAKindThatIsNotKnownHere() {
        StubApi.on(
                "GET",
                "/notifications",
                new JsonObject()
                        .put(
                                "items",
                                new JsonArray().add(AccountSamples.mail(64, "mail-of-a-later-version", "sent", null)))
                        .put("next_cursor", null));

        assertThat(given().get("/settings/mails")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .contains("mail-of-a-later-version");
    }

    @Test
    void listsMailsWithTheirStateAndLeadsToTheNextPage() {
        assertThat(given().get("/settings/mails").asString())
                .contains("A session is confirmed", "Sent", "Waiting", "Failed", "?cursor=WyIyMDI2Il0");
        given().get("/settings/mails?cursor=abc").then().statusCode(200);
        assertThat(StubApi.asked()).anyMatch(asked -> asked.uri().contains("cursor=abc"));
    }

    @Test
    void asksForTheDataOnlyOnceTheButtonIsPressed() {
        StubApi.on(
                "(GET|HEAD)",
                "/users/me/export",
                request -> new StubApi.Answer(202, "application/json", "{\"status\":\"pending\"}"));

        assertThat(given().get("/settings/export").asString()).contains("Ask for my data");
        assertThat(StubApi.asked()).noneMatch(asked -> asked.uri().contains("export"));

        var asked = send(WebForms.filled("/settings/export"), "/settings/export");
        assertThat(asked.statusCode()).isEqualTo(303);
        assertThat(given().cookie("export", asked.getCookie("export"))
                        .get("/settings/export")
                        .asString())
                .contains("It is being put together", "id=\"export-state\" data-refresh=\"")
                .doesNotContain("hx-trigger");
        // What somebody else has asked for in this browser asks for nothing.
        StubApi.asked().clear();
        assertThat(given().cookie("export", "requested").get("/settings/export").asString())
                .contains("Ask for my data");
        assertThat(StubApi.asked()).noneMatch(one -> one.uri().contains("export"));
        assertThat(given().redirects()
                        .follow(false)
                        .get("/settings/export/mentoring-export.zip")
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void handsTheArchiveOver() {
        StubApi.on("GET", "/users/me/export", request -> new StubApi.Answer(200, "application/zip", "PK-archive"));
        StubApi.on("HEAD", "/users/me/export", request -> new StubApi.Answer(200, "application/zip", ""));

        var requested = send(WebForms.filled("/settings/export"), "/settings/export");
        StubApi.asked().clear();
        assertThat(given().cookie("export", requested.getCookie("export"))
                        .get("/settings/export")
                        .asString())
                .contains("/settings/export/mentoring-export.zip");
        assertThat(StubApi.asked())
                .noneMatch(asked -> asked.method().equals("GET") && asked.uri().contains("export"));
        var archive = given().get("/settings/export/mentoring-export.zip");
        assertThat(archive.asString()).isEqualTo("PK-archive");
        assertThat(archive.getHeader("Content-Disposition")).contains("mentoring-export.zip");
        assertThat(archive.getHeader("Cache-Control")).isEqualTo("no-store");
    }

    private static RequestSpecification form() {
        return WebForms.filled(PAGE)
                .formParam("version", "0")
                .formParam("shown", "session-reminder", "review-request", "mentor-report")
                .formParam("amount", "2", "15", "", "", "")
                .formParam("unit", "days", "minutes", "hours", "hours", "hours")
                .formParam("language", "fr");
    }

    private static Response send(RequestSpecification form) {
        return send(form, PAGE);
    }

    private static Response send(RequestSpecification form, String path) {
        return form.redirects().follow(false).post(path);
    }

    private static StubApi.Asked sent() {
        return StubApi.asked().stream()
                .filter(asked -> asked.method().equals("PUT"))
                .findFirst()
                .orElseThrow();
    }
}
