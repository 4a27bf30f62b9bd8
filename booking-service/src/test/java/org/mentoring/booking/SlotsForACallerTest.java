package org.mentoring.booking;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.MentorFixture.in;

/** What of a mentor's free slots the caller can take: for a new booking, and for one that is moved. */
@QuarkusTest
@RealParts
class SlotsForACallerTest {

    private final UUID linus = UUID.randomUUID();
    private MentorFixture ada;
    private MentorFixture grace;

    @BeforeEach
    void twoMentors() {
        ada = MentorFixture.available();
        grace = MentorFixture.available();
    }

    @Test
    void leavesOutWhenTheCallerIsInAnotherSessionInEitherRole() {
        book(linus, grace, in(3, 10, 0)).statusCode(201);
        book(linus, ada, in(3, 14, 0)).statusCode(201);

        assertThat(starts(asking(mentee(linus), ada, null)))
                .doesNotContain(in(3, 9, 30), in(3, 10, 0), in(3, 10, 30))
                .contains(in(3, 9, 0), in(3, 11, 0));
        assertThat(starts(asking(grace.token(), ada, null)))
                .doesNotContain(in(3, 9, 30), in(3, 10, 0), in(3, 10, 30), in(3, 14, 0))
                .contains(in(3, 9, 0), in(3, 11, 0));
        assertThat(starts(asking(mentee(UUID.randomUUID()), ada, null))).contains(in(3, 10, 0));
        assertThat(starts(given(), ada, null)).contains(in(3, 10, 0));
    }

    @Test
    void letsNobodyKeepTheAnswerThatIsForOnePerson() {
        asking(mentee(linus), ada, null).header("Cache-Control", equalTo("no-store"));
        asking(given(), ada, null)
                .header("Cache-Control", equalTo("public, max-age=5"))
                .header("Vary", equalTo("Authorization"));
    }

    @Test
    void showsWhereABookingCanBeMoved() {
        var booking = book(linus, ada, in(3, 10, 0)).statusCode(201).extract().<String>path("id");
        book(linus, grace, in(3, 13, 0)).statusCode(201);
        book(UUID.randomUUID(), ada, in(3, 15, 0)).statusCode(201);

        assertThat(starts(asking(mentee(linus), ada, null))).doesNotContain(in(3, 10, 30));
        for (var side : List.of(mentee(linus), ada.token())) {
            assertThat(starts(asking(side, ada, booking)))
                    .contains(in(3, 9, 30), in(3, 10, 0), in(3, 10, 30), in(3, 12, 0))
                    .doesNotContain(in(3, 12, 30), in(3, 13, 0), in(3, 13, 30), in(3, 14, 30), in(3, 15, 0));
        }
    }

    @Test
    void countsAMovedBookingNotAgainstTheMentorsLimits() {
        ada.wanting("\"most_per_day\": 1");
        var booking = book(linus, ada, in(3, 10, 0)).statusCode(201).extract().<String>path("id");

        assertThat(starts(asking(mentee(linus), ada, null))).isEmpty();
        assertThat(starts(asking(mentee(linus), ada, booking))).contains(in(3, 9, 0), in(3, 14, 0));
    }

    @Test
    void showsAMoveToNobodyButTheSidesOfTheBooking() {
        var booking = book(linus, ada, in(3, 10, 0)).statusCode(201).extract().<String>path("id");
        var admin = Tokens.of("Admin", UUID.randomUUID()).roles("admin");

        asking(mentee(UUID.randomUUID()), ada, booking).statusCode(404);
        asking(admin, ada, booking).statusCode(404);
        asking(given(), ada, booking).statusCode(404);
        asking(grace.token(), ada, booking).statusCode(404);
        // Not a booking with this mentor.
        asking(mentee(linus), grace, booking).statusCode(404);
        asking(mentee(linus), ada, UUID.randomUUID().toString()).statusCode(404);
        asking(mentee(linus), ada, "first").statusCode(400);
        as(ada.token()).post("/api/v1/bookings/" + booking + "/cancel").then().statusCode(200);
        asking(mentee(linus), ada, booking).statusCode(404);
    }

    private static List<OffsetDateTime> starts(RequestSpecification caller, MentorFixture mentor, String moving) {
        return starts(asking(caller, mentor, moving));
    }

    private static List<OffsetDateTime> starts(ValidatableResponse answer) {
        return answer.statusCode(200).extract().<List<String>>path("items.start_time").stream()
                .map(OffsetDateTime::parse)
                .toList();
    }

    private static ValidatableResponse asking(Tokens caller, MentorFixture mentor, String moving) {
        return asking(as(caller), mentor, moving);
    }

    private static ValidatableResponse asking(RequestSpecification caller, MentorFixture mentor, String moving) {
        var request = caller.queryParam("mentor_id", mentor.id())
                .queryParam("from", in(3, 0, 0).toInstant().toString())
                .queryParam("to", in(4, 0, 0).toInstant().toString())
                .queryParam("time_zone", "Europe/Berlin");
        return (moving == null ? request : request.queryParam("moving", moving))
                .get("/api/v1/slots")
                .then();
    }
}
