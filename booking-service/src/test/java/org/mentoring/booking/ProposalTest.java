package org.mentoring.booking;

import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.atOnce;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.events;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.MentorFixture.in;

/** Moves that somebody has to agree to. */
@QuarkusTest
@RealParts
class ProposalTest {

    private static final String NO_PROPOSAL = "urn:problem-type:mentoring:no-proposal";
    private static final String PROPOSAL_WAITS = "urn:problem-type:mentoring:proposal-waits";
    private static final String SLOT_TAKEN = "urn:problem-type:mentoring:slot-taken";

    private final UUID linus = UUID.randomUUID();
    private MentorFixture ada;

    @BeforeEach
    void aMentorWhoWantsToBeAsked() {
        ada = MentorFixture.available().wanting("\"approval_required\": true");
    }

    @Test
    void leavesAConfirmedSessionWhereItIsUntilTheMentorAgreesToItsMove() throws Exception {
        var id = confirmed(in(3, 10, 0));
        var moved = move(mentee(linus), id, in(4, 14, 0), "The train is late")
                .statusCode(200)
                .body("status", equalTo("confirmed"))
                .body("sequence", equalTo(1))
                .body("version", equalTo(3))
                .body("proposal.proposed_by", equalTo("mentee"))
                .body("proposal.reason", equalTo("The train is late"))
                .body("proposal.expires_at", notNullValue())
                .extract();
        assertThat(time(moved.path("start_time"))).isEqualTo(in(3, 10, 0));
        assertThat(time(moved.path("proposal.start_time"))).isEqualTo(in(4, 14, 0));
        assertThat(time(moved.path("proposal.end_time"))).isEqualTo(in(4, 15, 0));
        // Both times are kept free for it.
        assertThat(starts(3)).doesNotContain(in(3, 10, 0));
        assertThat(starts(4)).doesNotContain(in(4, 13, 30), in(4, 14, 0), in(4, 14, 30));
        book(UUID.randomUUID(), ada, in(3, 10, 0)).statusCode(409).body("type", equalTo(SLOT_TAKEN));
        book(UUID.randomUUID(), ada, in(4, 14, 30)).statusCode(409).body("type", equalTo(SLOT_TAKEN));

        var agreed = answer(ada.token(), id, "accept")
                .statusCode(200)
                .body("status", equalTo("confirmed"))
                .body("sequence", equalTo(2))
                .body("proposal", nullValue())
                .extract();
        assertThat(time(agreed.path("start_time"))).isEqualTo(in(4, 14, 0));
        assertThat(agreed.<String>path("date"))
                .isEqualTo(in(4, 14, 0).toLocalDate().toString());
        assertThat(agreed.<String>path("time")).isEqualTo("14:00");
        as(mentee(linus))
                .get("/api/v1/sessions/" + agreed.path("session_id"))
                .then()
                .body("start_time", equalTo(agreed.<String>path("start_time")));
        assertThat(starts(3)).contains(in(3, 10, 0));
        book(UUID.randomUUID(), ada, in(3, 10, 0)).statusCode(201);
        var told = told(id, "requested", "confirmed", "move-proposed", "rescheduled");
        assertThat(json(told.get(2)).path("proposal").path("start_time").asText())
                .isEqualTo(json(told.get(3)).path("start_time").asText());
        assertThat(time(json(told.get(3)).path("previous_start_time").asText())).isEqualTo(in(3, 10, 0));
    }

