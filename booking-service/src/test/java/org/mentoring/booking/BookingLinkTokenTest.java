package org.mentoring.booking;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.link.BookingLinkTokens;
import org.mentoring.kit.test.CapturedLog;
import org.mentoring.kit.test.ClosedAccountEvents;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.BookingLinkCalls.REFUSED;
import static org.mentoring.booking.BookingLinkCalls.get;
import static org.mentoring.booking.BookingLinkCalls.post;
import static org.mentoring.booking.BookingLinkCalls.start;
import static org.mentoring.booking.BookingLinkCalls.token;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.hold;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.MentorFixture.in;
import static org.mentoring.kit.test.TestTopics.events;

/** The token of a link: what it does not open, when it is refused, and that it is in no log or row. */
@QuarkusTest
@RealParts
class BookingLinkTokenTest {

    @Inject
    BookingLinkTokens tokens;

    private final UUID linus = UUID.randomUUID();

    @Test
    void isNoAccessTokenAndOpensNothingElse() {
        var mentor = MentorFixture.available();
        var id = booked(mentor, in(3, 10, 0));
        var link = link(id, linus, "mentee");

        for (var path : List.of("/" + id, "", "/" + id + "/invite.ics")) {
            given().auth().oauth2(link).get("/api/v1/bookings" + path).then().statusCode(401);
            given().header("Booking-Link", link)
                    .get("/api/v1/bookings" + path)
                    .then()
                    .statusCode(401);
        }
        given().auth()
                .oauth2(link)
                .contentType(ContentType.JSON)
                .post("/api/v1/bookings/" + id + "/cancel")
                .then()
                .statusCode(401);
        get(id, mentee(linus).build()).statusCode(403).body("type", equalTo(REFUSED));
        given().auth()
                .oauth2(mentee(linus).build())
                .get("/api/v1/bookings/" + id + "/link")
                .then()
                .statusCode(403)
                .body("type", equalTo(REFUSED));
    }

    @Test
    void refusesWhateverElseInOneWay() {
        var mentor = MentorFixture.available();
        var id = booked(mentor, in(3, 10, 0));
        var another = booked(mentor, in(3, 12, 0));
        var good = link(id, linus, "mentee");
        var refused = Map.ofEntries(
                Map.entry("none", ""),
                Map.entry("cut", good.substring(0, good.length() - 4)),
                Map.entry(
                        "changed",
                        good.replace(
                                good.split("\\.")[2],
                                link(another, linus, "mentee").split("\\.")[2])),
                Map.entry("expired", token(tokens, id, linus, "mentee", Duration.ofSeconds(-1))),
                Map.entry("of another booking", link(another, linus, "mentee")),
                Map.entry("of a stranger", link(id, UUID.randomUUID(), "mentee")),
                Map.entry("of the other side", link(id, linus, "mentor")),
                Map.entry("an access token", mentee(linus).build()),
                Map.entry(
                        "an admin's access token",
                        Tokens.of("Root", UUID.randomUUID()).roles("admin").build()),
                Map.entry("unsigned", mentee(linus).unsigned()));
        var nowhere = UUID.randomUUID().toString();

        var detail = get(id, "").extract().<String>path("detail");
        refused.forEach((what, token) -> {
            for (var answer : List.of(
                    get(id, token),
                    post(id, token, "cancel", "key-1", "{}"),
                    post(id, token, "reschedule", "key-1", start(in(4, 10, 0))))) {
                answer.statusCode(403)
                        .contentType("application/problem+json")
                        .body("type", equalTo(REFUSED))
                        .body("detail", equalTo(detail))
                        .body("errors", nullValue());
            }
        });
        get(nowhere, link(nowhere, linus, "mentee")).statusCode(403).body("detail", equalTo(detail));
        var held = hold(linus, mentor, in(5, 10, 0)).statusCode(201).extract().<String>path("id");
        get(held, link(held, linus, "mentee")).statusCode(403).body("detail", equalTo(detail));
        given().get("/api/v1/bookings/" + id + "/link").then().statusCode(403).body("type", equalTo(REFUSED));
        get(id, good).statusCode(200).body("status", equalTo("confirmed"));
    }

    @Test
    void isRefusedOnceTheAccountIsClosed() {
        var mentor = MentorFixture.available();
        var id = booked(mentor, in(3, 10, 0));
        var link = link(id, linus, "mentee");
        get(id, link).statusCode(200);

        ClosedAccountEvents.publish(linus);
        ClosedAccountEvents.awaitAcknowledgement(linus);

        get(id, link).statusCode(403).body("type", equalTo(REFUSED));
        post(id, link, "cancel", "key-1", "{}").statusCode(403).body("type", equalTo(REFUSED));
        get(id, link(id, mentor.id(), "mentor")).statusCode(200).body("status", equalTo("cancelled"));
    }

    @Test
    void isRefusedWhileItsMentorIsSuspended() {
        var mentor = MentorFixture.available();
        var id = booked(mentor, in(3, 10, 0));
        var link = link(id, mentor.id(), "mentor");
        get(id, link).statusCode(200);

        mentor.tell("suspended", 2, ", \"sessions\": \"keep\", \"reason\": null");

        await().atMost(2, MINUTES)
                .untilAsserted(() -> get(id, link).statusCode(403).body("type", equalTo(REFUSED)));
        post(id, link, "cancel", "key-1", "{}").statusCode(403).body("type", equalTo(REFUSED));
        // The mentee can still cancel, as who is signed in.
        post(id, link(id, linus, "mentee"), "cancel", "key-2", "{}").statusCode(200);
    }

    @Test
    void isRefusedWhileTheAccountIsDisabled() {
        var mentor = MentorFixture.available();
        var id = booked(mentor, in(3, 10, 0));
        var link = link(id, linus, "mentee");

        Accounts.tell(linus, "linus@example.org", Map.of("disabled", true));

        get(id, link).statusCode(403).body("type", equalTo(REFUSED));
        post(id, link, "cancel", "key-1", "{}").statusCode(403).body("type", equalTo(REFUSED));
        get(id, link(id, mentor.id(), "mentor")).statusCode(200).body("status", equalTo("confirmed"));

        Accounts.tellOfZone(linus, 3, "null");

        await().atMost(2, MINUTES).untilAsserted(() -> get(id, link).statusCode(200));
    }

    @Test
    void leavesNoTokenInLogsAndRows() throws Exception {
        var mentor = MentorFixture.available();
        var id = booked(mentor, in(3, 10, 0));
        var link = link(id, linus, "mentee");
        try (var log = CapturedLog.begin()) {
            get(id, link).statusCode(200);
            get(id, link + "x").statusCode(403);
            post(id, link, "cancel", "key-1", "{\"reason\": 1").statusCode(400);
            post(id, link, "cancel", "key-1", "{}").statusCode(200);

            assertThat(log.text()).doesNotContain(link.split("\\."));
        }
        for (var event : events("mentoring.bookings", UUID.fromString(id), 2)) {
            assertThat(event.value()).doesNotContain(link.split("\\."));
        }
        assertThat(ClosedAccountEvents.tablesWith(link.split("\\.")[2])).isEmpty();
    }

    private String booked(MentorFixture mentor, OffsetDateTime start) {
        return book(linus, mentor, start).statusCode(201).extract().path("id");
    }

    private String link(String booking, UUID person, String side) {
        return token(tokens, booking, person, side, Duration.ofDays(30));
    }
}
