package org.mentoring.booking;

import java.util.List;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.atOnce;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.hold;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.Calls.move;
import static org.mentoring.booking.Calls.starts;
import static org.mentoring.booking.MentorFixture.in;

/** A person is in one session at a time, as mentor and as mentee alike. */
@QuarkusTest
@RealParts
class OneSessionAtATimeTest {

    private static final String SLOT_TAKEN = "urn:problem-type:mentoring:slot-taken";
    private static final String MENTEE_BUSY = "urn:problem-type:mentoring:mentee-busy";

    private final UUID linus = UUID.randomUUID();
    private MentorFixture ada;
    private MentorFixture grace;

    @BeforeEach
    void twoMentors() {
        ada = MentorFixture.available();
        grace = MentorFixture.available();
    }

    @Test
    void refusesAMentorWhoIsInASessionAsMentee() {
        book(ada.id(), grace, in(3, 10, 0)).statusCode(201);

        assertThat(starts(ada))
                .doesNotContain(in(3, 9, 30), in(3, 10, 0), in(3, 10, 30))
                .contains(in(3, 9, 0), in(3, 11, 0));
        book(linus, ada, in(3, 10, 30))
                .statusCode(409)
                .body("type", equalTo(SLOT_TAKEN))
                .body("detail", containsString("another session of the mentor"));
        hold(linus, ada, in(3, 10, 0)).statusCode(409).body("type", equalTo(SLOT_TAKEN));
        book(linus, ada, in(3, 11, 0)).statusCode(201);
        book(linus, ada, in(3, 9, 0)).statusCode(201);
    }

    @Test
    void refusesAMenteeWhoIsInASessionAsMentor() {
        book(linus, ada, in(3, 12, 0)).statusCode(201);

        book(ada.id(), grace, in(3, 12, 30))
                .statusCode(409)
                .body("type", equalTo(MENTEE_BUSY))
                .body("detail", containsString("You have another session at this time. Choose another time."));
        hold(ada.id(), grace, in(3, 12, 0)).statusCode(409).body("type", equalTo(MENTEE_BUSY));
        book(ada.id(), grace, in(3, 13, 0)).statusCode(201);
    }

    @Test
    void keepsTheBuffersOfWhoIsMentorClearOfSessionsAsMentee() {
        buffered(ada, 15);
        book(linus, ada, in(3, 12, 0)).statusCode(201);

        book(ada.id(), grace, in(3, 13, 0)).statusCode(409).body("type", equalTo(MENTEE_BUSY));
        book(ada.id(), grace, in(3, 13, 30)).statusCode(201);
        // From 14:45 on, with the buffer before it.
        assertThat(starts(ada)).doesNotContain(in(3, 14, 30)).contains(in(3, 15, 0));
        book(UUID.randomUUID(), ada, in(3, 14, 30)).statusCode(409).body("type", equalTo(SLOT_TAKEN));
    }

    @Test
    void takesTheTimeOfBothForAHoldAndARequestToo() {
        hold(ada.id(), grace, in(3, 10, 0)).statusCode(201);
        book(linus, ada, in(3, 10, 0)).statusCode(409).body("type", equalTo(SLOT_TAKEN));

        grace.wanting("\"approval_required\": true");
        var request =
                book(ada.id(), grace, in(3, 14, 0)).statusCode(201).extract().<String>path("id");
        book(linus, ada, in(3, 14, 0)).statusCode(409).body("type", equalTo(SLOT_TAKEN));
        as(grace.token())
                .post("/api/v1/bookings/" + request + "/decline")
                .then()
                .statusCode(200);
        book(linus, ada, in(3, 14, 0)).statusCode(201);
    }

    @Test
    void refusesAMoveOntoAnotherSessionOfEitherSide() {
        var moved = book(linus, ada, in(3, 9, 0)).statusCode(201).extract().<String>path("id");
        book(linus, grace, in(3, 14, 0)).statusCode(201);
        book(ada.id(), grace, in(3, 12, 0)).statusCode(201);

        move(ada.token(), moved, in(3, 14, 0))
                .statusCode(409)
                .body("type", equalTo(MENTEE_BUSY))
                .body("title", equalTo("The mentee is in another session at this time"))
                .body("detail", containsString("Your mentee has another session"));
        move(mentee(linus), moved, in(3, 14, 30))
                .statusCode(409)
                .body("detail", containsString("You have another session"));
        move(mentee(linus), moved, in(3, 12, 0)).statusCode(409).body("type", equalTo(SLOT_TAKEN));
        move(ada.token(), moved, in(3, 12, 30))
                .statusCode(409)
                .body("type", equalTo(SLOT_TAKEN))
                .body("detail", containsString("You have another session"));
        move(mentee(linus), moved, in(3, 15, 0)).statusCode(200);
    }

    @Test
    void freesTheTimeInBothRolesWhenASessionIsCancelled() {
        var booking =
                book(ada.id(), grace, in(3, 10, 0)).statusCode(201).extract().<String>path("id");
        as(grace.token()).post("/api/v1/bookings/" + booking + "/cancel").then().statusCode(200);
        assertThat(starts(ada)).contains(in(3, 10, 0));
        book(linus, ada, in(3, 10, 0)).statusCode(201);
    }

    @Test
    void releasesAHoldOfAMentorThatOverlapsAMoveByThatMentor() {
        var moved = book(linus, ada, in(3, 9, 0)).statusCode(201).extract().<String>path("id");
        hold(ada.id(), grace, in(3, 11, 0)).statusCode(201);
        move(mentee(linus), moved, in(3, 11, 0)).statusCode(409);
        move(ada.token(), moved, in(3, 11, 0)).statusCode(200);
    }

    @Test
    void booksNobodyTwiceAtATimeHoweverManyRequestsComeAtOnce() throws Exception {
        // Each books the other and others book both: in a ring, so that every pair wants the other's lock as well.
        var people = List.of(ada, grace, MentorFixture.available(), MentorFixture.available());
        var answers = atOnce(40, i -> {
            var mentor = people.get(i % people.size());
            var by = i % 3 == 0
                    ? UUID.randomUUID()
                    : people.get((i + 1 + i % 2) % people.size()).id();
            return book(by, mentor, in(3, 10 + i % 2, i % 4 < 2 ? 0 : 30))
                    .extract()
                    .statusCode();
        });
        assertThat(answers).contains(201, 409).isSubsetOf(201, 409);
        try (var database = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(database, """
                            WITH sides AS (SELECT id, mentor_id AS person, start_time, end_time FROM bookings WHERE status = 'confirmed'
                                           UNION ALL
                                           SELECT id, user_id, start_time, end_time FROM bookings WHERE status = 'confirmed')
                            SELECT count(*) FROM sides a JOIN sides b ON a.person = b.person AND a.id < b.id
                               AND a.start_time < b.end_time AND b.start_time < a.end_time
                            """)).isZero();
        }
    }

    private static void buffered(MentorFixture mentor, int minutes) {
        var tag = as(mentor.token()).get("/api/v1/availability/settings").header("ETag");
        as(mentor.token())
                .header("If-Match", tag)
                .body("""
                        {"time_zone": "Europe/Berlin", "slot_interval_minutes": 30, "minimum_notice_minutes": 60,
                         "booking_window_days": 60,
                         "session_types": [{"name": "%s", "duration_minutes": 60, "buffer_before_minutes": %d,
                                            "buffer_after_minutes": %d}]}
                        """.formatted(MentorFixture.SESSION_TYPE, minutes, minutes))
                .put("/api/v1/availability/settings")
                .then()
                .statusCode(200);
    }
}
