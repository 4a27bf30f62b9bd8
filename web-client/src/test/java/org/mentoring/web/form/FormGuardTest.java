package org.mentoring.web.form;

import java.time.Duration;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.WebForms;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
class FormGuardTest {

    @Inject
    EncryptedText encryptedText;

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
    }

    @Test
    void takesAFormOfItsOwnAndRedirectsToItsOwnPathsAlone() {
        assertThat(send(WebForms.filled("/").formParam("to", "/?q=ada")).getHeader("Location"))
                .endsWith("/?q=ada");
        assertThat(send(WebForms.filled("/").formParam("to", "//evil.example")).getHeader("Location"))
                .doesNotContain("evil");
        assertThat(send(WebForms.filled("/").formParam("to", "https://evil.example"))
                        .getHeader("Location"))
                .doesNotContain("evil");
    }

    @Test
    void givesAFormWithoutATokenBackAsItWasFilledIn() {
        var answer = send(given().formParam("to", "/").formParam("note", "مرحبا"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.asString())
                .contains("Please send this form once more", "name=\"note\" value=\"مرحبا\"", "action=\"/language\"");
    }

    @Test
    @TestSecurity(user = "ken", roles = "mentee")
    @OidcSecurity(claims = @Claim(key = "sub", value = "ken"))
    void givesAFormThatWasOpenForTooLongBackToItsPersonAlone() {
        assertThat(send(openForTooLong("ken")).asString()).contains("Please send this form once more");

        var answer = send(openForTooLong("margaret"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.asString())
                .contains("This form belongs to another account")
                .doesNotContain("My note");
    }

    private RequestSpecification openForTooLong(String person) {
        return given().cookie("browser", "b")
                .formParam("form_token", encryptedText.encrypt("form", "b " + person, Duration.ofSeconds(-1)))
                .formParam("note", "My note");
    }

    @Test
    void refusesATokenOfAnotherBrowser() {
        var other = WebForms.token("/");

        var answer = send(given().cookie("browser", "somebody-else").formParam("form_token", other.token()));

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void refusesWhatAPageOfAnotherSiteSendsEvenWithAToken() {
        for (var origin : new String[] {"https://evil.example", "null", "https://localhost:" + RestAssured.port}) {
            var answer = send(WebForms.filled("/").header("Origin", origin));

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.asString()).contains("Another site sent this").doesNotContain("Send again");
        }
    }

    @Test
    void takesWhatAPageOfTheSameOriginSends() {
        for (var origin : new String[] {"http://localhost:8080", "http://localhost:" + RestAssured.port}) {
            assertThat(send(WebForms.filled("/").header("Origin", origin)).statusCode())
                    .isEqualTo(303);
        }
    }

    @Test
    void takesALongTextInAnyScript() {
        var answer = send(WebForms.filled("/").formParam("note", "ह".repeat(10_000)));

        assertThat(answer.statusCode()).isEqualTo(303);
    }

    @Test
    void answersWhatIsTooLargeWithAPage() {
        var announced = send(WebForms.filled("/").formParam("note", "x".repeat(300_000)));

        assertThat(announced.statusCode()).isEqualTo(413);
        assertThat(announced.asString()).contains("That was too much text", "Nothing was saved");
    }

    private static Response send(RequestSpecification form) {
        return form.contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .redirects()
                .follow(false)
                .formParam("language", "de")
                .post("/language");
    }
}
