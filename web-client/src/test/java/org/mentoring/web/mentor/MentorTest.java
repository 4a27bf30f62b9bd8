package org.mentoring.web.mentor;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
class MentorTest {

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
    }

    @Test
    void showsProfileTimesRatingAndReviewsWithReplies() {
        var page = given().get("/mentors/" + Samples.ADA)
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(page)
                .contains(
                        "<h1><bdi>Ada Lovelace</bdi></h1>",
                        "4.5",
                        "of 5, 12 reviews",
                        "Clear, patient",
                        "Ada Lovelace replies")
                .contains("/mentors/" + Samples.ADA + "/book?type=Mentoring+session")
                .contains("https://github.com/ada");
    }

    @Test
    void tellsPreviewsAndSearchEnginesWhoItIs() {
        var page = given().get("/mentors/" + Samples.ADA).asString();

        assertThat(page)
                .contains("property=\"og:title\" content=\"Ada Lovelace – Mentoring\"")
                .contains("<script type=\"application/ld+json\">{\"");
    }

    @Test
    void answersAnIdThatIsNoneAndAnUnknownOneWithAPage() {
        assertThat(given().get("/mentors/not-an-id")
                        .then()
                        .statusCode(404)
                        .extract()
                        .asString())
                .contains("This page does not exist");
        assertThat(given().get("/mentors/" + Samples.id(99))
                        .then()
                        .statusCode(404)
                        .extract()
                        .asString())
                .contains("This page does not exist");
    }

    @Test
    void keepsTheRestOfThePageWhereAPartIsDown() {
        StubApi.refuse("GET", "/ratings/.*", 503, "unavailable");
        StubApi.refuse("GET", "/reviews", 502, "unavailable");

        var page = given().get("/mentors/" + Samples.ADA)
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(page).contains("The rating", "cannot be shown just now", "Ada Lovelace");
    }

    @Test
    void givesNoMailAddressAway() {
        StubApi.on(
                "GET",
                "/mentors/" + Samples.ADA,
                Samples.mentor(Samples.ADA, "Ada Lovelace").put("email", "ada@example.org"));
        StubApi.on(
                "GET",
                "/mentors",
                Samples.directory(Samples.mentor(Samples.ADA, "Ada Lovelace").put("email", "ada@example.org")));

        for (var page : new String[] {"/", "/mentors/" + Samples.ADA, "/mentors/" + Samples.ADA + "/book"}) {
            assertThat(given().get(page).asString())
                    .doesNotContain("mailto:")
                    .doesNotContainPattern("[\\w.]+@[\\w-]+\\.\\w");
        }
    }

    @Test
    void shortensADescriptionWithoutCuttingACharacter() {
        StubApi.on(
                "GET",
                "/mentors/" + Samples.ADA,
                Samples.mentor(Samples.ADA, "Ada").put("bio", "x".repeat(158) + "😀😀😀"));

        assertThat(given().get("/mentors/" + Samples.ADA).asString())
                .contains("name=\"description\" content=\"" + "x".repeat(158) + "😀…\"");
    }

    @Test
    void listsMentorsForSearchEngines() {
        StubApi.on(
                "GET",
                "/mentors",
                Samples.directory(Samples.mentor(Samples.ADA, "Ada")).put("next_cursor", null));

        for (var i = 0; i < 2; i++) {
            assertThat(given().get("/sitemap.xml").asString()).contains("/mentors/" + Samples.ADA + "</loc>");
        }
        assertThat(StubApi.asked())
                .filteredOn(asked -> asked.uri().contains("limit=100"))
                .hasSize(1);
        assertThat(given().get("/robots.txt").asString()).contains("Sitemap: ");
    }
}
