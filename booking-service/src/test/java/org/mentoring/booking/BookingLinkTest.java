package org.mentoring.booking;

import java.time.Duration;
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
import org.junit.jupiter.api.Test;
import org.mentoring.kit.link.BookingLinkTokens;
import org.mentoring.kit.test.TestTopics;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.BookingLinkCalls.PROBLEM;
import static org.mentoring.booking.BookingLinkCalls.get;
import static org.mentoring.booking.BookingLinkCalls.post;
import static org.mentoring.booking.BookingLinkCalls.start;
import static org.mentoring.booking.BookingLinkCalls.token;
import static org.mentoring.booking.Calls.act;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.MentorFixture.in;
import static org.mentoring.kit.test.TestTopics.events;

/** Links of mails, by which one person reads, cancels and moves one booking without signing in. */
@QuarkusTest
@RealParts
class BookingLinkTest {

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
    void showsEachSideWhatItsMailSaysAndNothingElse() {
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
    void showsTheZoneThatItsPersonHasNow() {
        var mentor = MentorFixture.available();
        var id = booked(mentor, in(3, 10, 0));
        get(id, link(id, linus, "mentee")).body("time_zone", equalTo("UTC"));

        Map.of(linus, "mentee", mentor.id(), "mentor").forEach((person, side) -> {
            Accounts.tellOfZone(person, 3, "\"America/New_York\"");
            await().atMost(2, MINUTES)
                    .untilAsserted(
                            () -> get(id, link(id, person, side)).body("time_zone", equalTo("America/New_York")));
        });
    }

    @Test
    void cancelsOnceAndShowsTheStateFromThenOn() {
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
    void publishesTheSameAsAnOperationOfASignedInCaller() throws Exception {
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

        assertThat(published(linked)).isEqualTo(published(signedIn));
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

    private String booked(MentorFixture mentor, OffsetDateTime start) {
        return book(linus, mentor, start).statusCode(201).extract().path("id");
    }

    private String link(String booking, UUID person, String side) {
        return token(tokens, booking, person, side, Duration.ofDays(30));
    }

    /** What the three events of a booking say, without what differs between two bookings of the same people. */
    private static List<JsonNode> published(String booking) throws Exception {
        var published = new ArrayList<JsonNode>();
        for (var event : events("mentoring.bookings", UUID.fromString(booking), 3)) {
            var data = (ObjectNode) new ObjectMapper().readTree(event.value());
            data.put("type", TestTopics.header(event, "ce_type"));
            published.add(data.without(List.of(
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
        return published;
    }
}
