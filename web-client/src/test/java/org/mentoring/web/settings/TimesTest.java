package org.mentoring.web.settings;

import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.StubApi.Answer;
import org.mentoring.web.WebForms;
import org.mentoring.web.account.AccountSamples;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
class TimesTest {

    private static final String HERE = "/settings/times";

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
        AccountSamples.stub();
    }

    @Test
    void showsAnExampleOfEachAndBeginsWithWhatTheRegionHas() {
        assertThat(get("en-US"))
                .contains("As usual in your region: 7:30\u00A0PM", "12 hours: 7:30\u00A0PM", "24 hours: 19:30")
                .contains("As usual in your region: Sunday", "<span>Monday</span>", "<span>Saturday</span>")
                .contains("name=\"clock\" value=\"\" checked", "name=\"week\" value=\"\" checked");
        assertThat(get("de-AT")).contains("Wie in Ihrer Region üblich: 19:30", "Wie in Ihrer Region üblich: Montag");
    }

    @Test
    void keepsTheChoiceInTheBrowserOfWhoIsNotSignedIn() {
        var answer = send("en-US", "h23", "mon");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.getCookie("language")).isEqualTo("en-US-u-fw-mon-hc-h23");
        assertThat(get("en-US-u-fw-mon-hc-h23"))
                .contains("value=\"h23\" checked", "value=\"mon\" checked", "lang=\"en-US\"")
                .containsPattern("Now it is [A-Za-z, 0-9]+\\d{2}:\\d{2} \\(");
        assertThat(StubApi.asked()).noneMatch(asked -> asked.method().equals("PUT"));
    }

    @Test
    void goesBackToWhatTheRegionHasAndTakesNothingElse() {
        assertThat(send("en-US-u-fw-mon-hc-h23", "", "").getCookie("language")).isEqualTo("en-US");
        assertThat(send("en-US", "h99", "never").getCookie("language")).isEqualTo("en-US");
    }

    @Test
    @TestSecurity(user = "ada", roles = "mentee")
    void keepsTheChoiceInTheAccountOfWhoIsSignedIn() {
        StubApi.on("PUT", "/users/me", AccountSamples.account("Asia/Calcutta").put("locale", "en-GB-u-fw-sat-hc-h12"));

        var answer = send("en-GB", "h12", "sat");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.getCookie("language")).isEqualTo("en-GB-u-fw-sat-hc-h12");
        var sent = StubApi.asked().stream()
                .filter(asked -> asked.method().equals("PUT"))
                .findFirst()
                .orElseThrow();
        assertThat(sent.headers()).containsEntry("if-match", "\"7\"");
        assertThat(new JsonObject(sent.body()).getString("locale")).isEqualTo("en-GB-u-fw-sat-hc-h12");
        assertThat(new JsonObject(sent.body()).getString("time_zone")).isEqualTo("Asia/Calcutta");
    }

    @Test
    void keepsRegionClockAndWeekWhereTheLanguageIsSwitched() {
        var answer = WebForms.filled("/")
                .cookie("language", "en-US-u-fw-mon-hc-h23")
                .formParam("language", "ar")
                .formParam("to", "/")
                .redirects()
                .follow(false)
                .post("/language");

        assertThat(answer.getCookie("language")).isEqualTo("ar-US-u-fw-mon-hc-h23");
    }

    @Test
    @TestSecurity(user = "ada", roles = "mentee")
    void storesASwitchedLanguageInTheAccountAlsoWhereItHasChangedMeanwhile() {
        var versions = List.of(7, 8).iterator();
        StubApi.on(
                "GET",
                "/users/me",
                request -> new Answer(
                        200,
                        "application/json",
                        AccountSamples.account("Asia/Calcutta")
                                .put("locale", "en-GB-u-fw-sat")
                                .put("version", versions.next())
                                .encode()));
        StubApi.on(
                "PUT",
                "/users/me",
                request -> "\"7\"".equals(request.getHeader("If-Match"))
                        ? new Answer(
                                412,
                                "application/problem+json",
                                "{\"type\":\"urn:problem-type:mentoring:stale-version\"}")
                        : new Answer(
                                200,
                                "application/json",
                                AccountSamples.account("Asia/Calcutta").encode()));

        assertThat(switchTo("fr").getCookie("language")).isEqualTo("fr-US");
        var sent = StubApi.asked().stream()
                .filter(asked -> asked.method().equals("PUT"))
                .toList();
        assertThat(sent).hasSize(2);
        assertThat(new JsonObject(sent.getLast().body()))
                .isEqualTo(new JsonObject()
                        .put("name", "Ada Lovelace")
                        .put("linkedin", null)
                        .put("dob", "1985-12-10")
                        .put("time_zone", "Asia/Calcutta")
                        .put("locale", "fr-GB-u-fw-sat")
                        .put("share_email", true));
    }

    @Test
    @TestSecurity(user = "ada", roles = "mentee")
    void switchesTheLanguageOfPagesWhereTheAccountCannotBeChanged() {
        StubApi.refuse("GET", "/users/me", 503, "unavailable");
        var answer = switchTo("fr");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.getCookie("language")).isEqualTo("fr-US");

        AccountSamples.stub();
        var account = given().cookie("language", "fr-US").get("/account");
        assertThat(account.asString()).contains("lang=\"fr-GB\"");
        assertThat(account.getCookie("language")).isEqualTo("fr-GB");
        StubApi.on("PUT", "/users/me", AccountSamples.account("Asia/Calcutta").put("locale", "en-GB-u-hc-h23"));
        assertThat(send("fr-US", "h23", "").getCookie("language")).isEqualTo("fr-US-u-hc-h23");
    }

    private static Response switchTo(String language) {
        return WebForms.filled("/")
                .cookie("language", "en-US")
                .formParam("language", language)
                .formParam("to", "/")
                .redirects()
                .follow(false)
                .post("/language");
    }

    private static String get(String language) {
        return given().cookie("language", language)
                .get(HERE)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static Response send(String language, String clock, String week) {
        RequestSpecification form = WebForms.filled(HERE).cookie("language", language);
        return form.formParam("clock", clock)
                .formParam("week", week)
                .redirects()
                .follow(false)
                .post(HERE);
    }
}
