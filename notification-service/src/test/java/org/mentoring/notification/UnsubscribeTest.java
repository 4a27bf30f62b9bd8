package org.mentoring.notification;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.Tokens;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.UnsubscribeLinks;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

@QuarkusTest
@RealParts
class UnsubscribeTest {

    private static final String PATH = "/api/v1/notifications/unsubscribe";

    @Inject
    UnsubscribeLinks links;

    private final UUID person = UUID.randomUUID();

    @Test
    void turnsAKindOffByOneClickInAMailProgram() {
        assertThat(links.to(person, Kind.SESSION_REMINDER).toString()).matches("http\\S+" + PATH + "\\?token=[\\w-]+");

        post(token(Kind.SESSION_REMINDER)).statusCode(200);
        post(token(Kind.SESSION_REMINDER)).statusCode(200);

        choices()
                .header("ETag", "\"1\"")
                .body("kinds.session-reminder", equalTo(false))
                .body("kinds.review-request", equalTo(true))
                .body("kinds.mentor-report", equalTo(true));
        post(token(Kind.MENTOR_REPORT)).statusCode(200);
        choices().header("ETag", "\"2\"").body("kinds.mentor-report", equalTo(false));
    }

    @Test
    void changesNothingOnGet() {
        given().get(PATH + "?token=" + token(Kind.REVIEW_REQUEST))
                .then()
                .statusCode(200)
                .contentType("text/html; charset=UTF-8")
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("Cache-Control", "no-store")
                .body(containsString("<html lang=\"en\" dir=\"ltr\">"))
                .body(containsString("<form method=\"post\">"))
                .body(containsString("Requests to review a session"));
        choices().header("ETag", "\"0\"").body("kinds.review-request", equalTo(true));
    }

    /** Programs that look for harmful links press buttons, too; the policy lets the page run the script that keeps them off. */
    @Test
    void enablesItsButtonByAScriptThatThePolicyNames() throws NoSuchAlgorithmException {
        var page = given().get(PATH + "?token=" + token(Kind.REVIEW_REQUEST));
        var script = page.asString().replaceAll("(?s).*<script>|</script>.*", "");

        var hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8)));
        assertThat(page.header("Content-Security-Policy")).contains("script-src 'sha256-" + hash + "'");
        assertThat(script)
                .contains("button.disabled = true", "visibilityState === 'visible'", "disabled = false), 1000");
        assertThat(page.asString()).contains("<button type=\"submit\">");
    }

    @Test
    void offersTheFormOnceMoreAfterwardsWithoutHarm() {
        given().contentType("application/x-www-form-urlencoded")
                .body("List-Unsubscribe=One-Click")
                .post(PATH + "?token=" + token(Kind.REVIEW_REQUEST))
                .then()
                .statusCode(200)
                .contentType("text/html; charset=UTF-8")
                .body(containsString("Switched off"))
                .body(not(containsString("<form")));
        choices().body("kinds.review-request", equalTo(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "image/png", "text/plain;q=0.1"})
    void answersWhateverTheMailProgramAccepts(String accepted) {
        given().accept(accepted)
                .contentType("application/x-www-form-urlencoded")
                .body("List-Unsubscribe=One-Click")
                .post(PATH + "?token=" + token(Kind.REVIEW_REQUEST))
                .then()
                .statusCode(200)
                .contentType("text/html; charset=UTF-8");
        choices().body("kinds.review-request", equalTo(false));
        given().accept(accepted).post(PATH + "?token=X").then().statusCode(400);
        given().accept(accepted).get(PATH + "?token=X").then().statusCode(400);
    }

    @Test
    void asksInTheLanguageOfThePerson() {
        given().auth()
                .oauth2(Tokens.of("Layla", person).build())
                .header("If-Match", "\"0\"")
                .contentType("application/json")
                .body("{\"kinds\": {}, \"reminder_minutes\": [], \"language\": \"ar\"}")
                .put("/api/v1/notifications/preferences")
                .then()
                .statusCode(200);
        given().get(PATH + "?token=" + token(Kind.MENTOR_REPORT))
                .then()
                .statusCode(200)
                .body(containsString("<html lang=\"ar\" dir=\"rtl\">"))
                .body(containsString("تقارير أسابيعك مرشدًا"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"BOOKING_CONFIRMED", "APPLICATION_APPROVED"})
    void refusesToTurnOffMandatoryMails(Kind kind) {
        post(token(kind)).statusCode(400);
        choices().header("ETag", "\"0\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 33, 50})
    void refusesALinkThatWasChanged(int at) {
        var bytes = Base64.getUrlDecoder().decode(token(Kind.MENTOR_REPORT));
        bytes[at] ^= 1;
        post(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)).statusCode(400);
        choices().header("ETag", "\"0\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "%00", "a.b.c", "////", "AAAA"})
    void refusesAnInvalidToken(String token) {
        post(token).statusCode(400);
        given().header("Accept-Language", "de")
                .get(PATH + "?token=" + token)
                .then()
                .statusCode(400)
                .contentType("text/html; charset=UTF-8")
                .body(containsString("Dieser Link funktioniert nicht"))
                .body(not(containsString("<form")));
    }

    private String token(Kind kind) {
        return links.to(person, kind).getQuery().substring("token=".length());
    }

    private static ValidatableResponse post(String token) {
        return given().urlEncodingEnabled(false)
                .contentType("application/x-www-form-urlencoded")
                .body("List-Unsubscribe=One-Click")
                .post(PATH + "?token=" + token)
                .then();
    }

    private ValidatableResponse choices() {
        return given().auth()
                .oauth2(Tokens.of("Linus", person).build())
                .get("/api/v1/notifications/preferences")
                .then()
                .statusCode(200);
    }
}
