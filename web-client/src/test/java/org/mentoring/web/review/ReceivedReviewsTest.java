package org.mentoring.web.review;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.WebForms;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Replies on a later page of the list. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "ada", roles = "mentor")
class ReceivedReviewsTest {

    private static final String SECOND_PAGE = "WyIyMDI3Il0=";

    @BeforeEach
    void stub() {
        StubApi.reset();
        MentorSamples.stub();
        StubApi.on("PUT", "/reviews/.*/reply", new JsonObject());
    }

    @Test
    void staysOnThePageOfTheReviewWhereAReplyIsRefused() {
        assertThat(given().queryParam("cursor", SECOND_PAGE).get("/reviews").asString())
                .contains("name=\"cursor\" value=\"" + SECOND_PAGE + "\"");
        StubApi.asked().clear();

        var answer = reply("ह".repeat(5001));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.asString())
                .contains("href=\"#reply-" + Samples.id(44), "id=\"reply-" + Samples.id(44) + "-wrong\"")
                .containsPattern("<textarea id=\"reply-" + Samples.id(44)
                        + "\"[^>]*aria-invalid=\"true\"[^>]*aria-describedby=\"[^\"]*reply-" + Samples.id(44) + "-wrong"
                        + "\"[^>]*>ह{5001}<")
                .containsOnlyOnce("aria-invalid=\"true\"");
        assertThat(StubApi.asked())
                .anyMatch(asked ->
                        asked.uri().contains("/reviews?") && asked.uri().contains("cursor=WyIyMDI3Il0"));
        assertThat(StubApi.asked()).noneMatch(asked -> asked.method().equals("PUT"));
    }

    @Test
    void returnsToThePageOfTheReviewOnceItIsReplied() {
        assertThat(reply("ह".repeat(5000)).getHeader("Location"))
                .endsWith("/reviews?cursor=WyIyMDI3Il0%3D#review-" + Samples.id(44));
    }

    @Test
    void reportsAReviewWithAReason() {
        StubApi.on("POST", "/reviews/.*/report", new JsonObject());

        var answer = report("It is an advertisement.");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.getHeader("Location")).endsWith("/reviews#review-" + Samples.id(44));
        assertThat(StubApi.asked())
                .anyMatch(asked -> asked.uri().endsWith(Samples.id(44) + "/report")
                        && asked.body().contains("It is an advertisement."));
    }

    @Test
    void keepsAReportThatSaysNothingOrTooMuch() {
        for (var reason : new String[] {"", "ह".repeat(1001)}) {
            var answer = report(reason);

            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.asString())
                    .contains("href=\"#reason-" + Samples.id(44), reason + "</textarea>")
                    .containsOnlyOnce("aria-invalid=\"true\"");
        }
        assertThat(StubApi.asked()).noneMatch(asked -> asked.method().equals("POST"));
    }

    @Test
    void takesAReplyThatWasSentTwiceForSavedAndNoOther() {
        StubApi.refuse("PUT", "/reviews/.*/reply", 412, "stale-version");
        var replied = Samples.id(45);

        assertThat(reply(replied, "Thank you, it was a pleasure.").getHeader("Location"))
                .endsWith("#review-" + replied);
        assertThat(reply(replied, "Thank you.").statusCode()).isEqualTo(422);
    }

    @Test
    void asksForWordsWhereThereAreNone() {
        assertThat(reply(" ").asString()).contains("Write something first.");
    }

    private static Response report(String reason) {
        return WebForms.filled("/reviews")
                .redirects()
                .follow(false)
                .formParam("reason", reason)
                .post("/reviews/" + Samples.id(44) + "/report");
    }

    private static Response reply(String text) {
        return reply(Samples.id(44), text);
    }

    private static Response reply(String review, String text) {
        return WebForms.filled("/reviews")
                .redirects()
                .follow(false)
                .formParam("version", "1")
                .formParam("cursor", SECOND_PAGE)
                .formParam("reply", text)
                .post("/reviews/" + review + "/reply");
    }
}
