package org.mentoring.web.form;

import java.time.Duration;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.WebForms;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Who gets the message of what was done. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
class FlashTest {

    @Inject
    EncryptedText encryptedText;

    private static final String MESSAGE = "Times are shown in Japan Standard Time";

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
    }

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Mode, cors", "Sec-Fetch-Mode, same-origin", "X-Refresh, yes", "HX-Request, true"})
    void keepsTheMessageForThePageThatThePersonSees(String header, String value) {
        var flash = followZone("Asia/Tokyo").getCookie("flash");

        var fetched = given().cookie("flash", flash).header(header, value).get("/favourites");
        assertThat(fetched.asString()).doesNotContain("data-flash");
        assertThat(fetched.getCookies()).doesNotContainKey("flash");

        var seen = given().cookie("flash", flash)
                .header("Sec-Fetch-Mode", "navigate")
                .get("/favourites");
        assertThat(seen.asString()).contains("data-flash", MESSAGE);
        assertThat(seen.getCookie("flash")).isEmpty();
    }

    @Test
    void saysNothingWhereTheMessageIsOneOfALaterVersion() {
        var later = encryptedText.encrypt("flash", "done\u001Fsettings.text-of-a-later-version", Duration.ofMinutes(1));

        var page = given().cookie("flash", later).get("/favourites");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.asString()).doesNotContain("data-flash");
        assertThat(page.getCookie("flash")).isEmpty();
    }

    @Test
    void saysInTheTitleThatSomethingWasRefused() {
        var refused = followZone("Nowhere").getCookie("flash");
        var done = followZone("Asia/Tokyo").getCookie("flash");

        assertThat(given().cookie("flash", refused).get("/favourites").asString())
                .contains("<title>Error: ", "role=\"alert\" data-flash");
        assertThat(given().cookie("flash", done).get("/favourites").asString())
                .contains("role=\"status\" data-flash")
                .doesNotContain("<title>Error: ");
    }

    @Test
    void setsNoMessageForAScriptThatFollowsTheRedirect() {
        assertThat(WebForms.filled("/")
                        .redirects()
                        .follow(false)
                        .header("Sec-Fetch-Mode", "cors")
                        .formParam("browser", "Nowhere")
                        .post("/zone")
                        .getCookies())
                .doesNotContainKey("flash");
    }

    private static Response followZone(String zone) {
        return WebForms.filled("/")
                .redirects()
                .follow(false)
                .formParam("browser", zone)
                .formParam("follow", "yes")
                .formParam("to", "/favourites")
                .post("/zone");
    }
}