    @Test
    void leavesTheOldTimeWhenTheMentorDeclines() throws Exception {
        var id = confirmed(in(3, 10, 0));
        move(mentee(linus), id, in(4, 14, 0), null).statusCode(200);
        var kept = as(ada.token())
                .body("{\"reason\": \"I am travelling\"}")
                .post("/api/v1/bookings/" + id + "/proposal/decline")
                .then()
                .statusCode(200)
                .body("status", equalTo("confirmed"))
                .body("sequence", equalTo(1))
                .body("proposal", nullValue())
                .body("reason", nullValue())
                .extract();
        assertThat(time(kept.path("start_time"))).isEqualTo(in(3, 10, 0));
        assertThat(starts(4)).contains(in(4, 14, 0));
        book(UUID.randomUUID(), ada, in(4, 14, 0)).statusCode(201);
        var told = told(id, "requested", "confirmed", "move-proposed", "move-declined");
        var declined = json(told.getLast());
        assertThat(declined.path("proposal_outcome").asText()).isEqualTo("declined");
        assertThat(declined.path("proposed_by").asText()).isEqualTo("mentee");
        assertThat(declined.path("reason").asText()).isEqualTo("I am travelling");
        assertThat(time(declined.path("proposed_start_time").asText())).isEqualTo(in(4, 14, 0));
        answer(ada.token(), id, "accept").statusCode(409).body("type", equalTo(NO_PROPOSAL));
        answer(ada.token(), id, "decline").statusCode(409).body("type", equalTo(NO_PROPOSAL));
        answer(mentee(linus), id, "withdraw").statusCode(409).body("type", equalTo(NO_PROPOSAL));
    }

    @Test
    void letsTheOldTimeStandWhenNobodyAnswers() throws Exception {
        var id = confirmed(in(3, 10, 0));
        move(mentee(linus), id, in(4, 14, 0), null).statusCode(200);
        letProposalExpire(id);
        // It occupies nothing from that moment on, and cannot be accepted.
        answer(ada.token(), id, "accept").statusCode(409).body("type", equalTo(NO_PROPOSAL));
        await().atMost(30, SECONDS)
                .untilAsserted(() -> as(mentee(linus))
                        .get("/api/v1/bookings/" + id)
                        .then()
                        .body("proposal", nullValue())
                        .body("status", equalTo("confirmed")));
        book(UUID.randomUUID(), ada, in(4, 14, 0)).statusCode(201);
        var told = told(id, "requested", "confirmed", "move-proposed", "move-declined");
        assertThat(json(told.getLast()).path("proposal_outcome").asText()).isEqualTo("expired");
    }

