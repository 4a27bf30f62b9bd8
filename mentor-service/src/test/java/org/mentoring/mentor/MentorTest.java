package org.mentoring.mentor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.kit.test.TestTopics.events;
import static org.mentoring.mentor.Calls.as;

@QuarkusTest
@RealParts
class MentorTest extends MentorCase {

    @Test
    void takesAnApplicantToApprovalAndSuspensionAndTellsOthersOfEachStep() throws Exception {
        var tag = tag();
        as(ada.claim("zoneinfo", "Asia/Kolkata").claim("locale", "hi"))
                .body("{\"bio\": \"Engines\"}")
                .post("/api/v1/mentors")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("id", equalTo(id.toString()))
                .body("email", equalTo(id + "@example.org"))
                .body("status", equalTo("applied"));
        as(ada).header("If-Match", "\"1\"")
                .body("{\"tags\": [\"" + tag.toUpperCase(java.util.Locale.ROOT) + "\"]}")
                .put("/api/v1/mentors/me/expertise")
                .then()
                .statusCode(200)
                .body("expertise", contains(tag));
        decide("approve", 200);
        decide("approve", 409);
        decide("suspend", 200);
        decide("suspend", 409);

        var events = events("mentoring.mentors", id, 4);
        assertThat(events)
                .extracting(event -> TestTopics.header(event, "ce_type"))
                .containsExactly(
                        "org.mentoring.mentor.applied.v1",
                        "org.mentoring.mentor.updated.v1",
                        "org.mentoring.mentor.approved.v1",
                        "org.mentoring.mentor.suspended.v1");
        assertThat(events)
                .extracting(event -> TestTopics.header(event, "ce_aggregateversion"))
                .containsExactly("1", "2", "3", "4");
        var approved = new ObjectMapper().readTree(events.get(2).value());
        assertThat(approved.path("time_zone").asText()).isEqualTo("Asia/Kolkata");
        assertThat(approved.path("locale").asText()).isEqualTo("hi");
        assertThat(approved.path("expertise").get(0).asText()).isEqualTo(tag);
    }

    @Test
    void takesOneApplicationOfAPerson() {
        apply();
        as(ada).body("{}")
                .post("/api/v1/mentors")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem-type:mentoring:conflict"));
    }

