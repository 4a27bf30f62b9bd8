package org.mentoring.mentor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.mentoring.kit.test.TestTopics.events;
import static org.mentoring.mentor.Calls.as;

/** What an admin says with a suspension, and what the suspended cannot do with the token of before. */
@QuarkusTest
@RealParts
class SuspensionTest extends MentorCase {

    private final Tokens mentor = Tokens.of("Ada Lovelace", id).roles("mentee", "mentor");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                | cancel |",
                "{\"sessions\": \"cancel\", \"reason\": \"Left us\"} | cancel | Left us",
                "{\"sessions\": \"keep\"}                            | keep   |",
                "{\"sessions\": null, \"reason\": null}              | cancel |",
            })
    void tellsWhatBecomesOfTheSessionsAndWhy(String body, String sessions, String reason) throws Exception {
        apply();
        decide("approve", 200);
        as(ADMIN).body(body).post("/api/v1/mentors/" + id + "/suspend").then().statusCode(200);

        var told = told();
        assertThat(told.path("sessions").asText()).isEqualTo(sessions);
        assertThat(told.path("reason").textValue()).isEqualTo(reason);
    }

    @Test
    void cancelsTheSessionsWhenNothingIsSaid() throws Exception {
        apply();
        decide("approve", 200);
        decide("suspend", 200);

        assertThat(told().path("sessions").asText()).isEqualTo("cancel");
        assertThat(told().path("reason").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"sessions\": \"move\"}", "{\"sessions\": 1}", "{\"why\": \"x\"}"})
    void refusesWhatCannotBeRead(String body) {
        apply();
        as(ADMIN).body(body).post("/api/v1/mentors/" + id + "/suspend").then().statusCode(400);
    }

    @Test
    void refusesAReasonThatIsTooLong() {
        apply();
        as(ADMIN)
                .body("{\"reason\": \"" + "x".repeat(501) + "\"}")
                .post("/api/v1/mentors/" + id + "/suspend")
                .then()
                .statusCode(422);
    }

    @Test
    void letsASuspendedMentorWithTheTokenOfBeforeChangeNothingAndReadAndTakeAway() {
        apply();
        decide("approve", 200);
        var link = as(mentor)
                .body("{\"platform\": \"blog\", \"url\": \"https://example.org/ada\"}")
                .post("/api/v1/mentors/me/social-links")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        decide("suspend", 200);

        refused(as(mentor).header("If-Match", "\"3\"").body("{\"bio\": \"x\"}").patch("/api/v1/mentors/me"));
        refused(as(mentor).header("If-Match", "\"3\"").body("{\"tags\": []}").put("/api/v1/mentors/me/expertise"));
        refused(as(mentor)
                .body("{\"platform\": \"blog\", \"url\": \"https://example.org/2\"}")
                .post("/api/v1/mentors/me/social-links"));
        refused(as(mentor)
                .header("If-Match", "\"1\"")
                .body("{\"platform\": \"blog\", \"url\": \"https://example.org/2\"}")
                .put("/api/v1/mentors/me/social-links/" + link));
        refused(as(mentor).post("/api/v1/calendars/google/connect"));
        as(mentor).get("/api/v1/mentors/me").then().statusCode(200).body("status", equalTo("suspended"));
        as(mentor).get("/api/v1/calendars").then().statusCode(200);
        as(mentor).delete("/api/v1/mentors/me/social-links/" + link).then().statusCode(204);

        decide("approve", 200);
        as(mentor)
                .header("If-Match", "\"4\"")
                .body("{\"bio\": \"x\"}")
                .patch("/api/v1/mentors/me")
                .then()
                .statusCode(200);
    }

    @Test
    void keepsTheDecisionOfAnAdminThatAnotherOneHasNotSeen() {
        apply();
        decide("suspend?from_status=applied", 200);
        decide("approve?from_status=applied", 409);
        as(ada).get("/api/v1/mentors/me").then().body("status", equalTo("suspended"));

        decide("approve?from_status=suspended", 200);
        decide("suspend?from_status=applied", 409);
        decide("suspend?from_status=approved", 200);
        decide("approve?from_status=approved", 400);
    }

    private static void refused(io.restassured.response.Response answer) {
        answer.then().statusCode(409).body("type", equalTo("urn:problem-type:mentoring:mentor-suspended"));
    }

    private JsonNode told() throws Exception {
        return new ObjectMapper()
                .readTree(events("mentoring.mentors", id, 3).getLast().value());
    }
}
