package org.mentoring.web.bookings;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.book.BookSamples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.mentoring.web.book.BookSamples.LINUS;
import static org.mentoring.web.book.BookSamples.at;
import static org.mentoring.web.book.BookSamples.booking;
import static org.mentoring.web.bookings.BookingPageCalls.PAGE;
import static org.mentoring.web.bookings.BookingPageCalls.get;
import static org.mentoring.web.bookings.BookingPageCalls.post;
import static org.mentoring.web.bookings.BookingPageCalls.sent;
import static org.mentoring.web.bookings.BookingPageCalls.stands;

/** Cancelling a session, with a reason. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "linus", roles = "mentee")
@OidcSecurity(claims = @Claim(key = "sub", value = LINUS))
class BookingPageCancelTest {

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
        BookSamples.offer(BookSamples.usual(), false);
    }

    @Test
    void asksBeforeItCancelsAndTellsTheApiWhy() {
        stands(booking(at(9), "confirmed"));
        StubApi.on("POST", PAGE + "/cancel", booking(at(9), "cancelled"));

        assertThat(get(PAGE + "/cancel")).contains("Keep session", "becomes free for others", "Why?");
        assertThat(StubApi.asked()).noneMatch(asked -> asked.method().equals("POST"));

        post(PAGE + "/cancel", "reason", "I am ill").statusCode(303).header("Location", endsWith(PAGE));
        assertThat(sent().body()).isEqualTo("{\"reason\":\"I am ill\"}");
        assertThat(sent().headers()).containsEntry("idempotency-key", "key-1");
    }

    @Test
    void keepsTheReasonWhereTheCancellationIsRefused() {
        stands(booking(at(9), "confirmed"));
        StubApi.refuse("POST", PAGE + "/cancel", 409, "too-late");

        assertThat(post(PAGE + "/cancel", "reason", "I am <ill>")
                        .statusCode(422)
                        .extract()
                        .asString())
                .contains("It is too late for this.", "I am &lt;ill&gt;", "Keep session");
        assertThat(post(PAGE + "/cancel", "reason", "ع".repeat(501))
                        .statusCode(422)
                        .extract()
                        .asString())
                .contains("longer than 500 characters");
    }

    @Test
    void countsALineBreakInAReasonAsOneCharacter() {
        stands(booking(at(9), "confirmed"));
        StubApi.on("POST", PAGE + "/cancel", booking(at(9), "cancelled"));

        post(PAGE + "/cancel", "reason", "😀".repeat(249) + "\r\n" + "ह".repeat(250))
                .statusCode(303);
        assertThat(new JsonObject(sent().body()).getString("reason"))
                .isEqualTo("😀".repeat(249) + "\n" + "ह".repeat(250));
    }
}
