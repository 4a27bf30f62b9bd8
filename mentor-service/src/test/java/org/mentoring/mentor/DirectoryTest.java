package org.mentoring.mentor;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.mentor.Calls.as;

@QuarkusTest
@RealParts
class DirectoryTest {

    private static final Tokens ADMIN = Tokens.of("Root", UUID.randomUUID()).roles("admin");

    /** Keeps what one test finds apart from what the others made. */
    private final String tag = "field-" + UUID.randomUUID();

    @Test
    void showsApprovedMentorsToEveryoneWithoutWhatIsPrivate() {
        tag(tag);
        var applicant = mentor("Grace Hopper", "Compilers", tag);
        find("tag", tag).body("items.size()", equalTo(0));
        given().get("/api/v1/mentors/" + applicant).then().statusCode(404);

        approve(applicant);
        find("tag", tag).body("items.id", contains(applicant.toString()));
        given().get("/api/v1/mentors/" + applicant)
                .then()
                .statusCode(200)
                .body(
                        "keySet()",
                        containsInAnyOrder(
                                "id",
                                "name",
                                "bio",
                                "profile_image_url",
                                "expertise",
                                "social_links",
                                "language",
                                "rating_mean",
                                "rating_count",
                                "next_free_at"));

        as(ADMIN).post("/api/v1/mentors/" + applicant + "/suspend").then().statusCode(200);
        find("tag", tag).body("items.size()", equalTo(0));
        given().get("/api/v1/mentors/" + applicant).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({"Lovelace", "lovelase", "LOVE", "poetical scien", "'engines, analytical'"})
    void findsByBeginningsOfWordsAndDespiteMisspeltNames(String words) {
        tag(tag);
        var ada = mentor("Ada Lovelace", "Poetical science of analytical engines", tag);
        var alan = mentor("Alan Turing", "Machines that compute", tag);
        approve(ada);
        approve(alan);
        given().queryParam("tag", tag)
                .queryParam("q", words)
                .get("/api/v1/mentors")
                .then()
                .statusCode(200)
                .body("items.id", contains(ada.toString()));
    }

    @Test
    void wantsAllTagsAndCountsWhatElseTheFoundMentorsHave() {
        var other = "other-" + UUID.randomUUID();
        tag(tag);
        tag(other);
        var both = mentor("Both", "", tag, other);
        var one = mentor("One", "", tag);
        approve(both);
        approve(one);
        find("tag", tag.toUpperCase(java.util.Locale.ROOT))
                .body("items.size()", equalTo(2))
                .body("total", equalTo(2))
                .body("facets.tags.name", contains(tag, other))
                .body("facets.tags.count", contains(2, 1));
        given().queryParam("tag", tag, other).get("/api/v1/mentors").then().body("items.id", contains(both.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "newest", "rating", "relevance", "next_free"})
    void pagesThroughEveryMentorOnce(String sort) {
        tag(tag);
        var mentors = new ArrayList<String>();
        for (var name : List.of("Barbara", "Edsger", "barbara", "Donald", "Frances")) {
            var id = mentor(name, "Programming", tag);
            approve(id);
            mentors.add(id.toString());
        }
        var found = new ArrayList<String>();
        String cursor = null;
        do {
            var request = given().queryParam("tag", tag)
                    .queryParam("q", "programming")
                    .queryParam("sort", sort)
                    .queryParam("limit", 2);
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            JsonPath page = request.get("/api/v1/mentors")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            found.addAll(page.getList("items.id"));
            cursor = page.getString("next_cursor");
        } while (cursor != null);
        assertThat(found).hasSameSizeAs(mentors).containsExactlyInAnyOrderElementsOf(mentors);
    }

    @ParameterizedTest
    @CsvSource({"José, jose", "jose, José", "Łukasz, lukasz", "Straßer, STRASSER", "Åsa Ñandú, asa nandu"})
    void findsWhateverTheAccents(String name, String words) {
        var accented = "élan " + UUID.randomUUID();
        tag(accented);
        var mentor = mentor(name, "", accented);
        approve(mentor);

        given().queryParam("tag", accented.replace("é", "E"))
                .queryParam("q", words)
                .get("/api/v1/mentors")
                .then()
                .statusCode(200)
                .body("items.id", contains(mentor.toString()));
    }

    @Test
    void findsThoseWhoHaveAnyOfTheTagsAndSpeakTheLanguage() {
        var other = "other-" + UUID.randomUUID();
        tag(tag);
        tag(other);
        var english = mentor("English", "", tag);
        var german = mentor("German", "", other);
        as(Tokens.of("German", german).roles("mentee"))
                .header("If-Match", "\"2\"")
                .contentType("application/merge-patch+json")
                .body("{\"locale\": \"de-AT\"}")
                .patch("/api/v1/mentors/me")
                .then()
                .statusCode(200);
        approve(english);
        approve(german);

        given().queryParam("tag", tag, other)
                .queryParam("tag_match", "any")
                .queryParam("sort", "name")
                .get("/api/v1/mentors")
                .then()
                .body("items.id", contains(english.toString(), german.toString()))
                .body("items.language", contains("en", "de"));
        given().queryParam("tag", tag, other)
                .queryParam("tag_match", "any")
                .queryParam("language", "DE")
                .get("/api/v1/mentors")
                .then()
                .body("items.id", contains(german.toString()));
    }

    @ParameterizedTest
    @CsvSource({
        "sort,best",
        "limit,0",
        "limit,101",
        "cursor,rubbish",
        "cursor,WyJuYW1lIiwiYSIsImIiXQ",
        "min_rating,6",
        "tag_match,some",
        "language,english",
        "facets,some"
    })
    void refusesParametersThatItCannotRead(String parameter, String value) {
        given().queryParam(parameter, value)
                .get("/api/v1/mentors")
                .then()
                .statusCode(400)
                .body("errors.field", contains(parameter));
    }

    @Test
    void takesAnythingForWordsWithoutBreaking() {
        for (var words : List.of(
                "' OR 1=1 --", "a & | !b <-> (c", "%_\\", "++", ":*", "日本", "x".repeat(200), "😀".repeat(200))) {
            given().queryParam("q", words).get("/api/v1/mentors").then().statusCode(200);
        }
        for (var words : List.of("a\0b", "x".repeat(201))) {
            given().queryParam("q", words).get("/api/v1/mentors").then().statusCode(400);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "田中太郎, 田中",
        "田中太郎, 太郎",
        "田中 太郎, 田中太郎",
        "김 서연, 김서연",
        "王小明, 小明",
        "สมชาย ใจดี, ใจดี",
        "Ada, 学習",
        "Ada, 과학",
        "Ada, เว็บ"
    })
    void findsWordsOfScriptsWithoutSpacesWhereverTheyStand(String name, String words) {
        tag(tag);
        var mentor = mentor(name, "機械学習と데이터과학とพัฒนาเว็บไซต์", tag);
        approve(mentor);
        given().queryParam("tag", tag)
                .queryParam("q", words)
                .get("/api/v1/mentors")
                .then()
                .statusCode(200)
                .body("items.id", contains(mentor.toString()));
    }

    @Test
    void findsNobodyWhereNoWordIsSearchedForAndEverybodyWhereNothingIs() {
        tag(tag);
        approve(mentor("Ada", "", tag));
        for (var words : List.of("🎨", " ", "!!!", "。")) {
            given().queryParam("tag", tag)
                    .queryParam("q", words)
                    .get("/api/v1/mentors")
                    .then()
                    .statusCode(200)
                    .body("items", empty())
                    .body("total", equalTo(0));
        }
        find("q", "").body("total", greaterThan(0));
        find("tag", tag).body("total", equalTo(1));
    }

    @Test
    void followsTheRatingsThatReviewsAddUpTo() {
        tag(tag);
        var mentor = mentor("Barbara Liskov", "Abstraction", tag);
        approve(mentor);
        rated(mentor, 2, "{\"mentor_id\": \"%s\", \"count\": 2, \"mean\": 4.5, \"more\": true}");
        await().atMost(2, MINUTES)
                .untilAsserted(() -> given().get("/api/v1/mentors/" + mentor)
                        .then()
                        .body("rating_mean", equalTo(4.5f))
                        .body("rating_count", equalTo(2)));
        rated(mentor, 1, "{\"mentor_id\": \"%s\", \"count\": 1, \"mean\": 1.0}");
        rated(mentor, 3, "{\"mentor_id\": \"%s\", \"count\": 0, \"mean\": null}");
        await().atMost(2, MINUTES)
                .untilAsserted(() -> given().get("/api/v1/mentors/" + mentor)
                        .then()
                        .body("rating_mean", nullValue())
                        .body("rating_count", equalTo(0)));
    }

    @Test
    void sortsByTheScoreOfTheReviewsSoThatASingleFiveDoesNotTopMany() {
        tag(tag);
        var one = mentor("One Five", "", tag);
        var many = mentor("Many Reviews", "", tag);
        var older = mentor("Older Event", "", tag);
        var none = mentor("No Review", "", tag);
        var hidden = mentor("All Hidden", "", tag);
        for (var mentor : List.of(one, many, older, none, hidden)) {
            approve(mentor);
        }
        rated(one, 1, "{\"mentor_id\": \"%s\", \"count\": 1, \"mean\": 5.0, \"score\": 3.75}");
        rated(many, 1, "{\"mentor_id\": \"%s\", \"count\": 40, \"mean\": 4.8, \"score\": 4.66}");
        rated(older, 1, "{\"mentor_id\": \"%s\", \"count\": 9, \"mean\": 4.2}");
        rated(hidden, 1, "{\"mentor_id\": \"%s\", \"count\": 0, \"mean\": null, \"score\": 3.5}");

        var lowestId = none.toString().compareTo(hidden.toString()) < 0 ? none : hidden;
        await().atMost(2, MINUTES)
                .untilAsserted(() -> find("tag", tag)
                        .body("items.rating_count", contains(40, 9, 1, 0, 0))
                        .body("items[3].id", equalTo(lowestId.toString())));
        given().queryParam("tag", tag)
                .queryParam("min_rating", "4.8")
                .get("/api/v1/mentors")
                .then()
                .body("items.id", contains(many.toString(), one.toString()));
    }

    @Test
    void showsAtOnceWhatAnotherReplicaCommittedAndSkipsNoneThatCommitsLate() throws Exception {
        tag(tag);
        var early = mentor("Early", "", tag);
        var late = mentor("Late", "", tag);
        approve(early);
        approve(late);
        try (var slow = TestDatabase.asSuperuser();
                var quick = TestDatabase.asSuperuser()) {
            slow.setAutoCommit(false);
            rename(slow, late, "Zuse");
            rename(quick, early, "Zuckert");
            find("tag", tag).body("items.name", containsInAnyOrder("Zuckert", "Late"));
            slow.commit();
        }
        find("tag", tag).body("items.name", containsInAnyOrder("Zuckert", "Zuse"));
        given().queryParam("tag", tag)
                .queryParam("q", "zuse")
                .get("/api/v1/mentors")
                .then()
                .body("items.id", contains(late.toString()));
    }

    @Test
    void readsTheDirectoryAnewWhenTheDatabaseHasBeenRestored() throws Exception {
        tag(tag);
        var mentor = mentor("Before", "", tag);
        approve(mentor);
        find("tag", tag).body("items.name", contains("Before"));
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            database.setAutoCommit(false);
            // As it was before the last changes, which left no trace.
            statement.execute("SET LOCAL session_replication_role = replica");
            statement.execute("UPDATE mentor_directory SET name = 'Restored' WHERE mentor_id = '" + mentor + "'");
            statement.execute("UPDATE mentor_directory_changes SET revision = revision - 1000000");
            statement.execute("SELECT setval('mentor_directory_revision', 1)");
            database.commit();
        }
        given().queryParam("tag", tag)
                .queryParam("q", "restored")
                .get("/api/v1/mentors")
                .then()
                .body("items.id", contains(mentor.toString()));
    }

    private static void rename(Connection database, UUID mentor, String name) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute("UPDATE mentors SET name = '" + name + "' WHERE id = '" + mentor + "'");
        }
    }

    private static io.restassured.response.ValidatableResponse find(String parameter, String value) {
        return given().queryParam(parameter, value)
                .get("/api/v1/mentors")
                .then()
                .statusCode(200);
    }

    private static void rated(UUID mentor, long version, String data) {
        TestTopics.publish(
                "mentoring.reviews",
                UUID.randomUUID().toString(),
                "/mentoring/review-service",
                "org.mentoring.rating.changed.v1",
                mentor,
                version,
                data.formatted(mentor));
    }

    private static UUID mentor(String name, String bio, String... tags) {
        var id = UUID.randomUUID();
        var token = Tokens.of(name, id).roles("mentee");
        as(token)
                .body("{\"bio\": \"" + bio + "\"}")
                .post("/api/v1/mentors")
                .then()
                .statusCode(201);
        as(token)
                .header("If-Match", "\"1\"")
                .body("{\"tags\": [\"" + String.join("\", \"", tags) + "\"]}")
                .put("/api/v1/mentors/me/expertise")
                .then()
                .statusCode(200);
        return id;
    }

    private static void approve(UUID mentor) {
        as(ADMIN).post("/api/v1/mentors/" + mentor + "/approve").then().statusCode(200);
    }

    private static void tag(String name) {
        as(ADMIN)
                .body("{\"name\": \"" + name + "\"}")
                .post("/api/v1/expertise-tags")
                .then()
                .statusCode(201);
    }
}
