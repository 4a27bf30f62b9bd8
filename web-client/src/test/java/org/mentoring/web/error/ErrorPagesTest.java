package org.mentoring.web.error;

import java.util.Locale;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.kit.text.TextFiles;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.language.Texts;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
class ErrorPagesTest {

    @BeforeEach
    void reset() {
        StubApi.reset();
        Samples.stub();
    }

    @Test
    void answersAnUnknownAddressWithAPageInTheReadersLanguage() {
        assertThat(given().header("Accept-Language", "fr")
                        .get("/nowhere/at-all")
                        .then()
                        .statusCode(404)
                        .extract()
                        .asString())
                .contains("Cette page n’existe pas", "<h1>");
    }

    @ParameterizedTest
    @CsvSource({
        "403, forbidden, 403, You may not see this",
        "429, too-many-requests, 429, Too many requests",
        "503, unavailable, 503, A part of the platform does not answer",
        "502, http-502, 503, A part of the platform does not answer",
        "401, unauthenticated, 401, Please sign in again"
    })
    void saysWhatTheApiSaid(int status, String type, int expected, String words) {
        StubApi.refuse("GET", "/mentors/" + Samples.ADA, status, type);

        var page = given().get("/mentors/" + Samples.ADA)
                .then()
                .statusCode(expected)
                .extract()
                .asString();

        assertThat(page).contains(words);
    }

    @Test
    void saysInEveryLanguageThatSomethingWentWrongHere() {
        // What the API promises is missing.
        StubApi.on("GET", "/mentors/" + Samples.ADA, "null");
        for (var language : TextFiles.LANGUAGES) {
            var page = given().header("Accept-Language", language)
                    .get("/mentors/" + Samples.ADA)
                    .then()
                    .statusCode(500)
                    .extract()
                    .asString();

            assertThat(page)
                    .contains(Texts.in(Locale.of(language)).of("error.internal.title"), "<h1>", "lang=\"" + language)
                    .doesNotContain("Exception");
        }
    }

    @Test
    void allowsNoInlineCodeAndNoOtherSite() {
        var answer = given().get("/");

        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(answer.asString()).doesNotContain(" style=\"", " onclick", "<script>", "<style");
    }
}