    @Test
    void changesWhatAPatchNamesAndClearsWhatItNulls() {
        apply();
        as(ada).header("If-Match", "\"1\"")
                .body("{\"bio\": null, \"name\": \"Ada King\"}")
                .patch("/api/v1/mentors/me")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("name", equalTo("Ada King"))
                .body("bio", nullValue())
                .body("time_zone", equalTo("UTC"));
        as(ada).header("If-Match", "\"1\"")
                .body("{\"bio\": \"x\"}")
                .patch("/api/v1/mentors/me")
                .then()
                .statusCode(412);
        as(ada).body("{\"bio\": \"x\"}").patch("/api/v1/mentors/me").then().statusCode(428);
        as(ada).header("If-Match", "\"2\"")
                .body("{\"status\": \"approved\"}")
                .patch("/api/v1/mentors/me")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("status"));
        as(ada).header("If-Match", "\"2\"")
                .body("{\"name\": null}")
                .patch("/api/v1/mentors/me")
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/a",
                "https://127.0.0.1/a",
                "https://[::1]/a",
                "https://localhost/a",
                "https://printer.local/a",
                "https://postgres/a",
                "https://10.0.0.1/a",
                "https://2130706433/a",
                "https://0177.0.0.1/a",
                "https://0x7f.0.0.1/a",
                "https://[::ffff:10.0.0.1]/a",
                "https://[fd00::1]/a",
                "https://vault.internal/a",
                "https://localhost./a",
                "https://example.org/\\u202Egnp.a",
                "https://user@example.org/a",
                "https://example.org:8443/a",
                "javascript:alert(1)"
            })
    void refusesUrlsThatDoNotLeadToAPublicPlace(String url) {
        as(ada).body("{\"profile_image_url\": \"" + url + "\"}")
                .post("/api/v1/mentors")
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("profile_image_url"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"bio\": \"a\\u0000b\"}",
                "{\"bio\": \"a\\u001bb\"}",
                "{\"time_zone\": \"+02:00\"}",
                "{\"locale\": \"not a tag\"}"
            })
    void refusesInvalidTexts(String body) {
        as(ada).body(body).post("/api/v1/mentors").then().statusCode(422);
    }

    @Test
    void letsOneOfTwoAdminsApproveWhenBothDoAtOnce() throws Exception {
        apply();
        var decisions = Multi.createFrom()
                .range(0, 8)
                .onItem()
                .transformToUniAndMerge(admin -> Uni.createFrom()
                        .item(() -> as(ADMIN)
                                .post("/api/v1/mentors/" + id + "/approve")
                                .statusCode())
                        .runSubscriptionOn(Infrastructure.getDefaultExecutor()))
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofMinutes(2));

        assertThat(decisions).containsOnlyOnce(200).containsOnly(200, 409);
        decide("suspend", 200);
        assertThat(events("mentoring.mentors", id, 3))
                .extracting(event -> TestTopics.header(event, "ce_type"))
                .containsExactly(
                        "org.mentoring.mentor.applied.v1",
                        "org.mentoring.mentor.approved.v1",
                        "org.mentoring.mentor.suspended.v1");
    }

    @Test
    void ignoresClaimsThatAProfileDoesNotAllow() {
        as(ada.claim("name", "Ada\r\nBcc: x@example.org\u202E"))
                .body("{}")
                .post("/api/v1/mentors")
                .then()
                .statusCode(201)
                .body("name", equalTo("Ada Bcc: x@example.org"));
        var other = Tokens.of("Grace", UUID.randomUUID());
        as(other.claim("email", "grace@example.org\r\nBcc: x@example.org"))
                .body("{}")
                .post("/api/v1/mentors")
                .then()
                .statusCode(422)
                .body("errors.field", contains("email"));
        as(other).get("/api/v1/mentors/me").then().statusCode(404);
    }

    @Test
    void takesNoApplicationOfWhoHasNoVerifiedAddress() {
        as(ada.claim("email_verified", false))
                .body("{}")
                .post("/api/v1/mentors")
                .then()
                .statusCode(422)
                .body("errors.field", contains("email"));
        as(ada.claim("email_verified", true))
                .body("{}")
                .post("/api/v1/mentors")
                .then()
                .statusCode(201);
    }

    @Test
    void validatesTheNameOfAProfile() {
        apply();
        for (var name : new String[] {"\\u200b\\u200d", "\\u3164\\u115f", "A\\u2067", "x".repeat(201)}) {
            as(ada).header("If-Match", "\"1\"")
                    .body("{\"name\": \"%s\"}".formatted(name))
                    .patch("/api/v1/mentors/me")
                    .then()
                    .statusCode(422)
                    .body("errors.field", contains("name"));
        }
        as(ada).header("If-Match", "\"1\"")
                .body("{\"name\": \"Ada\\u200b  Lovelace\"}")
                .patch("/api/v1/mentors/me")
                .then()
                .statusCode(200)
                .body("name", equalTo("Ada Lovelace"));
    }

    @Test
    void listsWhoWaitsForADecisionToAdminsAlone() {
        apply();
        as(ada).get("/api/v1/mentors/applications").then().statusCode(403);
        as(ada).post("/api/v1/mentors/" + id + "/approve").then().statusCode(403);
        assertThat(listed("applied")).contains(id.toString());
        as(ADMIN)
                .post("/api/v1/mentors/" + UUID.randomUUID() + "/approve")
                .then()
                .statusCode(404);
        given().get("/api/v1/mentors/me").then().statusCode(401).contentType("application/problem+json");
        as(Tokens.of("Linus", UUID.randomUUID()))
                .get("/api/v1/mentors/me")
                .then()
                .statusCode(404);
    }

    @Test
    void listsWhoIsSuspendedApartFromWhoWaits() {
        apply();
        as(ADMIN).body("{}").post("/api/v1/mentors/" + id + "/suspend").then().statusCode(200);

        assertThat(listed("suspended")).contains(id.toString());
        assertThat(listed("applied")).doesNotContain(id.toString());
        as(ADMIN)
                .queryParam("status", "approved")
                .get("/api/v1/mentors/applications")
                .then()
                .statusCode(400);
        as(ada).queryParam("status", "suspended")
                .get("/api/v1/mentors/applications")
                .then()
                .statusCode(403);
    }

    @Test
    void listsWhoHasWaitedLongestFirst() {
        var random = UUID.randomUUID().toString().substring(1);
        var first = UUID.fromString("f" + random);
        var second = UUID.fromString("0" + random);
        for (var applicant : List.of(first, second)) {
            as(Tokens.of("Ada", applicant))
                    .body("{}")
                    .post("/api/v1/mentors")
                    .then()
                    .statusCode(201);
        }

        assertThat(listed("applied")).doesNotHaveDuplicates().containsSubsequence(first.toString(), second.toString());
    }

    /** Page by page. */
    private static List<String> listed(String status) {
        var ids = new ArrayList<String>();
        String cursor = null;
        do {
            var request = as(ADMIN).queryParam("status", status).queryParam("limit", 5);
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            JsonPath page = request.get("/api/v1/mentors/applications")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            ids.addAll(page.getList("items.id"));
            cursor = page.getString("next_cursor");
        } while (cursor != null);
        return ids;
    }
}
