package org.mentoring.web.requests;

import java.util.List;

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

@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "ada", roles = "mentor")
class RequestsTest {

    private static final String PAGE = "/requests";
    private static final String FIRST = PAGE + "/" + Samples.id(41);
    private static final String DAY = java.time.LocalDate.now().plusDays(30).toString();

    @BeforeEach
    void stub() {
        StubApi.reset();
        RequestSamples.stub();
    }

    @Test
    void showsWhatEndsFirstOnTopWithTheTimeThatIsLeft() {
        var page = given().get(PAGE).then().statusCode(200).extract().asString();

        assertThat(page).contains("3 requests wait for your answer", "Ends in 2 hours", "Ends in 19 hours");
        assertThat(page.indexOf("منى العطار")).isLessThan(page.indexOf("Ends in 19 hours"));
        assertThat(page).containsSubsequence("Grace Hopper", "Asks to move a session", "My train is late");
    }

    @Test
    void showsClashesBeforeOneIsAccepted() {
        assertThat(given().get(PAGE).asString())
                .containsPattern("Linus Tall has .*\\(UTC\\) too: you can only keep one");
    }

    @Test
    void givesWhatIsOverNoButtons() {
        var page = given().get(PAGE).asString();

        assertThat(page).containsPattern("data-over>(?s:.*?)Ended");
    }

    @Test
    void acceptsTheTimeThatWasShownWithTheKeyOfTheForm() {
        StubApi.on("POST", "/bookings/.*/accept", RequestSamples.booking(41, "confirmed", java.time.Instant.now()));

        assertThat(given().get(PAGE).asString())
                .containsPattern(FIRST + "/accept\">(?s:(?!</form>).)*name=\"start\" value=\"2");
        var answer = send(FIRST + "/accept", "start", DAY + "T00:30:00Z");

        assertThat(answer.getHeader("Location")).endsWith(PAGE);
        assertThat(asked()).singleElement().satisfies(post -> {
            assertThat(post.uri()).endsWith("/bookings/" + Samples.id(41) + "/accept");
            assertThat(new JsonObject(post.body())).isEqualTo(new JsonObject().put("start_time", DAY + "T00:30:00Z"));
            assertThat(post.headers()).containsEntry("idempotency-key", "key-1");
        });
    }

    @Test
    void declinesWithAReason() {
        StubApi.on("POST", "/bookings/.*/decline", RequestSamples.booking(41, "declined", java.time.Instant.now()));

        send(FIRST + "/decline", "reason", "I am away.");

        assertThat(asked()).singleElement().satisfies(post -> {
            assertThat(new JsonObject(post.body())).isEqualTo(new JsonObject().put("reason", "I am away."));
            assertThat(post.headers()).containsEntry("idempotency-key", "key-1");
        });
    }

    @Test
    void sendsAReasonOfFullLengthWholeInAnyScript() {
        StubApi.on("POST", "/bookings/.*/decline", RequestSamples.booking(41, "declined", java.time.Instant.now()));
        for (var letter : List.of("ह", "😀")) {
            send(FIRST + "/decline", "reason", letter.repeat(249) + "\r\n" + letter.repeat(250));

            assertThat(new JsonObject(asked().getLast().body()).getString("reason"))
                    .isEqualTo(letter.repeat(249) + "\n" + letter.repeat(250));
        }
    }

