package org.mentoring.mentor;

import java.time.Duration;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.mentor.Calls.as;
import static org.mentoring.mentor.Calls.events;

@QuarkusTest
@RealParts
class MentorTest {

    private static final Tokens ADMIN = Tokens.of("Root", UUID.randomUUID()).roles("admin");

    private final UUID id = UUID.randomUUID();
    private final Tokens ada = Tokens.of("Ada Lovelace", id).roles("mentee");

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
    void refusesWhatIsNoText(String body) {
        as(ada).body(body).post("/api/v1/mentors").then().statusCode(422);
    }

    @Test
    void namesTheTagsThatAreNotKnownAndChangesNothing() {
        apply();
        var tag = tag();
        as(ada).header("If-Match", "\"1\"")
                .body("{\"tags\": [\"" + tag + "\", \"no such tag\"]}")
                .put("/api/v1/mentors/me/expertise")
                .then()
                .statusCode(422)
                .body("errors.field", contains("tags[1]"));
        as(ada).get("/api/v1/mentors/me").then().header("ETag", "\"1\"").body("expertise.size()", equalTo(0));
    }

    @Test
    void keepsTheSocialLinksOfEachMentorApart() {
        apply();
        var location = as(ada).body("{\"platform\": \"github\", \"url\": \"https://github.com/ada\"}")
                .post("/api/v1/mentors/me/social-links")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .extract()
                .header("Location");
        var path = location.substring(location.indexOf("/api/"));
        var change = "{\"platform\": \"GitHub\", \"url\": \"https://github.com/ada-l\"}";
        as(ada).body(change).put(path).then().statusCode(428);
        as(ada).header("If-Match", "\"1\"")
                .body(change)
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
        as(ada).header("If-Match", "\"1\"").body(change).put(path).then().statusCode(412);

        var mallory = Tokens.of("Mallory", UUID.randomUUID());
        as(mallory).header("If-Match", "\"2\"").body(change).put(path).then().statusCode(404);
        as(mallory).delete(path).then().statusCode(404);
        as(mallory).get("/api/v1/mentors/me/social-links").then().body("items.size()", equalTo(0));
        as(mallory).body(change).post("/api/v1/mentors/me/social-links").then().statusCode(404);
        as(ada).delete(path).then().statusCode(204);
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
                .atMost(Duration.ofSeconds(30));

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
    void showsLinksInTheOrderThatTheirMentorWants() {
        apply();
        decide("approve", 200);
        link("Website", "https://ada.example.org", null, 201);
        link("GitHub", "https://github.com/ada", null, 201);
        link("YouTube", "https://www.youtube.com/@ada", 0, 201);

        var links = "/api/v1/mentors/me/social-links";
        var ordered = new String[] {"YouTube", "Website", "GitHub"};
        as(ada).get(links).then().body("items.platform", contains(ordered));
        given().get("/api/v1/mentors/" + id).then().body("social_links.platform", contains(ordered));
        var next = as(ada).queryParam("limit", 2)
                .get(links)
                .then()
                .body("items.platform", contains("YouTube", "Website"))
                .extract()
                .<String>path("next_cursor");
        as(ada).queryParam("limit", 2)
                .queryParam("cursor", next)
                .get(links)
                .then()
                .body("items.platform", contains("GitHub"));
        String last = as(ada).get(links).path("items[2].id");
        as(ada).header("If-Match", "\"1\"")
                .body("{\"platform\": \"GitHub\", \"url\": \"https://github.com/ada\", \"position\": 0}")
                .put(links + "/" + last)
                .then()
                .statusCode(200)
                .body("position", equalTo(0));
        given().get("/api/v1/mentors/" + id)
                .then()
                .body("social_links.platform", contains("GitHub", "YouTube", "Website"));
    }

    @ParameterizedTest
    @CsvSource({
        "GitHub, https://github.com.evil.example/ada",
        "github, https://notgithub.com/ada",
        "LinkedIn, https://example.org/linkedin.com",
        "website, http://ada.example.org",
        "website, https://127.0.0.1/ada",
        "website, https://[::1]/ada",
        "website, https://0x7f000001/",
        "website, https://2130706433/",
        "website, https://metadata.internal/",
        "website, https://ada:secret@example.org/",
        "website, https://example.org:8443/",
        "website, javascript:alert(1)"
    })
    void refusesALinkThatIsNotWhereItSays(String platform, String url) {
        apply();
        link(platform, url, null, 422);
        as(ada).get("/api/v1/mentors/me/social-links").then().body("items.size()", equalTo(0));
    }

    private void link(String platform, String url, Integer position, int status) {
        as(ada).body("{\"platform\": \"%s\", \"url\": \"%s\", \"position\": %s}".formatted(platform, url, position))
                .post("/api/v1/mentors/me/social-links")
                .then()
                .statusCode(status);
    }

    @Test
    void takesNoMoreOfATokenThanAProfileMaySay() {
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

    @ParameterizedTest
    @ValueSource(strings = {"two\\nlines", "a, b", "invisible\\u200Bspace", "turned\\u202Eround", "   ", "\\u0000"})
    void refusesTagsThatNobodyCouldAskFor(String name) {
        as(ADMIN)
                .body("{\"name\": \"" + name + "\"}")
                .post("/api/v1/expertise-tags")
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("name"));
    }

    @Test
    void takesTagsThatLookTheSameForOne() {
        var tag = "Caf\u00e9 " + UUID.randomUUID();
        as(ADMIN)
                .body("{\"name\": \"" + tag + "\"}")
                .post("/api/v1/expertise-tags")
                .then()
                .statusCode(201);
        var decomposed = tag.replace("\u00e9", "e\u0301").replace(" ", " \u00a0 ");
        as(ADMIN)
                .body("{\"name\": \"" + decomposed + "\"}")
                .post("/api/v1/expertise-tags")
                .then()
                .statusCode(409);
        apply();
        have(tag.replace("\u00e9", "e\u0301"));
        as(ada).get("/api/v1/mentors/me").then().body("expertise", contains(tag));
    }

    @Test
    void listsWhoWaitsForADecisionToAdminsAlone() {
        apply();
        as(ada).get("/api/v1/mentors/applications").then().statusCode(403);
        as(ada).post("/api/v1/mentors/" + id + "/approve").then().statusCode(403);
        as(ADMIN)
                .queryParam("limit", 100)
                .get("/api/v1/mentors/applications")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(id.toString()));
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
    void keepsTagNamesUniqueWhateverTheirCaseAndThoseInUse() {
        apply();
        var tag = tag();
        as(ADMIN)
                .body("{\"name\": \"" + tag.toUpperCase(java.util.Locale.ROOT) + "\"}")
                .post("/api/v1/expertise-tags")
                .then()
                .statusCode(409);
        as(ada).body("{\"name\": \"x\"}").post("/api/v1/expertise-tags").then().statusCode(403);
        var tagId = idOf(tag);
        as(ada).header("If-Match", "\"1\"")
                .body("{\"tags\": [\"" + tagId + "\"]}")
                .put("/api/v1/mentors/me/expertise")
                .then()
                .statusCode(200)
                .body("expertise", contains(tag));
        as(ADMIN).delete("/api/v1/expertise-tags/" + tagId).then().statusCode(409);
        as(ada).header("If-Match", "\"2\"").body("{\"tags\": []}").put("/api/v1/mentors/me/expertise");
        as(ADMIN).delete("/api/v1/expertise-tags/" + tagId).then().statusCode(204);
        as(ADMIN).delete("/api/v1/expertise-tags/" + tagId).then().statusCode(404);
    }

    @Test
    void renamesATagForEveryoneWhoHasItAndTellsOthers() throws Exception {
        apply();
        decide("approve", 200);
        var tag = tag();
        have(tag);
        var path = "/api/v1/expertise-tags/" + idOf(tag);

        rename(ADMIN, path, "\"1\"", "renamed " + tag, 200);

        given().get("/api/v1/mentors/" + id).then().body("expertise", contains("renamed " + tag));
        assertThat(events("mentoring.mentors", id, 4).getLast().value()).contains("renamed " + tag);
        rename(ada, path, "\"2\"", "x", 403);
        rename(ADMIN, "/api/v1/expertise-tags/" + UUID.randomUUID(), "\"2\"", "x", 404);
        rename(ADMIN, path, "\"2\"", tag().toUpperCase(java.util.Locale.ROOT), 409);
    }

    @Test
    void renamesATagThatNobodyRenamedInTheMeantime() {
        var tag = tag();
        var path = "/api/v1/expertise-tags/" + idOf(tag);

        rename(ADMIN, path, "\"1\"", "first " + tag, 200);
        rename(ADMIN, path, "\"1\"", "second " + tag, 412);
        as(ADMIN).body("{\"name\": \"x\"}").put(path).then().statusCode(428);

        assertThat(idOf("first " + tag)).isNotNull();
    }

    @Test
    void mergesATagIntoAnotherForThoseWhoHaveOneOrBoth() throws Exception {
        apply();
        decide("approve", 200);
        var gone = tag();
        var stays = tag();
        have(gone, stays);

        merge(idOf(gone), idOf(gone), 422);
        merge(idOf(gone), UUID.randomUUID().toString(), 404);
        var goneId = idOf(gone);
        merge(goneId, idOf(stays), 200);

        given().get("/api/v1/mentors/" + id).then().body("expertise", contains(stays));
        assertThat(events("mentoring.mentors", id, 4).getLast().value())
                .contains(stays)
                .doesNotContain(gone);
        merge(goneId, idOf(stays), 404);
    }

    @Test
    void removesATagFromItsMentorsOnlyWhenToldTo() {
        apply();
        var tag = tag();
        have(tag);
        var tagId = idOf(tag);

        as(ADMIN).delete("/api/v1/expertise-tags/" + tagId).then().statusCode(409);
        as(ADMIN)
                .delete("/api/v1/expertise-tags/" + tagId + "?from_mentors=true")
                .then()
                .statusCode(204);

        as(ada).get("/api/v1/mentors/me")
                .then()
                .body("expertise.size()", equalTo(0))
                .header("ETag", equalTo("\"3\""));
    }

    private void have(String... tags) {
        as(ada).header("If-Match", as(ada).get("/api/v1/mentors/me").header("ETag"))
                .body("{\"tags\": [\"" + String.join("\", \"", tags) + "\"]}")
                .put("/api/v1/mentors/me/expertise")
                .then()
                .statusCode(200);
    }

    private static void rename(Tokens who, String path, String ifMatch, String name, int status) {
        as(who).header("If-Match", ifMatch)
                .body("{\"name\": \"%s\"}".formatted(name))
                .put(path)
                .then()
                .statusCode(status);
    }

    private static void merge(String tag, String into, int status) {
        as(ADMIN)
                .body("{\"into\": \"%s\"}".formatted(into))
                .post("/api/v1/expertise-tags/" + tag + "/merge")
                .then()
                .statusCode(status);
    }

    /** Walks through the list, which other tests may have made long. */
    private static String idOf(String tag) {
        String cursor = null;
        do {
            var request = given().queryParam("limit", 100);
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            var page = request.get("/api/v1/expertise-tags")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            String id = page.get("items.find { it.name == '" + tag + "' }.id");
            if (id != null) {
                return id;
            }
            cursor = page.getString("next_cursor");
        } while (cursor != null);
        throw new AssertionError("There is no tag " + tag);
    }

    private void apply() {
        as(ada).body("{\"bio\": \"Engines\"}").post("/api/v1/mentors").then().statusCode(201);
    }

    private void decide(String decision, int status) {
        as(ADMIN).post("/api/v1/mentors/" + id + "/" + decision).then().statusCode(status);
    }

    private static String tag() {
        var name = "skill " + UUID.randomUUID();
        as(ADMIN)
                .body("{\"name\": \"" + name + "\"}")
                .post("/api/v1/expertise-tags")
                .then()
                .statusCode(201);
        return name;
    }
}
