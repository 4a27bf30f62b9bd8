package org.mentoring.web.find;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
class FindTest {

    @Inject
    @CacheName("topics")
    Cache topics;

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
    }

    @Test
    void showsMentorsWithRatingLanguageTopicsAndTheNextTimesInTheZoneOfTheBrowser() {
        var page = given().cookie("zone", "Asia%2FTokyo")
                .get("/")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(page)
                .contains("Ada Lovelace", "4.5 of 5 (12 reviews)", "compilers", "English", "3 mentors")
                .contains("Japan Standard Time")
                .contains("/mentors/" + Samples.ADA + "/book?type=Mentoring+session&amp;start=");
    }

    @Test
    void showsNamesAsTheyAreWrittenAndNeverAsMarkup() {
        var page = given().get("/").asString();

        assertThat(page).contains("O&#39;Neil &amp; &lt;b&gt;Sons&lt;/b&gt;").doesNotContain("<b>Sons");
    }

    @Test
    void asksTheApiForWhatTheAddressSays() {
        given().queryParam("q", "ada")
                .queryParam("tag", "C & C++")
                .queryParam("min_rating", "4")
                .get("/")
                .then()
                .statusCode(200);

        assertThat(StubApi.asked())
                .anySatisfy(asked -> assertThat(asked.uri())
                        .startsWith("/api/v1/mentors?")
                        .contains("q=ada", "tag=C+%26+C%2B%2B", "min_rating=4", "sort=relevance", "facets=all"));
    }

    @Test
    void cutsNoCharacterOfWhatIsLookedFor() {
        given().queryParam("q", "a".repeat(199) + "😀😀").get("/").then().statusCode(200);

        assertThat(StubApi.asked()).anyMatch(asked -> asked.uri().contains("q=" + "a".repeat(199) + "%F0%9F%98%80&"));
    }

    @Test
    void keepsTopicsInTheirPlacesWhereTheyAreChosenOrFindNobody() {
        topics.invalidateAll().await().indefinitely();
        var all = new String[] {"compilers", "design", "writing"};
        StubApi.on("GET", "/mentors", counted(all));
        assertThat(shown("/")).containsExactly(all);

        // As the API counts once a topic is chosen: by how many have both.
        StubApi.on("GET", "/mentors", counted("writing", "rust"));
        assertThat(shown("/?tag=writing&tag=maths")).containsExactly("compilers", "design", "writing", "maths", "rust");
        var page = given().get("/?tag=writing").asString();
        assertThat(page)
                .contains("name=\"tag\" value=\"compilers\" disabled", "name=\"tag\" value=\"writing\" checked>")
                .containsPattern("compilers</bdi> <span class=\"chip-count\">0<");
        topics.invalidateAll().await().indefinitely();
    }

    @Test
    void showsOtherTopicsOfTheFoundMentorsBehindTheUsualOnes() {
        topics.invalidateAll().await().indefinitely();
        var usual = IntStream.range(0, 12).mapToObj(number -> "topic " + number).toArray(String[]::new);
        StubApi.on("GET", "/mentors", counted(usual));
        assertThat(shown("/")).containsExactly(usual);

        StubApi.on(
                "GET",
                "/mentors",
                counted(Stream.concat(Stream.of(usual), Stream.of("rust")).toArray(String[]::new)));
        assertThat(shown("/?q=rust")).hasSize(13).last().isEqualTo("rust");
        topics.invalidateAll().await().indefinitely();
    }

    @Test
    void showsHowManyAreFoundWithEachLanguageAndRatingAndKeepsThoseWithNobody() {
        var page = given().get("/").asString();
        assertThat(page)
                .contains("<option value=\"en\">English (2)<", "<option value=\"de\" disabled>German (0)<")
                .contains("<option value=\"3\">3 and more (3)<", "<option value=\"4.5\">4.5 and more (2)<");

        StubApi.on(
                "GET",
                "/mentors",
                Samples.directory()
                        .put(
                                "facets",
                                new JsonObject()
                                        .put("tags", new JsonArray())
                                        .put("languages", Samples.languages("fr", 7))
                                        .put("ratings", Samples.ratings(5, 0, 0))));
        assertThat(given().get("/?language=de&min_rating=4.5").asString())
                .contains("<option value=\"de\" selected>German (0)<", "<option value=\"fr\">French (7)<")
                .contains("<option value=\"3\">3 and more (5)<", "<option value=\"4\" disabled>4 and more (0)<")
                .contains("<option value=\"4.5\" selected>4.5 and more (0)<")
                .contains("Without German", "Without 4.5 and more");
    }

    @Test
    void findsThoseWhoAreFreeThisWeekAndSortsBySoonest() {
        var page = given().queryParam("free_within", "7")
                .queryParam("sort", "next_free")
                .get("/")
                .asString();

        assertThat(StubApi.asked())
                .anyMatch(asked ->
                        asked.uri().contains("free_within=7") && asked.uri().contains("sort=next_free"));
        assertThat(page)
                .contains("name=\"free_within\" value=\"7\" checked>")
                .containsPattern("Free this week <span class=\"chip-count\">2<")
                .contains("<option value=\"next_free\" selected>Soonest free<")
                .containsPattern("rel=\"next\" href=\"[^\"]*free_within=7[^\"]*sort=next_free");
    }

    @Test
    void disablesFreeThisWeekWhereNobodyIsUnlessItIsChosenAndOffersToDropIt() {
        StubApi.on(
                "GET",
                "/mentors",
                Samples.directory()
                        .put(
                                "facets",
                                new JsonObject().put("tags", new JsonArray()).put("free", Samples.free(0))));

        assertThat(given().get("/?q=ada").asString()).contains("name=\"free_within\" value=\"7\" disabled>");
        assertThat(given().get("/?q=ada&free_within=7").asString())
                .contains("name=\"free_within\" value=\"7\" checked>")
                .containsPattern("href=\"/\\?q=ada\"[^>]*>Without Free this week<");
    }

    @Test
    void offersFreeThisWeekWhereItIsNotCounted() {
        StubApi.refuse("GET", "/mentors", 503, "unavailable");

        assertThat(given().get("/").asString())
                .contains("name=\"free_within\" value=\"7\">")
                .doesNotContainPattern("Free this week <span");
    }

    @Test
    void saysWhenSomebodyIsFreeWhoIsNotFreeSoon() {
        StubApi.on(
                "GET",
                "/mentors",
                Samples.directory(
                        Samples.mentor(Samples.id(71), "Ada Lovelace").put("next_free_at", "2100-03-05T09:00:00Z"),
                        Samples.mentor(Samples.id(72), "Grace Hopper")));
        StubApi.on("GET", "/slots", Samples.slots(Instant.now()).put("items", new JsonArray()));

        assertThat(given().cookie("zone", "Asia%2FTokyo").get("/").asString())
                .containsPattern("Next free time: [^<]*Mar 5[^<]*6:00")
                .containsOnlyOnce("No free times in the next two weeks");
    }

    @Test
    void offersEveryLanguageAndRatingWhereTheyAreNotCounted() {
        StubApi.on("GET", "/mentors", counted("compilers"));
        var uncounted = given().get("/").asString();
        StubApi.refuse("GET", "/mentors", 503, "unavailable");

        for (var page : List.of(uncounted, given().get("/").asString())) {
            assertThat(page)
                    .contains("<option value=\"de\">German<", "<option value=\"4\">4 and more<")
                    .doesNotContainPattern("<option[^>]* disabled");
        }
    }

    @Test
    void showsTheTopicOfAnAliasOnceWithEverybodyWhoIsFound() {
        topics.invalidateAll().await().indefinitely();
        StubApi.on("GET", "/mentors", counted("JavaScript").put("total", 3));
        StubApi.on(
                "GET",
                "/expertise-tags",
                tagged(new JsonObject()
                        .put("id", Samples.id(61))
                        .put("name", "JavaScript")
                        .put("aliases", new JsonArray().add("js"))
                        .put("created_at", "2026-02-15T18:20:31Z")
                        .put("version", 1)));

        assertThat(shown("/?tag=JS")).containsExactly("JavaScript");
        assertThat(given().get("/?tag=JS&tag=JavaScript").asString())
                .contains("name=\"tag\" value=\"JavaScript\" checked", "?tag=JavaScript&amp;cursor=")
                .containsPattern("JavaScript</bdi> <span class=\"chip-count\">3<");
        topics.invalidateAll().await().indefinitely();
    }

    @Test
    void keepsAChosenTopicThatNobodyKnowsOrThatCannotBeLookedUp() {
        StubApi.on("GET", "/expertise-tags", tagged());
        assertThat(shown("/?tag=alchemy")).contains("alchemy");

        StubApi.refuse("GET", "/expertise-tags", 503, "unavailable");
        assertThat(shown("/?tag=alchemy")).contains("alchemy");

        StubApi.refuse("GET", "/expertise-tags", 422, "invalid");
        assertThat(shown("/?tag=alchemy")).contains("alchemy");
    }

    private static JsonObject tagged(JsonObject... tags) {
        return new JsonObject().put("items", new JsonArray(List.of(tags))).putNull("next_cursor");
    }

    private static JsonObject counted(String... names) {
        var tags = new JsonArray();
        for (var name : names) {
            tags.add(new JsonObject().put("name", name).put("count", 3));
        }
        return Samples.directory(Samples.mentor(Samples.ADA, "Ada Lovelace"))
                .put("facets", new JsonObject().put("tags", tags));
    }

    private static List<String> shown(String address) {
        return Pattern.compile("name=\"tag\" value=\"([^\"]+)\"")
                .matcher(given().get(address).asString())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void keepsWhatIsLookedForInTheFormAndInTheLinks() {
        var page = given().queryParam("q", "a\"b")
                .queryParam("tag", "C & C++")
                .get("/")
                .asString();

        assertThat(page)
                .contains("value=\"a&quot;b\"")
                .contains("value=\"C &amp; C++\" checked")
                .contains("tag=C%20%26%20C%2B%2B");
    }

    @Test
    void leavesOutWhatTheApiCouldNotRead() {
        given().queryParam("min_rating", "x")
                .queryParam("sort", "oldest")
                .queryParam("language", "zz")
                .queryParam("free_within", "400")
                .get("/")
                .then()
                .statusCode(200);

        assertThat(StubApi.asked())
                .noneSatisfy(
                        asked -> assertThat(asked.uri()).containsAnyOf("oldest", "zz", "min_rating", "free_within"));
    }

    @Test
    void saysThatNothingWasFoundAndOffersToDropEachCondition() {
        StubApi.on("GET", "/mentors", Samples.directory());

        var page = given().queryParam("q", "nobody")
                .queryParam("tag", "compilers")
                .get("/")
                .asString();

        assertThat(page).contains("Nobody matches all of this", "Without nobody", "Without compilers");
    }

    @Test
    void saysThatAPartIsDownAndKeepsTheRest() {
        StubApi.refuse("GET", "/mentors", 503, "unavailable");

        var page = given().get("/").then().statusCode(200).extract().asString();

        assertThat(page).contains("The list of mentors", "cannot be shown just now", "id=\"q\"");
    }

    @Test
    void speaksTheLanguageOfTheCookieElseOfTheBrowser() {
        assertThat(given().header("Accept-Language", "xx, de-AT;q=0.9").get("/").asString())
                .contains("lang=\"de-AT\"", "Mentor finden");
        assertThat(given().header("Accept-Language", "de")
                        .cookie("language", "ar")
                        .get("/")
                        .asString())
                .contains("lang=\"ar\" dir=\"rtl\"", "ابحث عن مرشد");
    }

    @Test
    @TestSecurity(
            user = "ada",
            roles = {"mentee", "mentor"})
    void knowsOnPublicPagesWhoIsSignedIn() {
        assertThat(given().get("/").asString())
                .contains("href=\"/bookings\"", "href=\"/requests\"", "action=\"/sign-out\"")
                .doesNotContain("href=\"/admin\"", "href=\"/sign-in");
    }
}
