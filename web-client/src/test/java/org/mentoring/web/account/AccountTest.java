package org.mentoring.web.account;

import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.StubApi;
import org.mentoring.web.StubApi.Asked;
import org.mentoring.web.WebForms;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "ada", roles = "mentee")
class AccountTest {

    @BeforeEach
    void stub() {
        StubApi.reset();
        AccountSamples.stub();
        StubApi.on("PUT", "/users/me", AccountSamples.account("Europe/Vienna"));
    }

    @Test
    void showsTheAccountWithAnExampleInItsZoneUnderTheNameThatWasPicked() {
        var page = given().get("/account").then().statusCode(200).extract();

        assertThat(page.asString())
                .contains("value=\"Ada Lovelace\"", "ada@example.org", "value=\"1985-12-10\"")
                .contains("value=\"Asia/Calcutta\"", "India Standard Time")
                .contains("Weeks begin on Monday")
                .contains("<option value=\"GB\" selected>United Kingdom")
                .contains("name=\"share_email\" value=\"yes\" checked");
        assertThat(page.cookie("zone")).isEqualTo("Asia%2FCalcutta");
    }

    @Test
    void sendsWhatWasFilledInWithTheVersionThatWasSeen() {
        var answer = send(form("Asia/Calcutta").formParam("share_email", "yes").formParam("region", "AT"));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.getHeader("Location")).endsWith("/account");
        assertThat(answer.getCookie("zone")).isEqualTo("Europe%2FVienna");
        assertThat(sent().headers()).containsEntry("if-match", "\"7\"");
        assertThat(new JsonObject(sent().body()))
                .isEqualTo(new JsonObject()
                        .put("name", "Ada King")
                        .put("linkedin", "https://www.linkedin.com/in/ada")
                        .put("dob", "1985-12-10")
                        .put("time_zone", "Asia/Calcutta")
                        .put("locale", "de-AT")
                        .put("share_email", true));
    }

    @Test
    void keepsTheClockAndTheWeekOfTheAccount() {
        send(form("UTC").formParam("region", "AT").formParam("locale", "en-GB-u-fw-sun-hc-h12"));

        assertThat(new JsonObject(sent().body()).getString("locale")).isEqualTo("de-AT-u-fw-sun-hc-h12");
    }

    @Test
    void keepsTheAddressFromOthersWhereTheBoxIsEmpty() {
        send(form("UTC"));

        assertThat(new JsonObject(sent().body()).getBoolean("share_email")).isFalse();
    }

    @Test
    void takesACityACountryWithOneZoneAndAnOldName() {
        assertThat(zoneSentFor("kathmandu")).isEqualTo("Asia/Kathmandu");
        assertThat(zoneSentFor("Japan")).isEqualTo("Asia/Tokyo");
        assertThat(zoneSentFor("nepal")).isEqualTo("Asia/Kathmandu");
        assertThat(zoneSentFor("+5:45")).isEqualTo("Asia/Kathmandu");
        assertThat(zoneSentFor("UTC+٥:٤٥")).isEqualTo("Asia/Kathmandu");
        assertThat(zoneSentFor("asia/calcutta")).isEqualTo("Asia/Calcutta");
        assertThat(zoneSentFor("utc")).isEqualTo("UTC");
        assertThat(zoneSentFor("new york")).isEqualTo("America/New_York");
        assertThat(zoneSentFor("")).isNull();
    }

    @Test
    void asksWhichZoneIsMeantAndTakesTheAnswer() {
        var asked = send(form("Portugal"));

        assertThat(asked.statusCode()).isEqualTo(422);
        assertThat(asked.asString())
                .contains(
                        "<title>Error: Account",
                        "Several zones fit",
                        "value=\"Europe/Lisbon\"",
                        "value=\"Atlantic/Azores\"")
                .contains("value=\"Ada King\"", "name=\"zone_asked\" value=\"Portugal\"");
        send(form("Portugal").formParam("zone_asked", "Portugal").formParam("zone_meant", "Atlantic/Azores"));
        assertThat(new JsonObject(sent().body()).getString("time_zone")).isEqualTo("Atlantic/Azores");
    }

    @Test
    void saysThatAPlaceIsUnknownAndThatADateIsNone() {
        var answer = send(form("Nowhere at all").formParam("dob", "31.31.1990"), "/account");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.asString())
                .contains("No place or zone is called that", "Enter a date in the past", "value=\"31.31.1990\"");
        assertThat(StubApi.asked()).noneMatch(asked -> asked.method().equals("PUT"));
    }

    @Test
    void showsWhatSomebodyElseSavedBesideWhatWasFilledInAndSendsItWithTheNewVersion() {
        StubApi.refuse("PUT", "/users/me", 412, "stale-version");
        StubApi.on("GET", "/users/me", AccountSamples.account("Asia/Calcutta").put("version", 9));

        var answer = send(form("Asia/Calcutta").formParam("share_email", "yes"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.asString())
                .contains("Somebody changed this in the meantime", "Ada Lovelace", "value=\"Ada King\"")
                .contains("name=\"version\" value=\"9\"");
    }

    @Test
    void takesAFormThatWasSentTwiceAsSaved() {
        StubApi.refuse("PUT", "/users/me", 412, "stale-version");
        StubApi.on(
                "GET",
                "/users/me",
                AccountSamples.account("Asia/Kathmandu")
                        .put("name", "Ada King")
                        .put("linkedin", "https://www.linkedin.com/in/ada")
                        .put("locale", "de")
                        .put("share_email", false)
                        .put("version", 9));

        var answer = send(form("kathmandu"));

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(303);
        assertThat(answer.getHeader("Location")).endsWith("/account");
    }

    @Test
    void saysWhatTheApiFindsWrongAtTheField() {
        StubApi.on(
                "PUT",
                "/users/me",
                request -> new StubApi.Answer(
                        422,
                        "application/problem+json",
                        "{\"type\":\"urn:problem-type:mentoring:invalid\",\"status\":422,\"errors\":[{\"field\":\"linkedin\",\"message\":\"no\"}]}"));

        assertThat(send(form("UTC")).asString())
                .contains("href=\"#linkedin\"", "Enter an address that begins with https://");
    }

    @Test
    void offersTheZoneOfABrowserThatHasMoved() {
        var offer = given().cookie("zone", "Europe%2FVienna")
                .queryParam("browser", "Asia/Tokyo")
                .queryParam("to", "/account")
                .get("/zone/offer");

        assertThat(offer.statusCode()).isEqualTo(200);
        assertThat(offer.asString())
                .contains("Japan Standard Time", "Central European", "name=\"browser\" value=\"Asia/Tokyo\"");
    }

    @Test
    void offersNothingWhereClocksShowTheSame() {
        assertThat(given().cookie("zone", "Asia%2FCalcutta")
                        .queryParam("browser", "Asia/Kolkata")
                        .get("/zone/offer")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void followsTheBrowserInTheAccountOrKeepsTheZoneAndRemembersThat() {
        StubApi.on("PUT", "/users/me", AccountSamples.account("Asia/Tokyo"));

        var followed = send(zoneForm().formParam("follow", "yes"), "/zone");
        assertThat(followed.statusCode()).isEqualTo(303);
        assertThat(followed.getCookie("zone")).isEqualTo("Asia%2FTokyo");
        assertThat(new JsonObject(sent().body()).getString("time_zone")).isEqualTo("Asia/Tokyo");
        assertThat(sent().headers()).containsEntry("if-match", "\"7\"");

        var kept = send(zoneForm().formParam("follow", "no"), "/zone");
        assertThat(kept.getCookie("zone_kept")).isEqualTo("Asia%2FTokyo");
        assertThat(kept.getCookie("zone")).isNull();
    }

    @Test
    @TestSecurity(user = "ada", roles = "mentee")
    @OidcSecurity(claims = @Claim(key = "sub", value = AccountSamples.PERSON))
    void beginsWithTheZoneOfTheBrowserAndNotThatOfAnAccount() {
        StubApi.on("GET", "/users/me", AccountSamples.account(null));
        StubApi.on("PUT", "/users/me", AccountSamples.account(null));

        for (var person : List.of("somebody-else.1", AccountSamples.PERSON)) {
            var page = given().cookie("person", person)
                    .cookie("zone", "Asia%2FTokyo")
                    .get("/account");
            assertThat(page.getCookie("zone")).isEmpty();
            var cleared = send(form("").cookie("person", person).cookie("zone", "Asia%2FTokyo"));
            assertThat(cleared.getCookie("zone")).isEmpty();
            assertThat(new JsonObject(sent().body()).getString("time_zone")).isNull();
        }

        given().cookie("person", "somebody-else.1.no-zone")
                .cookie("zone", "Asia%2FTokyo")
                .get("/account");
        assertThat(new JsonObject(sent().body()).getString("time_zone")).isEqualTo("Asia/Tokyo");
    }

    @Test
    @TestSecurity(user = "ada", roles = "mentee")
    @OidcSecurity(claims = @Claim(key = "sub", value = AccountSamples.PERSON))
    void showsTheZoneThatTheAccountHasJustGot() {
        AccountSamples.beginWithoutZone("Asia/Tokyo");

        assertThat(given().cookie("zone", "Asia%2FTokyo").get("/account").asString())
                .contains("name=\"version\" value=\"8\"", "name=\"zone\" list=\"zones\" value=\"Asia/Tokyo\"");
    }

    @Test
    void saysWhatClosingTheAccountMeansAndWantsItConfirmed() {
        assertThat(given().get("/account/close").asString())
                .contains("What is deleted", "What is kept", "Grace Hopper", "15, 2027");
        var answer = send(WebForms.filled("/account/close"), "/account/close");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.asString()).contains("Tick the box");
        assertThat(StubApi.asked()).noneMatch(asked -> asked.method().equals("DELETE"));
    }

    @Test
    void saysThatSessionsCannotBeListed() {
        StubApi.refuse("GET", "/bookings", 503, "unavailable");

        assertThat(given().get("/account/close")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .contains("cannot be shown just now");
    }

    private static String zoneSentFor(String typed) {
        StubApi.asked().clear();
        send(form(typed));
        return new JsonObject(sent().body()).getString("time_zone");
    }

    private static RequestSpecification zoneForm() {
        return WebForms.filled("/account").formParam("browser", "Asia/Tokyo").formParam("to", "/account");
    }

    private static RequestSpecification form(String zone) {
        return WebForms.filled("/account")
                .formParam("version", "7")
                .formParam("name", " Ada King ")
                .formParam("linkedin", "https://www.linkedin.com/in/ada")
                .formParam("zone", zone)
                .formParam("language", "de");
    }

    private static Response send(RequestSpecification form) {
        return send(form.formParam("dob", "1985-12-10"), "/account");
    }

    private static Response send(RequestSpecification form, String path) {
        return form.redirects().follow(false).post(path);
    }

    private static Asked sent() {
        return StubApi.asked().stream()
                .filter(asked -> asked.method().equals("PUT"))
                .reduce((first, last) -> last)
                .orElseThrow();
    }
}