    @Test
    void givesWhatExpiredToWhoeverComesFirst() throws Exception {
        var id = confirmed(in(3, 10, 0));
        move(mentee(linus), id, in(4, 14, 0), null).statusCode(200);
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            // The clock of the service does not get at the row.
            database.setAutoCommit(false);
            statement.execute(
                    "UPDATE bookings SET proposal_expires_at = now() - interval '1 second' WHERE id = '" + id + "'");
            database.commit();
            assertThat(starts(4)).contains(in(4, 14, 0));
        }
        book(UUID.randomUUID(), ada, in(4, 14, 0)).statusCode(201);
    }

    @Test
    void letsWhoProposedWithdraw() throws Exception {
        var id = confirmed(in(3, 10, 0));
        move(mentee(linus), id, in(4, 14, 0), null).statusCode(200);
        answer(ada.token(), id, "withdraw").statusCode(403);
        answer(mentee(linus), id, "accept").statusCode(403).body("detail", containsString("other side"));
        answer(mentee(linus), id, "decline").statusCode(403);
        answer(mentee(linus), id, "withdraw").statusCode(200).body("proposal", nullValue());
        answer(ada.token(), id, "accept").statusCode(409).body("type", equalTo(NO_PROPOSAL));
        var told = told(id, "requested", "confirmed", "move-proposed", "move-declined");
        assertThat(json(told.getLast()).path("proposal_outcome").asText()).isEqualTo("withdrawn");
    }

    @Test
    void letsTheMentorProposeAnotherTimeForASession() {
        var id = confirmed(in(3, 10, 0));
        propose(ada.token(), id, in(4, 9, 0))
                .statusCode(200)
                .body("proposal.proposed_by", equalTo("mentor"))
                .body("proposal.reason", equalTo("Better for me"));
        // The answer comes first, whichever way to move is tried.
        propose(mentee(linus), id, in(4, 11, 0)).statusCode(409).body("type", equalTo(PROPOSAL_WAITS));
        move(mentee(linus), id, in(4, 11, 0), null).statusCode(409).body("type", equalTo(PROPOSAL_WAITS));
        answer(mentee(linus), id, "accept").statusCode(200).body("sequence", equalTo(2));
    }

    @Test
    void letsTheMentorProposeAnotherTimeForARequestWhichConfirmsIt() throws Exception {
        var id = book(linus, ada, in(3, 10, 0)).statusCode(201).extract().<String>path("id");
        propose(mentee(linus), id, in(4, 9, 0)).statusCode(409).body("detail", containsString("move your request"));
        propose(ada.token(), id, in(4, 9, 0)).statusCode(200).body("status", equalTo("pending"));
        answer(ada.token(), id, "accept").statusCode(403);
        var confirmed = answer(mentee(linus), id, "accept")
                .statusCode(200)
                .body("status", equalTo("confirmed"))
                .body("expires_at", nullValue())
                .body("meeting_url", notNullValue())
                .extract();
        assertThat(time(confirmed.path("start_time"))).isEqualTo(in(4, 9, 0));
        as(ada.token())
                .get("/api/v1/sessions/" + confirmed.path("session_id"))
                .then()
                .statusCode(200)
                .body("start_time", equalTo(confirmed.<String>path("start_time")));
        told(id, "requested", "move-proposed", "confirmed");
        assertThat(starts(3)).contains(in(3, 10, 0));
    }

    @Test
    void leavesTheRequestWithItsMentorWhenTheMenteeDeclinesAnotherTime() {
        var id = book(linus, ada, in(3, 10, 0)).statusCode(201).extract().<String>path("id");
        propose(ada.token(), id, in(4, 9, 0)).statusCode(200);
        answer(mentee(linus), id, "decline").statusCode(200).body("status", equalTo("pending"));
        as(ada.token())
                .post("/api/v1/bookings/" + id + "/accept")
                .then()
                .statusCode(200)
                .body("status", equalTo("confirmed"));
    }

    @Test
    void keepsARequestFromExpiringBeforeTheAnswerToWhatItsMentorProposes() throws Exception {
        var id = book(linus, ada, in(9, 10, 0)).statusCode(201).extract().<String>path("id");
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute("UPDATE bookings SET expires_at = now() + interval '1 hour' WHERE id = '" + id + "'");
        }
        var proposed = propose(ada.token(), id, in(9, 14, 0)).statusCode(200).extract();
        assertThat(time(proposed.path("expires_at"))).isEqualTo(time(proposed.path("proposal.expires_at")));
        assertThat(time(proposed.path("expires_at")))
                .isAfter(OffsetDateTime.now().plusHours(40));
    }

    @Test
    void replacesWhatTheSameSideProposedBefore() throws Exception {
        var id = confirmed(in(3, 10, 0));
        propose(mentee(linus), id, in(4, 9, 0)).statusCode(200);
        propose(mentee(linus), id, in(4, 9, 0)).statusCode(422);
        propose(mentee(linus), id, in(4, 9, 30)).statusCode(200);
        assertThat(starts(4)).doesNotContain(in(4, 9, 0)).contains(in(4, 10, 30));
        // Nobody accepts a time that was not seen.
        accept(ada.token(), id, in(4, 9, 0)).statusCode(409).body("type", equalTo(NO_PROPOSAL));
        var accepted = accept(ada.token(), id, in(4, 9, 30)).statusCode(200).extract();
        assertThat(time(accepted.path("start_time"))).isEqualTo(in(4, 9, 30));
        told(id, "requested", "confirmed", "move-proposed", "move-proposed", "rescheduled");
    }

    @Test
    void mayProposeATimeThatOverlapsTheOldOne() {
        var id = confirmed(in(3, 10, 0));
        move(mentee(linus), id, in(3, 10, 30), null).statusCode(200);
        assertThat(starts(3))
                .doesNotContain(in(3, 9, 30), in(3, 10, 0), in(3, 10, 30), in(3, 11, 0))
                .contains(in(3, 11, 30));
        answer(ada.token(), id, "accept").statusCode(200);
        assertThat(starts(3)).contains(in(3, 9, 30)).doesNotContain(in(3, 10, 0), in(3, 11, 0));
        // Right after another, too.
        move(mentee(linus), id, in(3, 11, 30), null).statusCode(200);
        answer(ada.token(), id, "decline").statusCode(200);
        assertThat(starts(3)).contains(in(3, 9, 30), in(3, 11, 30)).doesNotContain(in(3, 10, 0), in(3, 11, 0));
    }

    @Test
    void proposesNoTimeThatIsTakenOrNotOffered() {
        var id = confirmed(in(3, 10, 0));
        var other = book(UUID.randomUUID(), ada, in(4, 14, 0))
                .statusCode(201)
                .extract()
                .<String>path("id");
        propose(mentee(linus), id, in(4, 13, 30)).statusCode(409).body("type", equalTo(SLOT_TAKEN));
        propose(ada.token(), id, in(4, 13, 30)).statusCode(409).body("type", equalTo(SLOT_TAKEN));
        propose(mentee(linus), id, in(4, 20, 0)).statusCode(422);
        propose(mentee(linus), id, in(3, 10, 0)).statusCode(422);
        propose(ada.token(), id, in(-1, 10, 0)).statusCode(422);
        // A mentor knows when to be there, whatever the hours say.
        propose(ada.token(), id, in(4, 20, 0)).statusCode(200);
        as(ada.token()).post("/api/v1/bookings/" + other + "/decline").then().statusCode(200);
        propose(ada.token(), id, in(4, 13, 30)).statusCode(200);
    }

    @Test
    void countsTheProposedTimeForTheLimitsOfItsDay() {
        ada.wanting("\"approval_required\": true, \"most_per_day\": 1");
        var id = confirmed(in(3, 10, 0));
        move(mentee(linus), id, in(4, 14, 0), null).statusCode(200);
        assertThat(starts(4)).isEmpty();
        book(UUID.randomUUID(), ada, in(4, 9, 0)).statusCode(422);
        book(UUID.randomUUID(), ada, in(3, 14, 0)).statusCode(422);
        answer(mentee(linus), id, "withdraw").statusCode(200);
        book(UUID.randomUUID(), ada, in(4, 9, 0)).statusCode(201);
        move(mentee(linus), id, in(4, 14, 0), null).statusCode(422);
    }

    @Test
    void endsAProposalWithItsBookingWhoeverEndsThat() throws Exception {
        var cancelled = confirmed(in(3, 10, 0));
        move(mentee(linus), cancelled, in(4, 14, 0), null).statusCode(200);
        as(mentee(linus))
                .post("/api/v1/bookings/" + cancelled + "/cancel")
                .then()
                .statusCode(200)
                .body("proposal", nullValue())
                .body("sequence", equalTo(2));
        assertThat(starts(3)).contains(in(3, 10, 0));
        assertThat(starts(4)).contains(in(4, 14, 0));
        answer(ada.token(), cancelled, "accept").statusCode(409);
        told(cancelled, "requested", "confirmed", "move-proposed", "cancelled");

        var declined = book(linus, ada, in(3, 12, 0)).statusCode(201).extract().<String>path("id");
        propose(ada.token(), declined, in(4, 9, 0)).statusCode(200);
        as(ada.token())
                .post("/api/v1/bookings/" + declined + "/decline")
                .then()
                .statusCode(200)
                .body("proposal", nullValue());
        assertThat(starts(4)).contains(in(4, 9, 0));

        var accepted = book(linus, ada, in(3, 12, 0)).statusCode(201).extract().<String>path("id");
        propose(ada.token(), accepted, in(4, 9, 0)).statusCode(200);
        as(ada.token())
                .post("/api/v1/bookings/" + accepted + "/accept")
                .then()
                .statusCode(200)
                .body("proposal", nullValue());
        assertThat(starts(4)).contains(in(4, 9, 0));
    }

    @Test
    void movesAtOnceWhereNobodyHasToAgree() {
        var id = confirmed(in(3, 10, 0));
        move(ada.token(), id, in(3, 12, 0), null)
                .statusCode(200)
                .body("proposal", nullValue())
                .body("sequence", equalTo(2));
        ada.wanting("\"approval_required\": false");
        move(mentee(linus), id, in(3, 14, 0), null)
                .statusCode(200)
                .body("proposal", nullValue())
                .body("sequence", equalTo(3));
    }

    @Test
    void answersARetriedRequestAsTheFirst() throws Exception {
        var id = confirmed(in(3, 10, 0));
        for (var attempt = 0; attempt < 2; attempt++) {
            keyed(mentee(linus), "move", "{\"start_time\": \"" + in(4, 14, 0) + "\"}", id, "reschedule")
                    .statusCode(200)
                    .body("version", equalTo(3));
        }
        for (var attempt = 0; attempt < 2; attempt++) {
            keyed(ada.token(), "accept", "{}", id, "proposal/accept")
                    .statusCode(200)
                    .body("version", equalTo(4));
        }
        for (var attempt = 0; attempt < 2; attempt++) {
            keyed(ada.token(), "propose", "{\"start_time\": \"" + in(4, 9, 0) + "\"}", id, "propose")
                    .statusCode(200)
                    .body("version", equalTo(5));
        }
        for (var attempt = 0; attempt < 2; attempt++) {
            keyed(ada.token(), "withdraw", "", id, "proposal/withdraw")
                    .statusCode(200)
                    .body("version", equalTo(6));
        }
        told(id, "requested", "confirmed", "move-proposed", "rescheduled", "move-proposed", "move-declined");
    }

    @Test
    void letsNobodyElseProposeOrAnswer() {
        var id = confirmed(in(3, 10, 0));
        move(mentee(linus), id, in(4, 14, 0), null).statusCode(200);
        var admin = Tokens.of("Admin", UUID.randomUUID()).roles("admin", "mentor");
        for (var answer : List.of("accept", "decline", "withdraw")) {
            answer(mentee(UUID.randomUUID()), id, answer).statusCode(404);
            answer(MentorFixture.known().token(), id, answer).statusCode(404);
            answer(admin, id, answer).statusCode(403);
        }
        propose(mentee(UUID.randomUUID()), id, in(4, 9, 0)).statusCode(404);
        propose(admin, id, in(4, 9, 0)).statusCode(403);
    }

    @Test
    void endsInOneWayHoweverManyAnswersComeAtOnce() throws Exception {
        ada.wanting("\"approval_required\": true, \"most_changes_per_mentee_and_day\": 100");
        for (var round = 0; round < 4; round++) {
            var id = confirmed(in(3, 10, 0));
            move(mentee(linus), id, in(4, 14, 0), null).statusCode(200);
            var answers = atOnce(10, i -> oneOf(i, id).extract().statusCode());
            assertThat(answers).isSubsetOf(200, 409);
            try (var database = TestDatabase.asSuperuser()) {
                var changes = answers.stream().filter(status -> status == 200).count();
                assertThat(TestDatabase.count(
                                database, "SELECT version FROM bookings WHERE id = ?", UUID.fromString(id)))
                        .isEqualTo(3 + changes);
                assertThat(TestDatabase.count(
                                database, "SELECT count(*) FROM outbox WHERE subject = ?", UUID.fromString(id)))
                        .isEqualTo(3 + changes);
                assertThat(TestDatabase.count(
                                database, "SELECT count(*) FROM occupied WHERE booking_id = ?", UUID.fromString(id)))
                        .isZero();
            }
        }
    }

    @Test
    void givesTheProposedTimeToOneOfManyWhoWantItAtOnce() throws Exception {
        var id = confirmed(in(3, 10, 0));
        var answers = atOnce(
                12,
                i -> (i % 3 == 0
                                ? propose(mentee(linus), id, in(4, 14, 0))
                                : book(UUID.randomUUID(), ada, in(4, 14, i % 2 == 0 ? 0 : 30)))
                        .extract()
                        .statusCode());
        assertThat(answers.stream().filter(status -> status < 300)).hasSize(1);
    }

    private ValidatableResponse oneOf(int i, String id) {
        return switch (i % 5) {
            case 0 -> answer(ada.token(), id, "accept");
            case 1 -> answer(ada.token(), id, "decline");
            case 2 -> answer(mentee(linus), id, "withdraw");
            case 3 -> propose(mentee(linus), id, in(4, 9 + i / 5, 0));
            default ->
                as(mentee(linus)).post("/api/v1/bookings/" + id + "/cancel").then();
        };
    }

    private String confirmed(OffsetDateTime start) {
        var id = book(linus, ada, start).statusCode(201).extract().<String>path("id");
        as(ada.token()).post("/api/v1/bookings/" + id + "/accept").then().statusCode(200);
        return id;
    }

    private static ValidatableResponse move(Tokens caller, String id, OffsetDateTime start, String reason) {
        return as(caller)
                .body(
                        reason == null
                                ? "{\"start_time\": \"%s\"}".formatted(start)
                                : "{\"start_time\": \"%s\", \"reason\": \"%s\"}".formatted(start, reason))
                .post("/api/v1/bookings/" + id + "/reschedule")
                .then();
    }

    private static ValidatableResponse propose(Tokens caller, String id, OffsetDateTime start) {
        return as(caller)
                .body("{\"start_time\": \"%s\", \"reason\": \"Better for me\"}".formatted(start))
                .post("/api/v1/bookings/" + id + "/propose")
                .then();
    }

    private static ValidatableResponse answer(Tokens caller, String id, String answer) {
        return as(caller).post("/api/v1/bookings/" + id + "/proposal/" + answer).then();
    }

    private static ValidatableResponse accept(Tokens caller, String id, OffsetDateTime start) {
        return as(caller)
                .body("{\"start_time\": \"%s\"}".formatted(start))
                .post("/api/v1/bookings/" + id + "/proposal/accept")
                .then();
    }

    private static ValidatableResponse keyed(Tokens caller, String key, String body, String id, String operation) {
        var request = as(caller).header("Idempotency-Key", key);
        return (body.isEmpty() ? request : request.body(body))
                .post("/api/v1/bookings/" + id + "/" + operation)
                .then();
    }

    private List<OffsetDateTime> starts(int day) {
        return given()
                .queryParam("mentor_id", ada.id())
                .queryParam("from", in(day, 0, 0).toInstant().toString())
                .queryParam("to", in(day + 1, 0, 0).toInstant().toString())
                .queryParam("time_zone", "Europe/Berlin")
                .get("/api/v1/slots")
                .then()
                .statusCode(200)
                .extract()
                .<List<String>>path("items.start_time")
                .stream()
                .map(OffsetDateTime::parse)
                .toList();
    }

    private static List<ConsumerRecord<String, String>> told(String booking, String... what) throws Exception {
        var events = events("mentoring.bookings", UUID.fromString(booking), what.length);
        assertThat(events)
                .extracting(event -> TestTopics.header(event, "ce_type"))
                .containsExactly(Arrays.stream(what)
                        .map(type -> "org.mentoring.booking." + type + ".v1")
                        .toArray(String[]::new));
        return events;
    }

    private static JsonNode json(ConsumerRecord<String, String> event) throws Exception {
        return new ObjectMapper().readTree(event.value());
    }

    private static OffsetDateTime time(String text) {
        return OffsetDateTime.parse(text);
    }

    private static void letProposalExpire(String booking) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.prepareStatement(
                        "UPDATE bookings SET proposal_expires_at = now() - interval '1 second' WHERE id = ?")) {
            statement.setObject(1, UUID.fromString(booking));
            assertThat(statement.executeUpdate()).isOne();
        }
    }
}
