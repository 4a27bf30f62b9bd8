package org.mentoring.review;

import java.util.UUID;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.review.Calls.as;
import static org.mentoring.review.Calls.completed;
import static org.mentoring.review.Calls.mentee;

/** What may be written, and that it is shown as it was written. */
@QuarkusTest
@RealParts
class FeedbackTest {

    private final UUID mentor = UUID.randomUUID();
    private final UUID linus = UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert('hi')</script> <b>bold</b> &amp; **stars** [link](javascript:alert(1)) {{7*7}} ${7*7}",
                "Two lines,\r\n\tone of them indented",
                "\u0645\u0631\u0634\u062f \u0645\u0645\u062a\u0627\u0632 C++\u200f!",
                "\u092e\u093e\u0930\u094d\u0917\u0926\u0930\u094d\u0936\u0915 \u0905\u091a\u094d\u091b\u0947 \u0939\u0948\u0902",
                "\ud83d\udc69\u200d\ud83d\udcbb\ud83d\udc4d\ud83c\udffd",
                "'; DROP TABLE mentor_reviews; --"
            })
    void showsTextAsItWasWritten(String feedback) throws Exception {
        var id = write(feedback).statusCode(201).extract().<String>path("id");
        given().queryParam("mentor_id", mentor)
                .get("/api/v1/reviews")
                .then()
                .contentType("application/json")
                .header("X-Content-Type-Options", "nosniff")
                .body("items.feedback", contains(feedback));
        as(Tokens.of("Ada", mentor).roles("mentor"))
                .header("If-Match", "\"1\"")
                .body("{\"reply\": %s}".formatted(json(feedback)))
                .put("/api/v1/reviews/" + id + "/reply")
                .then()
                .statusCode(200)
                .body("reply", equalTo(feedback));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                " \n\t\r\n",
                "\u00a0\u2003\u3000",
                "\u200b\u200d\ufeff\u2060",
                "\u3164\u2800",
                "nul \u0000",
                "bell \u0007",
                "escape \u001b[31m",
                "delete \u007f",
                "c1 \u0085",
                "override \u202egnp.exe",
                "override \u202dabc",
                "embedding \u202babc\u202c",
                "isolate \u2067abc\u2069",
                "half a pair \ud83d"
            })
    void refusesTextThatShowsNothingOrSomethingElse(String text) throws Exception {
        write(text).statusCode(422).contentType("application/problem+json").body("errors.field", contains("feedback"));
        var id = Calls.published(mentor, linus, 4);
        var body = "{\"rating\": 4, \"feedback\": %s}".formatted(json(text));
        as(mentee(linus))
                .header("If-Match", "\"1\"")
                .body(body)
                .put("/api/v1/reviews/" + id)
                .then()
                .statusCode(422);
        as(Tokens.of("Ada", mentor).roles("mentor"))
                .header("If-Match", "\"1\"")
                .body("{\"reply\": %s}".formatted(json(text)))
                .put("/api/v1/reviews/" + id + "/reply")
                .then()
                .statusCode(422);
        var reason = "{\"reason\": %s}".formatted(json(text));
        as(mentee(UUID.randomUUID()))
                .body(reason)
                .post("/api/v1/reviews/" + id + "/report")
                .then()
                .statusCode(422);
        as(Tokens.of("Root", UUID.randomUUID()).roles("admin"))
                .body(reason)
                .post("/api/v1/reviews/" + id + "/hide")
                .then()
                .statusCode(422);
    }

    @Test
    void takesARatingWithoutAWord() throws Exception {
        write(null).statusCode(201).body("feedback", nullValue());
    }

    @Test
    void takesFiveThousandCharactersAndNoMore() throws Exception {
        write("x".repeat(5_000)).statusCode(201);
        write("x".repeat(5_001)).statusCode(422).body("errors.field", contains("feedback"));
        write("\ud83d\udc4d".repeat(2_500)).statusCode(201);
        write("x".repeat(60_000)).statusCode(422);
        write(" ".repeat(60_000)).statusCode(422);
        write("x".repeat(1 << 20)).statusCode(413).contentType("application/problem+json");
    }

    private ValidatableResponse write(String feedback) throws Exception {
        var body = "{\"session_id\": \"%s\", \"rating\": 4, \"feedback\": %s}"
                .formatted(completed(mentor, linus), json(feedback));
        return as(mentee(linus)).body(body).post("/api/v1/reviews").then();
    }

    /** In ASCII alone, so that half a pair of surrogates gets as far as the service. */
    private static String json(String text) throws JsonProcessingException {
        return JsonMapper.builder(JsonFactory.builder()
                        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                        .build())
                .build()
                .writeValueAsString(text);
    }
}
