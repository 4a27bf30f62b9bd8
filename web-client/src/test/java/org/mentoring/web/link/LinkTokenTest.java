package org.mentoring.web.link;

import java.util.List;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.book.BookSamples;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.mentoring.web.book.BookSamples.BOOKING;
import static org.mentoring.web.book.BookSamples.LINUS;
import static org.mentoring.web.book.BookSamples.at;
import static org.mentoring.web.link.LinkPageCalls.COOKIE;
import static org.mentoring.web.link.LinkPageCalls.opened;
import static org.mentoring.web.link.LinkPageCalls.post;
import static org.mentoring.web.link.LinkPageCalls.show;
import static org.mentoring.web.link.LinkPageCalls.stands;
import static org.mentoring.web.link.LinkSamples.OPENED;
import static org.mentoring.web.link.LinkSamples.PAGE;
import static org.mentoring.web.link.LinkSamples.TOKEN;
import static org.mentoring.web.link.LinkSamples.linked;

/** The token of a link: where it is kept, whom it lets in, and what is shown where it is refused. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
class LinkTokenTest {

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
        BookSamples.offer(BookSamples.usual(), false);
    }

    @Test
    void takesTheTokenOutOfTheAddressAndKeepsItFromScripts() {
        stands(linked("mentee", at(9), "confirmed"));

        var opened = given().redirects().follow(false).get(OPENED);

        assertThat(opened.statusCode()).isEqualTo(303);
        assertThat(opened.header("Location")).endsWith(PAGE);
        assertThat(opened.headers().getValues("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(opened.headers().getValues("Cache-Control")).containsExactly("no-store");
        assertThat(opened.getDetailedCookie(COOKIE)).satisfies(cookie -> {
            assertThat(cookie.getValue()).isEqualTo(TOKEN);
            assertThat(cookie.isHttpOnly()).isTrue();
            assertThat(cookie.getSameSite()).isEqualToIgnoringCase("Lax");
            assertThat(cookie.getMaxAge()).isEqualTo(3600);
        });
        assertThat(StubApi.asked()).isEmpty();
    }

    /** Whoever leads a browser to many of these addresses must not make its headers too long to be answered. */
    @Test
    void keepsFewLinksAtATime() {
        assertThat(openedBeside(7)).allSatisfy(cookie -> assertThat(cookie).startsWith(COOKIE + "=" + TOKEN));
        assertThat(openedBeside(8))
                .hasSize(9)
                .anySatisfy(cookie -> assertThat(cookie).startsWith(COOKIE + "=" + TOKEN))
                .filteredOn(cookie -> cookie.matches("(?i)link-[^=]+=;.*max-age=0.*"))
                .hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%22%3E%3Cscript%3E", "a%0D%0ASet-Cookie:%20x=y", "a%3B%20Path=/", "%D9%85"})
    void keepsNothingThatIsNoToken(String token) {
        var opened = given().urlEncodingEnabled(false).redirects().follow(false).get(PAGE + "?token=" + token);

        assertThat(opened.statusCode()).isEqualTo(303);
        assertThat(opened.headers().getValues("Set-Cookie"))
                .noneMatch(cookie -> cookie.startsWith("link-") || cookie.startsWith("x="));
    }

    private static List<String> openedBeside(int others) {
        var browser = given().redirects().follow(false).cookie(COOKIE, "old").cookie("zone", "Asia/Kathmandu");
        for (var i = 0; i < others; i++) {
            browser.cookie("link-" + UUID.randomUUID(), TOKEN);
        }
        return browser.get(OPENED).headers().getValues("Set-Cookie");
    }

    @Test
    void changesNothingHoweverOftenItIsOpened() {
        stands(linked("mentee", at(9), "confirmed"));

        given().get(OPENED);
        show();
        opened().head(PAGE);
        opened().get(PAGE + "/move");
        opened().get(PAGE + "/move?start=" + at(10));
        opened().get(PAGE + "/cancel").then().statusCode(404);

        assertThat(StubApi.asked())
                .allSatisfy(asked -> assertThat(asked.method()).isIn("GET", "HEAD"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?token=forged", "?token=", "?token=%22%3E%3Cscript%3E", ""})
    void hasAPageForALinkThatIsRefused(String query) {
        StubApi.refuse("GET", PAGE, 403, "booking-link-refused");

        given().get(PAGE + query)
                .then()
                .statusCode(403)
                .body(containsString("This link does not work any more"))
                .body(containsString("/sign-in?to=/bookings/" + BOOKING + "\""));
    }

    @Test
    void hasThatPageForItsFormsToo() {
        StubApi.refuse("GET", PAGE, 403, "booking-link-refused");
        StubApi.refuse("POST", PAGE + "/.*", 403, "booking-link-refused");

        for (var form : new String[] {"/cancel", "/move"}) {
            post(form, "start", at(10).toString())
                    .statusCode(403)
                    .body(containsString("This link does not work any more"));
        }
        opened().get(PAGE + "/move").then().statusCode(403);
        given().get("/bookings/none/link").then().statusCode(404);
    }

    @Test
    void refusesAFormOfAnotherSite() {
        stands(linked("mentee", at(9), "confirmed"));

        opened().header("Origin", "https://elsewhere.example")
                .contentType("application/x-www-form-urlencoded")
                .formParam("reason", "x")
                .post(PAGE + "/cancel")
                .then()
                .statusCode(403);
        opened().contentType("application/x-www-form-urlencoded")
                .formParam("reason", "x")
                .post(PAGE + "/cancel")
                .then()
                .statusCode(403);
        assertThat(StubApi.asked()).noneMatch(asked -> asked.method().equals("POST"));
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    @OidcSecurity(claims = @Claim(key = "sub", value = LINUS))
    void leadsWhoIsSignedInToTheUsualPage() {
        StubApi.on("GET", "/bookings/" + BOOKING, BookSamples.booking(at(9), "confirmed"));

        var opened = given().redirects().follow(false).get(OPENED);
        assertThat(opened.statusCode()).isEqualTo(303);
        assertThat(opened.header("Location")).endsWith("/bookings/" + BOOKING);
        assertThat(opened.getCookie(COOKIE)).isNull();
    }

    @Test
    @TestSecurity(user = "ken", roles = "mentee")
    @OidcSecurity(claims = @Claim(key = "sub", value = "0197c1e2-1d2c-7a10-8f00-00000000000e"))
    void letsSomebodyElseWhoIsSignedInUseTheLink() {
        StubApi.refuse("GET", "/bookings/" + BOOKING, 404, "not-found");
        stands(linked("mentee", at(9), "confirmed"));

        assertThat(show()).contains("Session with Ada Lovelace", "button-danger");
    }
}
