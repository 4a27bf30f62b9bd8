package org.mentoring.web.review;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.WebForms;
import org.mentoring.web.book.BookSamples;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.mentoring.web.book.BookSamples.LINUS;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "linus", roles = "mentee")
@OidcSecurity(claims = @Claim(key = "sub", value = LINUS))
class ReviewTest {

    private static final String SESSION = Samples.id(81);
    private static final String PAGE = "/sessions/" + SESSION + "/review";

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
        StubApi.on("GET", "/sessions/" + SESSION, BookSamples.session("completed"));
        StubApi.on("GET", "/reviews/mine", BookSamples.page());
    }

    private static ValidatableResponse post(String... fields) {
        var form = WebForms.filled("/").redirects().follow(false);
        for (var i = 0; i < fields.length; i += 2) {
            form.formParam(fields[i], fields[i + 1]);
        }
        return form.post(PAGE).then();
    }

    private static StubApi.Asked sent(String method) {
        return StubApi.asked().stream()
                .filter(asked -> asked.method().equals(method))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void asksForOneOfFiveNamedRatings() {
        var page = given().get(PAGE).then().statusCode(200).extract().asString();

        assertThat(page).contains("<legend>Your rating</legend>", "Poor", "Fair", "Good", "Very good", "Excellent");
        assertThat(page.split("type=\"radio\"")).hasSize(6);
    }

    @Test
    void publishesAndShowsTheReviewWithItsState() {
        StubApi.on("POST", "/reviews", BookSamples.review(SESSION, 5));

        post("rating", "5", "feedback", "Clear\r\nand kind", "version", "")
                .statusCode(303)
                .header("Location", endsWith(PAGE));
        assertThat(new JsonObject(sent("POST").body()))
                .isEqualTo(new JsonObject()
                        .put("session_id", SESSION)
                        .put("rating", 5)
                        .put("feedback", "Clear\nand kind"));

        StubApi.on("GET", "/reviews/mine", BookSamples.page(BookSamples.review(SESSION, 5)));
        assertThat(given().get(PAGE).asString())
                .contains("Everybody can read it", "You can change it until", "Save the change", "value=\"5\" checked");
    }

    @Test
    void changesTheVersionThatWasSeen() {
        StubApi.on("GET", "/reviews/mine", BookSamples.page(BookSamples.review(SESSION, 5)));
        StubApi.on("PUT", "/reviews/.*", BookSamples.review(SESSION, 4));

        post("rating", "4", "feedback", "", "version", "3").statusCode(303);

        assertThat(sent("PUT").headers()).containsEntry("if-match", "\"3\"");
        assertThat(sent("PUT").body()).contains("\"rating\":4", "\"feedback\":null");
    }

    @Test
    void saysWhatIsThereNowWhereTheReviewWasChangedElsewhere() {
        StubApi.on(
                "GET",
                "/reviews/mine",
                BookSamples.page(BookSamples.review(SESSION, 5).put("version", 4)));
        StubApi.refuse("PUT", "/reviews/.*", 412, "stale-version");

        assertThat(post("rating", "4", "feedback", "Mine", "version", "3")
                        .statusCode(422)
                        .extract()
                        .asString())
                .contains("Somebody changed this in the meantime", "Mine", "name=\"version\" value=\"4\"");
    }

    @Test
    void takesAReviewThatWasSentTwiceAsSaved() {
        StubApi.refuse("POST", "/reviews", 409, "conflict");
        StubApi.on("GET", "/reviews/mine", BookSamples.page(BookSamples.review(SESSION, 5)));

        post("rating", "5", "feedback", "Clear and kind", "version", "")
                .statusCode(303)
                .header("Location", endsWith(PAGE));
        assertThat(post("rating", "1", "feedback", "Another", "version", "")
                        .statusCode(422)
                        .extract()
                        .asString())
                .contains("Another", "Clear and kind");
    }

    @Test
    void keepsTheTextWhereTheRatingIsMissingOrTheTextTooLong() {
        assertThat(post("feedback", "My text").statusCode(422).extract().asString())
                .contains("Please choose how many stars you give.", "My text", "href=\"#rating-5\"");

        StubApi.on("POST", "/reviews", BookSamples.review(SESSION, 5));
        post("rating", "5", "feedback", "ع".repeat(5000)).statusCode(303);
        assertThat(post("rating", "5", "feedback", "ع".repeat(5001))
                        .statusCode(422)
                        .extract()
                        .asString())
                .contains("longer than 5,000 characters");
    }

    @Test
    void saysWhyThereIsNothingToReview() {
        StubApi.on("GET", "/sessions/" + SESSION, BookSamples.session("upcoming"));
        assertThat(given().get(PAGE).asString()).contains("not over yet").doesNotContain("type=\"radio\"");

        StubApi.on("GET", "/sessions/" + SESSION, BookSamples.session("cancelled"));
        assertThat(given().get(PAGE).asString()).contains("did not take place");

        StubApi.on("GET", "/sessions/" + SESSION, BookSamples.session("no-show"));
        StubApi.refuse("POST", "/reviews", 409, "review-disputed");
        assertThat(post("rating", "1", "feedback", "Nobody came")
                        .statusCode(422)
                        .extract()
                        .asString())
                .contains("in dispute", "Nobody came");
    }

    @Test
    void showsAClosedOrHiddenReviewWithoutAForm() {
        StubApi.on(
                "GET",
                "/reviews/mine",
                BookSamples.page(BookSamples.review(SESSION, 2)
                        .put("changeable_until", "2026-01-01T00:00:00Z")
                        .put("hidden", true)
                        .put("hidden_reason", "Names a third person")));

        assertThat(given().get(PAGE).asString())
                .contains("hidden by an administrator", "Names a third person", "cannot be changed any more")
                .doesNotContain("type=\"radio\"");
    }

    @Test
    @OidcSecurity(claims = @Claim(key = "sub", value = Samples.ADA))
    void tellsTheMentorThatMenteesReview() {
        assertThat(given().get(PAGE).asString()).contains("Only the mentee").doesNotContain("type=\"radio\"");
    }
}