    @Test
    void givesAReasonThatIsTooLongBackAsItWasTyped() {
        var answer = send(FIRST + "/decline", "reason", "😀".repeat(501));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.asString())
                .contains("<title>Error:", "href=\"#reason-" + Samples.id(41), "longer than 500 characters")
                .containsPattern(
                        "<textarea id=\"reason-" + Samples.id(41) + "\"[^>]*aria-invalid=\"true\"[^>]*>(😀){501}<");
        assertThat(asked()).isEmpty();
    }

    @Test
    void asksTheMenteeWithTheKeyOfTheForm() {
        StubApi.on("POST", "/bookings/.*/question", RequestSamples.booking(41, "pending", java.time.Instant.now()));

        var answer = send(FIRST + "/question", "question", "Which language?\r\nSince when?");

        assertThat(answer.getHeader("Location")).endsWith(PAGE);
        assertThat(asked()).singleElement().satisfies(post -> {
            assertThat(post.uri()).endsWith("/bookings/" + Samples.id(41) + "/question");
            assertThat(new JsonObject(post.body()))
                    .isEqualTo(new JsonObject().put("question", "Which language?\nSince when?"));
            assertThat(post.headers()).containsEntry("idempotency-key", "key-1");
        });
    }

    @Test
    void offersAQuestionOnlyWhereNoneIsOpenAndSaysWhatWasAsked() {
        assertThat(given().get(PAGE).asString())
                .contains("action=\"" + FIRST + "/question\"", "You asked something. The answer is still to come.")
                .doesNotContain("action=\"" + PAGE + "/" + Samples.id(42) + "/question\"")
                .doesNotContain("action=\"" + PAGE + "/" + Samples.id(44) + "/question\"");

        StubApi.on(
                "GET",
                "/bookings",
                MentorSamples.list(RequestSamples.booking(
                                41, "pending", java.time.Instant.now().plusSeconds(90_000))
                        .put("questions_asked", 3)));
        assertThat(given().get(PAGE).asString())
                .contains("Linus Tall answered your question.", "href=\"/bookings/" + Samples.id(41) + "\"")
                .doesNotContain("action=\"" + FIRST + "/question\"");
    }

    @Test
    void givesAQuestionBackThatIsEmptyTooLongOrRefused() {
        assertThat(send(FIRST + "/question", "question", " ").asString())
                .contains("href=\"#question-" + Samples.id(41), "Write your question first.");
        assertThat(send(FIRST + "/question", "question", "😀".repeat(2001)).asString())
                .contains("longer than 2,000 characters")
                .containsPattern(
                        "<textarea id=\"question-" + Samples.id(41) + "\"[^>]*aria-invalid=\"true\"[^>]*>(😀){2001}<");
        assertThat(asked()).isEmpty();

        StubApi.refuse("POST", "/bookings/.*/question", 409, "question-open");
        var refused = send(FIRST + "/question", "question", "Why me?");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.asString())
                .contains("Your last question is not answered yet.", ">Why me?</textarea>")
                .doesNotContain("aria-invalid");
    }

    @Test
    void asksAgainWhereAFormDoesNotSayWhichTimeIsAccepted() {
        var answer = send(PAGE + "/" + Samples.id(44) + "/proposal/accept");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(asked()).isEmpty();
    }

    @Test
    void saysWhyNothingWasDoneWhereARequestWasAnsweredAlready() {
        StubApi.refuse("POST", "/bookings/.*/accept", 409, "booking-not-open");

        var answer = send(FIRST + "/accept");

        var page = given().cookie("flash", answer.getCookie("flash")).get(PAGE).asString();
        assertThat(page).contains("the request has been answered already, or has expired.");
    }

    @Test
    void proposesAnotherTimeInTheReadersZone() {
        StubApi.on(
                "POST",
                "/bookings/.*/propose",
                RequestSamples.booking(41, "pending", java.time.Instant.now())
                        .put("warnings", new io.vertx.core.json.JsonArray()));

        var answer = WebForms.filled(FIRST + "/propose")
                .cookie("zone", "Asia/Tokyo")
                .formParam("form_key", "key-1")
                .formParam("date", DAY)
                .formParam("time", "09:30")
                .formParam("reason", "")
                .redirects()
                .follow(false)
                .post(FIRST + "/propose");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(asked()).singleElement().satisfies(post -> {
            assertThat(new JsonObject(post.body()).getString("start_time")).isEqualTo(DAY + "T00:30:00Z");
            assertThat(post.headers()).containsEntry("idempotency-key", "key-1");
        });
    }

    @Test
    void keepsAProposalThatIsRefused() {
        StubApi.refuse("POST", "/bookings/.*/propose", 409, "mentee-busy");

        var answer = send(FIRST + "/propose", "date", DAY, "time", "09:30", "reason", "Sorry");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.asString()).contains("Your mentee has another session then.", "Sorry", DAY);
        assertThat(send(FIRST + "/propose", "date", "soon", "time", "").asString())
                .contains("Give a day and a time.");
    }

    @Test
    void acceptsTheProposedTimeThatWasShown() {
        StubApi.on(
                "POST",
                "/bookings/.*/proposal/accept",
                RequestSamples.booking(44, "confirmed", java.time.Instant.now()));

        send(PAGE + "/" + Samples.id(44) + "/proposal/accept", "start", DAY + "T00:30:00Z");

        assertThat(asked())
                .singleElement()
                .satisfies(post -> assertThat(new JsonObject(post.body()))
                        .isEqualTo(new JsonObject().put("start_time", DAY + "T00:30:00Z")));
    }

    @Test
    void saysNotThatNothingWaitsWhereProposedTimesAreUnknown() {
        StubApi.on(
                "GET",
                "/bookings",
                request -> "confirmed".equals(request.getParam("status"))
                        ? new StubApi.Answer(503, "text/plain", "")
                        : new StubApi.Answer(
                                200, "application/json", MentorSamples.list().encode()));

        assertThat(given().get(PAGE).statusCode()).isEqualTo(503);
    }

    @Test
    void isKindWhereNothingWaits() {
        StubApi.on("GET", "/bookings", MentorSamples.list());

        assertThat(given().get(PAGE).asString()).contains("No open requests");
    }

    private static Response send(String path, String... fields) {
        var form = WebForms.filled(PAGE).redirects().follow(false).formParam("form_key", "key-1");
        for (var i = 0; i < fields.length; i += 2) {
            form.formParam(fields[i], fields[i + 1]);
        }
        return form.post(path);
    }

    private static List<StubApi.Asked> asked() {
        return StubApi.asked().stream()
                .filter(asked -> asked.method().equals("POST"))
                .toList();
    }
}
