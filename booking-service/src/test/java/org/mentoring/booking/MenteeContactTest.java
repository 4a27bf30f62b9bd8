package org.mentoring.booking;

import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.MentorFixture.in;

/** The name and address that a booking has of its mentee, from the account or else from the token. */
@QuarkusTest
@RealParts
class MenteeContactTest {

    private final UUID linus = UUID.randomUUID();

    @Test
    void showsWhatThePersonsAccountSays() throws Exception {
        var mentor = MentorFixture.available();
        Accounts.tell(linus, "linus@example.net");
        book(linus, mentor, in(3, 10, 0))
                .statusCode(201)
                .body("user_name", equalTo("Linus B. Torvalds"))
                .body("user_email", equalTo("linus@example.net"))
                .body("user_time_zone", equalTo("Asia/Kolkata"))
                .body("user_locale", equalTo("hi"));
    }

    @Test
    void writesToTheAddressOfTheTokenWhenTheAccountHasLostItsOwn() throws Exception {
        var mentor = MentorFixture.available();
        Accounts.tell(linus, null);
        book(linus, mentor, in(3, 10, 0))
                .statusCode(201)
                .body("user_name", equalTo("Linus B. Torvalds"))
                .body("user_email", equalTo(linus + "@example.org"));
    }

    @Test
    void takesAnAddressThatIsVerifiedAlone() {
        var mentor = MentorFixture.available();
        var token = mentee(linus).claim("email_verified", false);
        as(token)
                .body(mentor.booking(in(3, 10, 0)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("email"));
        as(token.claim("email_verified", true))
                .body(mentor.booking(in(3, 10, 0)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201);
    }

    @Test
    void repairsTheNameOfATokenWhoseAccountIsNotKnown() {
        var mentor = MentorFixture.available();
        as(mentee(linus).claim("name", "Anna\u202Egnp.exe " + "B".repeat(300)))
                .body(mentor.booking(in(3, 10, 0)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201)
                .body("user_name", equalTo("Anna gnp.exe " + "B".repeat(187)));
    }
}
