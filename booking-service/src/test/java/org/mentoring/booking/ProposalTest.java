package org.mentoring.booking;

import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.Calls.act;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.Calls.move;
import static org.mentoring.booking.Calls.propose;
import static org.mentoring.booking.MentorFixture.in;

/** Moves that somebody has to agree to: what becomes of them. */
@QuarkusTest
@RealParts
class ProposalTest extends ProposalCase {

    private static final String PROPOSAL_WAITS = "urn:problem-type:mentoring:proposal-waits";

    @Test
    void leavesAConfirmedSessionWhereItIsUntilTheMentorAgreesToItsMove() throws Exception {
        var id = confirmed(in(3, 10, 0));
        var moved = act(
                        mentee(linus),
                        id,
                        "reschedule",
                        "{\"start_time\": \"%s\", \"reason\": \"The train is late\"}".formatted(in(4, 14, 0)))
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
        var events = published(id, "requested", "confirmed", "move-proposed", "rescheduled");
        assertThat(json(events.get(2)).path("proposal").path("start_time").asText())
                .isEqualTo(json(events.get(3)).path("start_time").asText());
        assertThat(time(json(events.get(3)).path("previous_start_time").asText()))
                .isEqualTo(in(3, 10, 0));
    }

    @Test
    void leavesTheOldTimeWhenTheMentorDeclines() throws Exception {
        var id = confirmed(in(3, 10, 0));
        move(mentee(linus), id, in(4, 14, 0)).statusCode(200);
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
        var events = published(id, "requested", "confirmed", "move-proposed", "move-declined");
        var declined = json(events.getLast());
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
        move(mentee(linus), id, in(4, 14, 0)).statusCode(200);
        letProposalExpire(id);
        // It occupies nothing from that moment on, and cannot be accepted.
        answer(ada.token(), id, "accept").statusCode(409).body("type", equalTo(NO_PROPOSAL));
        await().atMost(2, MINUTES)
                .untilAsserted(() -> as(mentee(linus))
                        .get("/api/v1/bookings/" + id)
                        .then()
                        .body("proposal", nullValue())
                        .body("status", equalTo("confirmed")));
        book(UUID.randomUUID(), ada, in(4, 14, 0)).statusCode(201);
        var events = published(id, "requested", "confirmed", "move-proposed", "move-declined");
        assertThat(json(events.getLast()).path("proposal_outcome").asText()).isEqualTo("expired");
    }

    @Test
    void letsWhoProposedWithdraw() throws Exception {
        var id = confirmed(in(3, 10, 0));
        move(mentee(linus), id, in(4, 14, 0)).statusCode(200);
        answer(ada.token(), id, "withdraw").statusCode(403);
        answer(mentee(linus), id, "accept").statusCode(403).body("detail", containsString("other side"));
        answer(mentee(linus), id, "decline").statusCode(403);
        answer(mentee(linus), id, "withdraw").statusCode(200).body("proposal", nullValue());
        answer(ada.token(), id, "accept").statusCode(409).body("type", equalTo(NO_PROPOSAL));
        var events = published(id, "requested", "confirmed", "move-proposed", "move-declined");
        assertThat(json(events.getLast()).path("proposal_outcome").asText()).isEqualTo("withdrawn");
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
        move(mentee(linus), id, in(4, 11, 0)).statusCode(409).body("type", equalTo(PROPOSAL_WAITS));
        answer(mentee(linus), id, "accept").statusCode(200).body("sequence", equalTo(2));
    }

    @Test
    void letsTheMentorProposeAnotherTimeForARequestWhichConfirmsIt() throws Exception {
        var id = requested(in(3, 10, 0));
        propose(mentee(linus), id, in(4, 9, 0)).statusCode(409).body("detail", containsString("Move your request"));
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
        published(id, "requested", "move-proposed", "confirmed");
        assertThat(starts(3)).contains(in(3, 10, 0));
    }

    @Test
    void leavesTheRequestWithItsMentorWhenTheMenteeDeclinesAnotherTime() {
        var id = requested(in(3, 10, 0));
        propose(ada.token(), id, in(4, 9, 0)).statusCode(200);
        answer(mentee(linus), id, "decline").statusCode(200).body("status", equalTo("pending"));
        act(ada.token(), id, "accept").statusCode(200).body("status", equalTo("confirmed"));
    }

    @Test
    void keepsARequestFromExpiringBeforeTheAnswerToWhatItsMentorProposes() throws Exception {
        var id = requested(in(9, 10, 0));
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute("UPDATE bookings SET expires_at = now() + interval '1 hour' WHERE id = '" + id + "'");
        }
        var proposed = propose(ada.token(), id, in(9, 14, 0)).statusCode(200).extract();
        assertThat(time(proposed.path("expires_at"))).isEqualTo(time(proposed.path("proposal.expires_at")));
        assertThat(time(proposed.path("expires_at")))
                .isAfter(OffsetDateTime.now().plusHours(40));
    }

    private static JsonNode json(ConsumerRecord<String, String> event) throws Exception {
        return new ObjectMapper().readTree(event.value());
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
