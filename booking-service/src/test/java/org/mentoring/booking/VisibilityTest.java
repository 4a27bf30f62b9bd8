package org.mentoring.booking;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.Calls.move;
import static org.mentoring.booking.MentorFixture.in;
import static org.mentoring.kit.test.TestTopics.events;

/** What the sides of a booking see of each other: where they meet, and addresses, only while it is confirmed. */
@QuarkusTest
@RealParts
class VisibilityTest {

    private static final String LINK = "https://meet.example.org/ada?pwd=canary";
    private static final long VERSION_OF_LOST_ADDRESS = 9;

    private final UUID linus = UUID.randomUUID();
    private final String addressOfMentee = linus + "@example.org";
    private MentorFixture mentor;
    private String addressOfMentor;

    @BeforeEach
    void aMentorWithALinkWhoWantsToBeAsked() {
        mentor = MentorFixture.available().wanting("\"approval_required\": true, \"meeting_url\": \"" + LINK + "\"");
        addressOfMentor = "ada-" + mentor.id() + "@example.org";
    }

    @Test
    void showsWhereToMeetAndAddressesOnceARequestIsAcceptedAndNoLongerThanItStands() {
        var id = assertHiddenFrom("mentee", book(linus, mentor, in(3, 10, 0)).statusCode(201))
                .extract()
                .<String>path("id");
        assertHiddenFromBoth(id);
        assertHiddenFrom("mentee", move(mentee(linus), id, in(4, 10, 0)).statusCode(200));
        assertHiddenFromBoth(id);

        assertShown(act(mentor.token(), id, "accept"));
        for (var side : List.of(mentee(linus), mentor.token())) {
            assertShown(as(side).get("/api/v1/bookings/" + id).then());
            as(side).get("/api/v1/bookings").then().body(containsString(LINK));
        }

        assertHiddenFrom("mentee", act(mentee(linus), id, "cancel"));
        assertHiddenFromBoth(id);
    }

    @Test
    void showsNothingOfARequestThatWasDeclined() {
        var id = requested();
        assertHiddenFrom("mentor", act(mentor.token(), id, "decline"));
        assertHiddenFromBoth(id);
    }

    @Test
    void showsNothingOfARequestThatNobodyAnswered() throws Exception {
        var id = requested();
        try (var database = TestDatabase.asSuperuser();
                var statement = database.prepareStatement(
                        "UPDATE bookings SET expires_at = now() - interval '1 second' WHERE id = ?")) {
            statement.setObject(1, UUID.fromString(id));
            statement.executeUpdate();
        }
        await().atMost(2, MINUTES)
                .untilAsserted(() ->
                        as(mentee(linus)).get("/api/v1/bookings/" + id).then().body("status", equalTo("expired")));
        assertHiddenFromBoth(id);
    }

    @Test
    void repeatsAnAnswerWithoutWhatIsHiddenByNow() {
        mentor.wanting("\"meeting_url\": \"" + LINK + "\"");
        var request = mentor.booking(in(3, 10, 0));
        var id = assertShown(keyed(mentee(linus), "book", request, "/api/v1/bookings"))
                .extract()
                .<String>path("id");
        assertShown(keyed(mentee(linus), "book", request, "/api/v1/bookings"));
        var moved = "{\"start_time\": \"" + in(4, 10, 0) + "\"}";
        var path = "/api/v1/bookings/" + id;
        assertShown(keyed(mentor.token(), "move", moved, path + "/reschedule"));
        act(mentor.token(), id, "cancel");

        assertHiddenFrom("mentee", keyed(mentee(linus), "book", request, "/api/v1/bookings"))
                .statusCode(201)
                .body("status", equalTo("confirmed"));
        assertHiddenFrom("mentor", keyed(mentor.token(), "move", moved, path + "/reschedule"))
                .statusCode(200)
                .body("status", equalTo("confirmed"));
    }

    @Test
    void repeatsAnAcceptanceWithoutWhatIsHiddenByNow() {
        var id = requested();
        var path = "/api/v1/bookings/" + id + "/accept";
        assertShown(keyed(mentor.token(), "accept", "", path));
        act(mentee(linus), id, "cancel");
        assertHiddenFrom("mentor", keyed(mentor.token(), "accept", "", path)).statusCode(200);
    }

    @Test
    void repeatsARefusedMovesFirstAnswerWithoutWhatIsHiddenByNow() {
        mentor.wanting("\"meeting_url\": \"" + LINK + "\"");
        var request = mentor.booking(in(3, 10, 0));
        var id = keyed(mentee(linus), "book", request, "/api/v1/bookings")
                .extract()
                .<String>path("id");
        act(mentor.token(), id, "cancel");
        var rule = as(mentor.token())
                .get("/api/v1/availability/rules")
                .then()
                .extract()
                .<String>path("items[0].id");
        as(mentor.token()).delete("/api/v1/availability/rules/" + rule).then().statusCode(200);
        // The mentor offers the time no more, so that the request is refused before its key is looked at.
        assertHiddenFrom("mentee", keyed(mentee(linus), "book", request, "/api/v1/bookings"))
                .statusCode(201);
    }

    @Test
    void hasNoCalendarEntryBeforeItIsConfirmed() {
        var id = requested();
        var entry = "/api/v1/bookings/" + id + "/invite.ics";
        for (var side : List.of(mentee(linus), mentor.token())) {
            as(side).get(entry)
                    .then()
                    .statusCode(409)
                    .contentType("application/problem+json")
                    .body("type", endsWith(":booking-not-confirmed"));
        }
        act(mentor.token(), id, "accept");
        as(mentee(linus)).get(entry).then().statusCode(200).body(containsString(LINK));
        act(mentor.token(), id, "cancel");
        as(mentee(linus))
                .get(entry)
                .then()
                .statusCode(200)
                .body(containsString("STATUS:CANCELLED"))
                .body(not(containsString(LINK)))
                .body(not(containsString(addressOfMentor)));

        var declined = requested();
        act(mentor.token(), declined, "decline");
        as(mentee(linus))
                .get("/api/v1/bookings/" + declined + "/invite.ics")
                .then()
                .statusCode(409);
    }

