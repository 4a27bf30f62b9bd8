package org.mentoring.booking;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.link.BookingLink;
import org.mentoring.kit.link.BookingLinkTokens;
import org.mentoring.kit.test.CapturedLog;
import org.mentoring.kit.test.ClosedAccountEvents;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.Calls.act;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.hold;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.MentorFixture.in;
import static org.mentoring.kit.test.TestTopics.events;

/** Links of mails, by which one person reads, cancels and moves one booking without signing in. */
@QuarkusTest
@RealParts
class BookingLinkTest {

    private static final String PROBLEM = "urn:problem-type:mentoring:";
    private static final String REFUSED = PROBLEM + "booking-link-refused";
    private static final Set<String> MEMBERS = Set.of(
            "id",
            "side",
            "mentor_id",
            "other_name",
            "start_time",
            "end_time",
            "time_zone",
            "session_type",
            "status",
            "changeable_until",
            "cancelled_by",
            "cancelled_at",
            "proposal");

    @Inject
    BookingLinkTokens tokens;

    private final UUID linus = UUID.randomUUID();

    @Test
    void tellsEachSideWhatItsMailSaysAndNothingElse() {
        var mentor = MentorFixture.available();
        Accounts.tell(linus, "linus-" + linus + "@example.org");
        var id = as(mentee(linus))
                .body(mentor.booking(in(3, 10, 0)).replace("}", ", \"note\": \"About compilers\"}"))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201)
                .body("meeting_url", notNullValue())
                .extract()
                .<String>path("id");

        var toMentee = get(id, link(id, linus, "mentee"))
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("status", equalTo("confirmed"))
                .body("other_name", equalTo("Ada Lovelace"))
                .body("time_zone", equalTo("Asia/Kolkata"))
                .body("mentor_id", equalTo(mentor.id().toString()))
                .extract();
        get(id, link(id, mentor.id(), "mentor"))
                .statusCode(200)
                .body("side", equalTo("mentor"))
                .body("other_name", equalTo("Linus B. Torvalds"))
                .body("time_zone", equalTo("Europe/Berlin"));

