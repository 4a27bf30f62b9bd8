package org.mentoring.mentor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.mentoring.mentor.Calls.as;
import static org.mentoring.mentor.DirectoryFixture.ADMIN;
import static org.mentoring.mentor.DirectoryFixture.approve;
import static org.mentoring.mentor.DirectoryFixture.find;
import static org.mentoring.mentor.DirectoryFixture.mentor;
import static org.mentoring.mentor.DirectoryFixture.tag;

/** Who is in the directory, and how its tags, languages and pages are asked for. */
@QuarkusTest
@RealParts
class DirectoryTest {

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

    @Test
    void pagesByNameBeyondANameThatIsVeryLongOnceItIsSpeltOut() {
        tag(tag);
        var ligatures = "\ufdfa".repeat(200);
        approve(mentor(ligatures, "", tag));
        approve(mentor(ligatures, "", tag));

        var first = given().queryParam("tag", tag)
                .queryParam("sort", "name")
                .queryParam("limit", 1)
                .get("/api/v1/mentors")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        given().queryParam("tag", tag)
                .queryParam("sort", "name")
                .queryParam("cursor", first.getString("next_cursor"))
                .get("/api/v1/mentors")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("items[0].id", not(equalTo(first.getString("items[0].id"))));
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

    @Test
    void findsTheMentorsThatAreNamed() {
        var other = "other-" + UUID.randomUUID();
        tag(tag);
        tag(other);
        var first = mentor("First", "", tag);
        var second = mentor("Second", "", other);
        var unnamed = mentor("Unnamed", "", tag);
        var applicant = mentor("Applicant", "", tag);
        approve(first);
        approve(second);
        approve(unnamed);

        given().queryParam("id", second, applicant, UUID.randomUUID(), first)
                .queryParam("sort", "name")
                .get("/api/v1/mentors")
                .then()
                .statusCode(200)
                .body("items.id", contains(first.toString(), second.toString()))
                .body("total", equalTo(2))
                .body("facets.tags.name", containsInAnyOrder(tag, other));
        given().queryParam("id", first, second)
                .queryParam("tag", tag)
                .get("/api/v1/mentors")
                .then()
                .body("items.id", contains(first.toString()));
        given().queryParam("id", Collections.nCopies(101, first))
                .get("/api/v1/mentors")
                .then()
                .statusCode(400)
                .body("errors.field", contains("id"));
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
        "facets,some",
        "id,ada"
    })
    void refusesParametersThatItCannotRead(String parameter, String value) {
        given().queryParam(parameter, value)
                .get("/api/v1/mentors")
                .then()
                .statusCode(400)
                .body("errors.field", contains(parameter));
    }
}
