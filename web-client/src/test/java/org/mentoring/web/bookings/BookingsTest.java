package org.mentoring.web.bookings;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.book.BookSamples;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.web.book.BookSamples.BOOKING;
import static org.mentoring.web.book.BookSamples.LINUS;
import static org.mentoring.web.book.BookSamples.at;
import static org.mentoring.web.book.BookSamples.booking;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "linus", roles = "mentee")
@OidcSecurity(claims = @Claim(key = "sub", value = LINUS))
class BookingsTest {

    @BeforeEach
    void stub() {
        StubApi.reset();
    }

    private static String get(String path) {
        return given().get(path).then().statusCode(200).extract().asString();
    }

    private static String asked() {
        return StubApi.asked().stream()
                .filter(asked -> asked.uri().contains("/bookings?"))
                .findFirst()
                .orElseThrow()
                .uri();
    }

    @Test
    void showsTheNextSessionLargeWithItsLinkAndTheOthersBelow() {
        StubApi.on(
                "GET",
                "/bookings",
                BookSamples.page(
                                booking(at(9), "confirmed"),
                                booking(at(19), "confirmed").put("id", Samples.id(82)))
                        .put("next_cursor", "more+of/it"));

        assertThat(get("/bookings"))
                .contains(
                        "Your next session",
                        "https://meet.example.org/ada-linus",
                        "After that",
                        "/bookings/" + Samples.id(82))
                .contains("/bookings?cursor=more%2Bof%2Fit");
        assertThat(asked()).contains("role=mentee", "status=confirmed", "sort=start_time", "from=");
    }

    @Test
    void saysWhoMustActOnWhatWaitsAndUntilWhen() {
        StubApi.on("GET", "/bookings", BookSamples.page(booking(at(9), "pending")));

        assertThat(get("/bookings?show=waiting"))
                .contains("Waiting for an answer", "Ada Lovelace answers by", "aria-current=\"page\"");
        assertThat(asked()).contains("status=pending");

        StubApi.on("GET", "/bookings", BookSamples.page(BookSamples.asked((String) null)));
        assertThat(get("/bookings?show=waiting")).contains("class=\"turn\">Ada Lovelace asks");
    }

    @Test
    void showsPastSessionsWithReviewOrTheWayToOne() {
        var past = booking(Instant.now().minus(2, ChronoUnit.DAYS), "confirmed");
        StubApi.on(
                "GET",
                "/bookings",
                BookSamples.page(past, past.copy().put("id", Samples.id(83)).put("session_id", Samples.id(84))));
        StubApi.on("GET", "/reviews/mine", BookSamples.page(BookSamples.review(Samples.id(84), 4)));

        assertThat(get("/bookings?show=past"))
                .contains("Write a review", "/sessions/" + Samples.id(81) + "/review", "4 stars", "Book again")
                .contains("/mentors/" + Samples.ADA + "/book?type=Mentoring");
    }

    @Test
    void showsWhyCancelledOnesWereCancelled() {
        StubApi.on(
                "GET", "/bookings", BookSamples.page(booking(at(9), "cancelled").put("reason", "I am ill")));

        assertThat(get("/bookings?show=cancelled")).contains("I am ill", "Book again", "/bookings/" + BOOKING);
    }

    @Test
    void filtersByDaysInTheZoneOfTheReader() {
        StubApi.on("GET", "/bookings", BookSamples.page());

        var page = given().cookie("zone", "Asia%2FKathmandu")
                .get("/bookings?show=past&from=2026-01-01&to=2026-01-31")
                .asString();

        assertThat(page).contains("Nothing on these days", "value=\"2026-01-31\"", "Show all days");
        assertThat(asked()).contains("from=2025-12-31T18%3A15%3A00Z", "to=2026-01-31T18%3A15%3A00Z");
    }

    @Test
    void leadsWhoHasNoSessionToAMentor() {
        StubApi.on("GET", "/bookings", BookSamples.page());

        assertThat(get("/bookings")).contains("No session is coming up", "Find a mentor");
        assertThat(get("/bookings?show=nonsense&from=yesterday")).contains("No session is coming up");
    }

    @Test
    void saysWhereSessionsCannotBeShown() {
        StubApi.refuse("GET", "/bookings", 503, "unavailable");

        assertThat(get("/bookings")).contains("cannot be shown just now", "Upcoming");
    }
}
