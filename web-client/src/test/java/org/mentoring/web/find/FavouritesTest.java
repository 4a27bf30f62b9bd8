package org.mentoring.web.find;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.WebForms;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
class FavouritesTest {

    private static final String OTHER = Samples.id(2);

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
    }

    @Test
    void marksAMentorInTheBrowserAndLeadsBack() {
        var answer = send(form().cookie("favourites", OTHER)
                .formParam("mark", Samples.ADA)
                .formParam("to", "/?q=ada"));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.getHeader("Location")).endsWith("/?q=ada");
        assertThat(answer.getCookie("favourites")).isEqualTo(Samples.ADA + "." + OTHER);
    }

    @Test
    void dropsAMentorAndTheCookieWithTheLast() {
        var kept = send(form().cookie("favourites", Samples.ADA + "." + OTHER).formParam("drop", Samples.ADA));
        assertThat(kept.getCookie("favourites")).isEqualTo(OTHER);

        var none = send(form().cookie("favourites", OTHER).formParam("drop", OTHER));
        assertThat(none.getDetailedCookie("favourites").getMaxAge()).isZero();
    }

    @Test
    void keepsAsManyAsMayBeAndTheLastOnes() {
        var many = IntStream.range(100, 150).mapToObj(Samples::id).collect(Collectors.joining("."));

        var kept = send(form().cookie("favourites", many).formParam("mark", Samples.ADA))
                .getCookie("favourites")
                .split("\\.");

        assertThat(kept).hasSize(24).startsWith(Samples.ADA, Samples.id(100));
    }

    @Test
    void marksThemOnCardsAndOnTheMentorsPage() {
        var page = given().cookie("favourites", Samples.ADA).get("/").asString();

        assertThat(page)
                .contains("Favourites (1)", "name=\"drop\" value=\"" + Samples.ADA + "\" aria-pressed=\"true\"")
                .contains("name=\"mark\" value=\"" + OTHER + "\" aria-pressed=\"false\"");
        assertThat(given().cookie("favourites", Samples.ADA)
                        .get("/mentors/" + Samples.ADA)
                        .asString())
                .contains("name=\"drop\" value=\"" + Samples.ADA + "\" aria-pressed=\"true\"");
        assertThat(given().get("/mentors/" + Samples.ADA).asString()).contains("aria-pressed=\"false\"");
    }

    @Test
    void listsThemWithTheirTimesAndLeavesOutWhoHasLeft() {
        var left = Samples.id(99);
        var page = given().cookie("favourites", OTHER + "." + left + "." + Samples.ADA + ".nonsense")
                .get("/favourites")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(page)
                .containsSubsequence("منى العطار", "Ada Lovelace")
                .contains("/book?type=")
                .doesNotContain("O&#39;Neil", "cannot be shown");
        assertThat(StubApi.asked())
                .as("Whoever marks many asks for one page all the same")
                .filteredOn(asked -> asked.uri().startsWith("/api/v1/mentors"))
                .hasSize(1);
        assertThat(given().get("/favourites").asString()).contains("No favourites yet");
    }

    @Test
    void saysThatTheyCannotBeShown() {
        StubApi.refuse("GET", "/mentors", 503, "unavailable");

        assertThat(given().cookie("favourites", Samples.ADA).get("/favourites").asString())
                .contains("cannot be shown just now")
                .doesNotContain("No favourites yet");
    }

    private static RequestSpecification form() {
        return WebForms.filled("/");
    }

    private static Response send(RequestSpecification form) {
        return form.redirects().follow(false).post("/favourites");
    }
}
