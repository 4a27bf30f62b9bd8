package org.mentoring.web.browser;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.book.BookSamples;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.mentoring.web.book.BookSamples.BOOKING;
import static org.mentoring.web.book.BookSamples.LINUS;
import static org.mentoring.web.book.BookSamples.at;
import static org.mentoring.web.book.BookSamples.booking;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "linus", roles = "mentee")
@OidcSecurity(claims = @Claim(key = "sub", value = LINUS))
class SessionPagesTest extends BrowserTest {

    private static final String SESSION = Samples.id(81);
    private static final String REVIEW = "/sessions/" + SESSION + "/review";

    @BeforeEach
    void stand() {
        BookSamples.offer(BookSamples.usual(), false);
        BookSamples.holds();
        StubApi.on("GET", "/bookings/" + BOOKING, proposed());
        StubApi.on(
                "GET",
                "/bookings",
                BookSamples.page(
                        booking(Instant.now().plus(3, ChronoUnit.HOURS), "confirmed"),
                        proposed(),
                        booking(at(19), "pending")));
        StubApi.on("GET", "/sessions/" + SESSION, BookSamples.session("completed"));
        StubApi.on("GET", "/reviews/mine", BookSamples.page());
    }

    private static JsonObject proposed() {
        return booking(at(9), "confirmed")
                .put(
                        "proposal",
                        new JsonObject()
                                .put("start_time", at(15).toString())
                                .put("end_time", at(16).toString())
                                .put("proposed_by", "mentor")
                                .put("expires_at", at(8).toString())
                                .put("reason", "My train comes in later."));
    }

    @ParameterizedTest
    @CsvSource({"1440, true", "360, false"})
    void axeFindsNothing(int width, boolean dark) {
        var page = open("/bookings", Setup.of(width, dark));
        look(page, "bookings", width, dark);
        for (var shown : new String[] {
            "/bookings/" + BOOKING,
            "/bookings/" + BOOKING + "/cancel",
            "/bookings/" + BOOKING + "/move",
            "/bookings/" + BOOKING + "/move?start=" + at(10),
            REVIEW
        }) {
            go(page, shown);
            look(
                    page,
                    shown.replaceAll(".*/(?=[a-z])|\\?.*", "").replaceAll("^.*/.*$", "booking")
                            + (shown.contains("?") ? "-form" : ""),
                    width,
                    dark);
        }
    }

    @ParameterizedTest
    @CsvSource({"1440, true", "360, false"})
    void axeFindsNothingInTheQuestionOfAMentor(int width, boolean dark) {
        StubApi.on("GET", "/bookings/" + BOOKING, BookSamples.asked("C, since 1988.", null));
        StubApi.on("GET", "/bookings", BookSamples.page(BookSamples.asked((String) null)));
        var page = open("/bookings/" + BOOKING, Setup.of(width, dark));
        look(page, "question-mentee", width, dark);
        go(page, "/bookings?show=waiting");
        assertThat(page.locator(".turn")).hasText("Ada Lovelace asks");
        look(page, "question-list", width, dark);
        var arabic = view("/bookings/" + BOOKING, Setup.of(width, dark).in("ar-EG", "Africa/Cairo"));
        look(arabic, "question-mentee-ar", width, dark);
    }

    @ParameterizedTest
    @CsvSource({"1440, true", "360, false"})
    @TestSecurity(user = "Ada Lovelace", roles = "mentor")
    @OidcSecurity(claims = @Claim(key = "sub", value = Samples.ADA))
    void axeFindsNothingWhereTheMentorAsks(int width, boolean dark) {
        StubApi.on("GET", "/bookings/" + BOOKING, BookSamples.asked("C, since 1988."));
        var page = open("/bookings/" + BOOKING, Setup.of(width, dark));
        page.locator("summary:has-text('Ask a question')").click();
        look(page, "question-mentor", width, dark);
        StubApi.on("GET", "/bookings/" + BOOKING, BookSamples.asked("C, since 1988.", null));
        var arabic = view("/bookings/" + BOOKING, Setup.of(width, dark).in("ar-EG", "Africa/Cairo"));
        look(arabic, "question-mentor-ar", width, dark);
    }

    @Test
    void axeFindsNothingInArabic() {
        var page = open("/bookings", Setup.of(320, true).in("ar-EG", "Africa/Cairo"));
        look(page, "bookings-ar", 320, true);
        go(page, "/bookings/" + BOOKING);
        look(page, "booking-ar", 320, true);
        go(page, REVIEW);
        look(page, "review-ar", 320, true);
        assertFitsInGerman("/bookings", "bookings");
        assertFitsInGerman("/bookings/" + BOOKING, "booking");
        assertFitsInGerman(REVIEW, "review");
    }

    private static void look(Page page, String name, int width, boolean dark) {
        picture(page, name + "-" + width + (dark ? "-dark" : "-light"));
        assertAccessible(page);
        assertFits(page);
    }

    @Test
    void countsDownToTheNextSession() {
        var page = open("/bookings", Setup.of(1440, false));

        assertThat(page.locator(".next [data-left]")).containsText("2:59");
    }

    @Test
    void ratesByKeyboardAndCountsCharacters() {
        var page = open(REVIEW, Setup.of(1440, false));

        page.locator("#rating-3").focus();
        page.keyboard().press("ArrowRight");
        assertThat(page.locator("#rating-4")).isChecked();
        assertThat(page).hasURL(java.util.regex.Pattern.compile(".*/review"));
        page.locator("#feedback").fill("😀");
        assertThat(page.locator("[data-used]")).hasText("1 / 5,000");
    }
}
