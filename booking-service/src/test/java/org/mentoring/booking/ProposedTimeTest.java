package org.mentoring.booking;

import java.time.OffsetDateTime;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.Calls.act;
import static org.mentoring.booking.Calls.atOnce;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.Calls.move;
import static org.mentoring.booking.Calls.propose;
import static org.mentoring.booking.MentorFixture.in;

/** Which times can be proposed, and what else they are kept from. */
@QuarkusTest
@RealParts
class ProposedTimeTest extends ProposalCase {

    @Test
    void givesWhatExpiredToWhoeverComesFirst() throws Exception {
        var id = confirmed(in(3, 10, 0));
        move(mentee(linus), id, in(4, 14, 0)).statusCode(200);
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
    void mayProposeATimeThatOverlapsTheOldOne() {
        var id = confirmed(in(3, 10, 0));
        move(mentee(linus), id, in(3, 10, 30)).statusCode(200);
        assertThat(starts(3))
                .doesNotContain(in(3, 9, 30), in(3, 10, 0), in(3, 10, 30), in(3, 11, 0))
                .contains(in(3, 11, 30));
        answer(ada.token(), id, "accept").statusCode(200);
        assertThat(starts(3)).contains(in(3, 9, 30)).doesNotContain(in(3, 10, 0), in(3, 11, 0));
        // Right after another, too.
        move(mentee(linus), id, in(3, 11, 30)).statusCode(200);
        answer(ada.token(), id, "decline").statusCode(200);
        assertThat(starts(3)).contains(in(3, 9, 30), in(3, 11, 30)).doesNotContain(in(3, 10, 0), in(3, 11, 0));
    }

    /** As answers show it, so that the time that was shown can be accepted. */
    @Test
    void proposesToTheSecond() {
        var id = confirmed(in(3, 10, 0));
        propose(ada.token(), id, in(4, 20, 0).plusNanos(500_000_000)).statusCode(200);
        act(
                        mentee(linus),
                        id,
                        "proposal/accept",
                        "{\"start_time\": \"%s\"}".formatted(in(4, 20, 0).toInstant()))
                .statusCode(200)
                .body("start_time", equalTo(in(4, 20, 0).toInstant().toString()));
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
        act(ada.token(), other, "decline").statusCode(200);
        propose(ada.token(), id, in(4, 13, 30)).statusCode(200);
    }

    @Test
    void countsTheProposedTimeForTheLimitsOfItsDay() {
        ada.wanting("\"approval_required\": true, \"most_per_day\": 1");
        var id = confirmed(in(3, 10, 0));
        move(mentee(linus), id, in(4, 14, 0)).statusCode(200);
        assertThat(starts(4)).isEmpty();
        book(UUID.randomUUID(), ada, in(4, 9, 0)).statusCode(422);
        book(UUID.randomUUID(), ada, in(3, 14, 0)).statusCode(422);
        answer(mentee(linus), id, "withdraw").statusCode(200);
        book(UUID.randomUUID(), ada, in(4, 9, 0)).statusCode(201);
        move(mentee(linus), id, in(4, 14, 0)).statusCode(422);
    }

    @Test
    void endsAProposalWithItsBookingWhoeverEndsThat() throws Exception {
        var cancelled = confirmed(in(3, 10, 0));
        move(mentee(linus), cancelled, in(4, 14, 0)).statusCode(200);
        act(mentee(linus), cancelled, "cancel")
                .statusCode(200)
                .body("proposal", nullValue())
                .body("sequence", equalTo(2));
        assertThat(starts(3)).contains(in(3, 10, 0));
        assertThat(starts(4)).contains(in(4, 14, 0));
        answer(ada.token(), cancelled, "accept").statusCode(409);
        published(cancelled, "requested", "confirmed", "move-proposed", "cancelled");

        var declined = requested(in(3, 12, 0));
        propose(ada.token(), declined, in(4, 9, 0)).statusCode(200);
        act(ada.token(), declined, "decline").statusCode(200).body("proposal", nullValue());
        assertThat(starts(4)).contains(in(4, 9, 0));

        var accepted = requested(in(3, 12, 0));
        propose(ada.token(), accepted, in(4, 9, 0)).statusCode(200);
        act(ada.token(), accepted, "accept").statusCode(200).body("proposal", nullValue());
        assertThat(starts(4)).contains(in(4, 9, 0));
    }

    @Test
    void movesAtOnceWhereNobodyHasToAgree() {
        var id = confirmed(in(3, 10, 0));
        move(ada.token(), id, in(3, 12, 0))
                .statusCode(200)
                .body("proposal", nullValue())
                .body("sequence", equalTo(2));
        ada.wanting("\"approval_required\": false");
        move(mentee(linus), id, in(3, 14, 0))
                .statusCode(200)
                .body("proposal", nullValue())
                .body("sequence", equalTo(3));
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
        published(id, "requested", "confirmed", "move-proposed", "move-proposed", "rescheduled");
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

    private static ValidatableResponse accept(Tokens caller, String id, OffsetDateTime start) {
        return act(caller, id, "proposal/accept", "{\"start_time\": \"%s\"}".formatted(start));
    }
}