        assertThat(toMentee.<Map<String, Object>>path("$")).containsOnlyKeys(MEMBERS);
        assertThat(toMentee.asString()).doesNotContain("@", "meet.jit.si", "compilers", linus.toString());
    }

    @Test
    void cancelsOnceAndTellsTheStateEverAfter() {
        var mentor = MentorFixture.available();
        var id = booked(mentor, in(3, 10, 0));
        var link = link(id, linus, "mentee");
        var reason = "{\"reason\": \"I am ill\"}";

        for (var time = 0; time < 2; time++) {
            post(id, link, "cancel", "key-1", reason)
                    .statusCode(200)
                    .body("status", equalTo("cancelled"))
                    .body("cancelled_by", equalTo("mentee"))
                    .body("cancelled_at", notNullValue());
        }
        post(id, link, "cancel", "key-1", "{\"reason\": \"Another\"}")
                .statusCode(422)
                .body("type", equalTo(PROBLEM + "idempotency-key-reused"));
        post(id, link, "cancel", "key-2", reason).statusCode(409).body("type", equalTo(PROBLEM + "booking-not-open"));
        get(id, link).statusCode(200).body("status", equalTo("cancelled"));
        get(id, link(id, mentor.id(), "mentor")).body("cancelled_by", equalTo("mentee"));
        events("mentoring.bookings", UUID.fromString(id), 2);
    }

    @Test
    void tellsOthersTheSameAsAnOperationOfWhoIsSignedIn() throws Exception {
        var mentor = MentorFixture.available();
        var signedIn = booked(mentor, in(3, 10, 0));
        var linked = booked(mentor, in(3, 12, 0));
        var link = link(linked, linus, "mentee");

        act(mentee(linus), signedIn, "reschedule", start(in(4, 10, 0))).statusCode(200);
        post(linked, link, "reschedule", "key-1", start(in(4, 12, 0)))
                .statusCode(200)
                .body("start_time", equalTo(in(4, 12, 0).toInstant().toString()))
                .body("proposal", nullValue());
        act(mentee(linus), signedIn, "cancel", "{\"reason\": \"I am ill\"}").statusCode(200);
        post(linked, link, "cancel", "key-2", "{\"reason\": \"I am ill\"}").statusCode(200);

        assertThat(told(linked)).isEqualTo(told(signedIn));
    }

    @Test
    void asksTheMentorWhereTheMentorWantsToBeAsked() {
        var mentor = MentorFixture.available().wanting("\"approval_required\": true");
        var id = booked(mentor, in(3, 10, 0));
        var link = link(id, linus, "mentee");

        post(id, link, "reschedule", "key-1", start(in(3, 11, 0)))
                .statusCode(200)
                .body("status", equalTo("pending"))
                .body("start_time", equalTo(in(3, 11, 0).toInstant().toString()));
        act(mentor.token(), id, "accept").statusCode(200);
        post(id, link, "reschedule", "key-2", start(in(4, 10, 0)))
                .statusCode(200)
                .body("status", equalTo("confirmed"))
                .body("start_time", equalTo(in(3, 11, 0).toInstant().toString()))
                .body("proposal.proposed_by", equalTo("mentee"))
                .body("proposal.start_time", equalTo(in(4, 10, 0).toInstant().toString()));
        act(mentor.token(), id, "proposal/accept").statusCode(200);
        get(id, link).body("start_time", equalTo(in(4, 10, 0).toInstant().toString()));
    }

    @Test
    void holdsToTheRulesOfWhoIsSignedIn() {
        var mentor = MentorFixture.available().wanting("\"change_notice_minutes\": 10080");
        var id = booked(mentor, in(3, 10, 0));
        var link = link(id, linus, "mentee");

        post(id, link, "cancel", "key-1", "{}").statusCode(409).body("type", equalTo(PROBLEM + "too-late"));
        post(id, link, "reschedule", "key-2", start(in(9, 10, 0)))
                .statusCode(409)
                .body("type", equalTo(PROBLEM + "too-late"));
        post(id, link, "cancel", "key-3", "{\"reason\": \"%s\"}".formatted("x".repeat(501)))
                .statusCode(422)
                .body("errors[0].field", equalTo("reason"));
        post(id, link, "reschedule", "key 4", start(in(9, 10, 0))).statusCode(400);
        var other = booked(MentorFixture.available(), in(3, 12, 0));
        post(other, link(other, linus, "mentee"), "reschedule", "key-5", start(in(3, 3, 0)))
                .statusCode(422)
                .body("type", equalTo(PROBLEM + "slot-not-offered"));
        get(id, link).body("status", equalTo("confirmed"));
    }

    @Test
    void letsTheMentorCancelWhatIsConfirmedAndNeitherMoveNorAnswer() {
        var mentor = MentorFixture.available().wanting("\"approval_required\": true");
        var id = booked(mentor, in(3, 10, 0));
        var link = link(id, mentor.id(), "mentor");

        post(id, link, "cancel", "key-1", "{}")
                .statusCode(409)
                .body("type", equalTo(PROBLEM + "booking-not-confirmed"));
        for (var operation : List.of("accept", "decline")) {
            given().header("Booking-Link", link)
                    .contentType(ContentType.JSON)
                    .post("/api/v1/bookings/" + id + "/" + operation)
                    .then()
                    .statusCode(401);
            post(id, link, operation, "key-1", "{}").statusCode(404);
        }
        act(mentor.token(), id, "accept").statusCode(200);
        post(id, link, "reschedule", "key-2", start(in(4, 10, 0)))
                .statusCode(403)
                .body("type", equalTo(PROBLEM + "forbidden"));
        post(id, link, "cancel", "key-3", "{}").statusCode(200).body("cancelled_by", equalTo("mentor"));
    }

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
                Map.entry("expired", token(id, linus, "mentee", Duration.ofSeconds(-1))),
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
        return token(booking, person, side, Duration.ofDays(30));
    }

    private String token(String booking, UUID person, String side, Duration validFor) {
        return tokens.sign(
                        new BookingLink(person, UUID.fromString(booking), side),
                        Instant.now().plus(validFor))
                .orElseThrow();
    }

    private static String start(OffsetDateTime start) {
        return "{\"start_time\": \"%s\", \"reason\": \"Better for me\"}".formatted(start);
    }

    private static ValidatableResponse get(String booking, String token) {
        return given().header("Booking-Link", token)
                .get("/api/v1/bookings/" + booking + "/link")
                .then();
    }

    private static ValidatableResponse post(String booking, String token, String operation, String key, String body) {
        return given().header("Booking-Link", token)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/bookings/" + booking + "/link/" + operation)
                .then();
    }

    /** What the three events of a booking say, without what differs between two bookings of the same people. */
    private static List<JsonNode> told(String booking) throws Exception {
        var told = new ArrayList<JsonNode>();
        for (var event : events("mentoring.bookings", UUID.fromString(booking), 3)) {
            var data = (ObjectNode) new ObjectMapper().readTree(event.value());
            data.put("type", TestTopics.header(event, "ce_type"));
            told.add(data.without(List.of(
                    "id",
                    "session_id",
                    "date",
                    "time",
                    "start_time",
                    "end_time",
                    "previous_start_time",
                    "previous_end_time",
                    "meeting_id",
                    "meeting_url",
                    "created_at",
                    "changed_at")));
        }
        return told;
    }
}
