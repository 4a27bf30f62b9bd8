package org.mentoring.web.browser;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.StubApi;
import org.mentoring.web.account.AccountSamples;
import org.mentoring.web.book.BookSamples;
import org.mentoring.web.language.Reader;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.web.book.BookSamples.BOOK;
import static org.mentoring.web.book.BookSamples.BOOKING;
import static org.mentoring.web.book.BookSamples.booking;

/** Whoever changes the zone half-way through a booking books the time that was chosen, and sees it on every page from then on. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "linus", roles = "mentee")
@OidcSecurity(claims = @Claim(key = "sub", value = BookSamples.LINUS))
class ZoneSwitchTest extends BrowserTest {

    /** In the evening in UTC, and the next morning in the zones that the tests switch to. */
    private static final Instant CHOSEN = BookSamples.at(19);

    private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final DateTimeFormatter CALENDAR_FILE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    @BeforeEach
    void stubBooking() {
        BookSamples.offer(BookSamples.usual(), false);
        BookSamples.holds();
        StubApi.on("GET", "/bookings", BookSamples.page());
        StubApi.on("GET", "/users/me", AccountSamples.account("UTC"));
        StubApi.on("PUT", "/users/me", AccountSamples.account(TOKYO.getId()));
        // As the service: what was sent is what is booked, and what the calendar file has.
        StubApi.on(
                "POST",
                "/bookings",
                request -> new StubApi.Answer(
                        201,
                        "application/json",
                        booking(sentStart(), "confirmed").encode()));
        StubApi.on(
                "GET",
                "/bookings/" + BOOKING,
                request -> new StubApi.Answer(
                        200,
                        "application/json",
                        booking(sentStart(), "confirmed").encode()));
        StubApi.on(
                "GET",
                "/bookings/" + BOOKING + "/invite.ics",
                request -> new StubApi.Answer(
                        200,
                        "text/calendar;charset=UTF-8",
                        "BEGIN:VCALENDAR\r\nDTSTART:%s\r\n".formatted(CALENDAR_FILE.format(sentStart()))));
    }

    private static Instant sentStart() {
        return StubApi.asked().stream()
                .filter(asked -> asked.method().equals("POST") && asked.uri().endsWith("/bookings"))
                .map(asked -> Instant.parse(new JsonObject(asked.body()).getString("start_time")))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    @Test
    void byTheChoiceBesideTheTimes() {
        var page =
                open(BOOK + "?day=" + BookSamples.day(), Setup.of(1440, false).in("en-GB", "UTC"));
        assertThat(slot(page)).containsText("19:00");

        page.locator(".zone-choice summary").click();
        page.locator("#zone").fill(KATHMANDU.getId());
        page.locator(".zone-row button").click();
        assertThat(page.locator("#times")).containsText("Nepal Time");
        page.locator("#day-" + CHOSEN.atZone(KATHMANDU).toLocalDate()).click();
        assertThat(slot(page)).containsText("00:45");
        slot(page).click();
        assertNames(page, KATHMANDU);

        book(page);
        assertNamesTheSameInstantEverywhere(page, ZoneOffset.UTC);
    }

    @Test
    void byFollowingTheBrowserOnTheForm() {
        var page = open(BOOK + "?start=" + CHOSEN, Setup.of(1440, false).in("en-GB", TOKYO.getId()));
        inZone(page, "UTC");
        page.reload();
        assertNames(page, ZoneOffset.UTC);
        page.locator("#note").fill("How do I begin?");

        page.locator("[data-zone-offer] button[value='yes']").click();

        assertThat(page.locator("[data-flash]")).containsText("Japan");
        assertNames(page, TOKYO);
        assertThat(page.locator("#note")).hasValue("How do I begin?");
        book(page);
        assertNamesTheSameInstantEverywhere(page, TOKYO);
    }

    @Test
    void inAnotherTabBetweenTheFormAndTheEnd() {
        var page = open(BOOK + "?start=" + CHOSEN, Setup.of(1440, false).in("en-GB", "UTC"));
        assertNames(page, ZoneOffset.UTC);

        inZone(page, KATHMANDU.getId());
        book(page);

        assertNamesTheSameInstantEverywhere(page, KATHMANDU);
    }

    private com.microsoft.playwright.Locator slot(Page page) {
        return page.locator("#at-" + CHOSEN.getEpochSecond());
    }

    private void inZone(Page page, String zone) {
        page.context()
                .addCookies(List.of(new Cookie(Reader.ZONE_COOKIE, URLEncoder.encode(zone, StandardCharsets.UTF_8))
                        .setUrl(home.toString())));
    }

    private static void book(Page page) {
        page.locator("main form .actions .button:not(.button-quiet)").click();
        assertThat(page).hasURL(Pattern.compile(".*/bookings/" + BOOKING));
    }

    private static void assertNames(Page page, ZoneId zone) {
        var there = CHOSEN.atZone(zone);
        var time = page.locator(".summary time").first();
        assertThat(time).hasAttribute("datetime", CHOSEN.toString());
        assertThat(time)
                .containsText(DateTimeFormatter.ofPattern("d MMMM", Locale.UK).format(there));
        assertThat(time).containsText(DateTimeFormatter.ofPattern("HH:mm").format(there));
    }

    private void assertNamesTheSameInstantEverywhere(Page page, ZoneId zone) {
        assertThat(sentStart()).isEqualTo(CHOSEN);
        assertNames(page, zone);
        var utc = CALENDAR_FILE.format(CHOSEN);
        assertThat(page.locator("a[href^='https://calendar.google.com']").getAttribute("href"))
                .contains("dates=" + utc);
        assertThat(page.locator("a[href^='https://outlook.live.com']").getAttribute("href"))
                .contains("startdt=" + URLEncoder.encode(CHOSEN.toString(), StandardCharsets.UTF_8));
        var file = page.context().request().get(page.url() + "/invite.ics");
        assertThat(file.text()).contains("DTSTART:" + utc);
    }
}
