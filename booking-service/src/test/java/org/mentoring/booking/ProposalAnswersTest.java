package org.mentoring.booking;

import java.util.List;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.mentoring.booking.Calls.act;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.atOnce;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.Calls.move;
import static org.mentoring.booking.Calls.propose;
import static org.mentoring.booking.MentorFixture.in;

/** Who may answer a proposal, and how often an answer counts. */
@QuarkusTest
@RealParts
class ProposalAnswersTest extends ProposalCase {

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
        published(id, "requested", "confirmed", "move-proposed", "rescheduled", "move-proposed", "move-declined");
    }

    @Test
    void refusesATimeThatIsTooFarAway() {
        var id = confirmed(in(3, 10, 0));
        move(mentee(linus), id, in(4, 14, 0)).statusCode(200);
        act(ada.token(), id, "proposal/accept", "{\"start_time\": \"+999999999-12-31T23:59:59-18:00\"}")
                .statusCode(422)
                .body("errors.field", hasItem("start_time"));
    }

    @Test
    void letsNobodyElseProposeOrAnswer() {
        var id = confirmed(in(3, 10, 0));
        move(mentee(linus), id, in(4, 14, 0)).statusCode(200);
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
            move(mentee(linus), id, in(4, 14, 0)).statusCode(200);
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

    private ValidatableResponse oneOf(int i, String id) {
        return switch (i % 5) {
            case 0 -> answer(ada.token(), id, "accept");
            case 1 -> answer(ada.token(), id, "decline");
            case 2 -> answer(mentee(linus), id, "withdraw");
            case 3 -> propose(mentee(linus), id, in(4, 9 + i / 5, 0));
            default -> act(mentee(linus), id, "cancel");
        };
    }

    private static ValidatableResponse keyed(Tokens caller, String key, String body, String id, String operation) {
        var request = as(caller).header("Idempotency-Key", key);
        return (body.isEmpty() ? request : request.body(body))
                .post("/api/v1/bookings/" + id + "/" + operation)
                .then();
    }
}