    @Test
    void showsWhereToMeetOnlyInEventsOfWhatIsConfirmed() throws Exception {
        var id = requested();
        act(mentor.token(), id, "accept");
        act(mentor.token(), id, "cancel");
        var events = events("mentoring.bookings", UUID.fromString(id), 3).stream()
                .map(event -> read(event.value()))
                .toList();
        assertThat(events)
                .extracting(event -> event.path("meeting_url").asText(null))
                .containsExactly(null, LINK, null);
        // Mails need the addresses.
        assertThat(events)
                .extracting(event -> event.path("mentor_email").asText())
                .containsOnly(addressOfMentor);
        assertThat(events)
                .extracting(event -> event.path("user_email").asText())
                .containsOnly(addressOfMentee);
        assertThat(events)
                .extracting(event -> event.path("user_shares_email").asBoolean())
                .containsOnly(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mentee", "mentor"})
    void neverShowsAnAddressThatItsOwnerHides(String hiding) throws Exception {
        var owner = hiding.equals("mentee") ? mentee(linus) : mentor.token();
        var other = hiding.equals("mentee") ? mentor.token() : mentee(linus);
        var member = hiding.equals("mentee") ? "user_email" : "mentor_email";
        var id = requested();
        var path = "/api/v1/bookings/" + id;
        keyed(mentor.token(), "accept", "", path + "/accept").statusCode(200);
        assertShown(as(other).get(path).then());

        var hidden = hiding.equals("mentee") ? addressOfMentee : addressOfMentor;
        Accounts.tell(hiding.equals("mentee") ? linus : mentor.id(), hidden, Map.of("share_email", false));
        as(other).get(path).then().body(member, equalTo(null)).body("meeting_url", equalTo(LINK));
        as(owner).get(path).then().body(member, equalTo(hidden));
        as(other).get("/api/v1/bookings").then().body(not(containsString(hidden)));
        as(other).get(path + "/invite.ics").then().statusCode(200).body(not(containsString(hidden)));
        if (hiding.equals("mentee")) {
            keyed(mentor.token(), "accept", "", path + "/accept")
                    .statusCode(200)
                    .body(member, equalTo(null));
        }
        as(Tokens.of("Root", UUID.randomUUID()).roles("admin")).get(path).then().body(member, equalTo(hidden));

        act(mentor.token(), id, "cancel");
        var event = read(
                events("mentoring.bookings", UUID.fromString(id), 3).getLast().value());
        assertThat(event.path(member).asText()).isEqualTo(hidden);
        assertThat(event.path(hiding.equals("mentee") ? "user_shares_email" : "mentor_shares_email")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void showsNoAddressWhereTheAccountHasNone() {
        var path = "/api/v1/bookings/" + requested();
        mentor.tellOfLostAddress("Ada without address", VERSION_OF_LOST_ADDRESS);
        await().atMost(2, MINUTES)
                .untilAsserted(
                        () -> as(mentee(linus)).get(path).then().body("mentor_name", equalTo("Ada without address")));

        var id = book(linus, mentor, in(4, 10, 0)).statusCode(201).extract().<String>path("id");
        act(mentor.token(), id, "accept");

        as(mentee(linus))
                .get("/api/v1/bookings/" + id)
                .then()
                .body("status", equalTo("confirmed"))
                .body("meeting_url", equalTo(LINK))
                .body("mentor_email", equalTo(null));
        as(mentee(linus))
                .get("/api/v1/bookings/" + id + "/invite.ics")
                .then()
                .statusCode(200)
                .body(not(containsString(mentor.placeholder())));
    }

    private String requested() {
        return book(linus, mentor, in(3, 10, 0)).statusCode(201).extract().path("id");
    }

    private ValidatableResponse assertShown(ValidatableResponse answer) {
        return answer.body("meeting_url", equalTo(LINK))
                .body("mentor_email", equalTo(addressOfMentor))
                .body("user_email", equalTo(addressOfMentee));
    }

    /** The answer to a side shows neither where to meet nor the address of the other side. */
    private ValidatableResponse assertHiddenFrom(String side, ValidatableResponse answer) {
        return answer.body("meeting_url", equalTo(null))
                .body("meeting_id", equalTo(null))
                .body("mentor_email", equalTo(side.equals("mentee") ? null : addressOfMentor))
                .body("user_email", equalTo(side.equals("mentor") ? null : addressOfMentee));
    }

    private void assertHiddenFromBoth(String id) {
        var path = "/api/v1/bookings/" + id;
        assertHiddenFrom("mentee", as(mentee(linus)).get(path).then().statusCode(200));
        assertHiddenFrom("mentor", as(mentor.token()).get(path).then().statusCode(200));
        as(mentee(linus)).get("/api/v1/bookings").then().body(not(containsString(LINK)));
        as(mentee(linus)).get("/api/v1/bookings").then().body(not(containsString(addressOfMentor)));
        as(mentor.token()).get("/api/v1/bookings").then().body(not(containsString(addressOfMentee)));
    }

    private static ValidatableResponse act(Tokens side, String id, String what) {
        return as(side).post("/api/v1/bookings/" + id + "/" + what).then().statusCode(200);
    }

    private static ValidatableResponse keyed(Tokens side, String key, String body, String path) {
        var request = as(side).header("Idempotency-Key", key);
        return (body.isEmpty() ? request : request.body(body)).post(path).then();
    }

    private static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
