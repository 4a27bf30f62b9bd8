package org.mentoring.booking;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.mentoring.kit.link.BookingLink;
import org.mentoring.kit.link.BookingLinkTokens;

import static io.restassured.RestAssured.given;

/** How the link of a mail is made and used. */
final class BookingLinkCalls {

    static final String PROBLEM = "urn:problem-type:mentoring:";
    static final String REFUSED = PROBLEM + "booking-link-refused";

    private BookingLinkCalls() {}

    static String token(BookingLinkTokens tokens, String booking, UUID person, String side, Duration validFor) {
        return tokens.sign(
                        new BookingLink(person, UUID.fromString(booking), side),
                        Instant.now().plus(validFor))
                .orElseThrow();
    }

    static String start(OffsetDateTime start) {
        return "{\"start_time\": \"%s\", \"reason\": \"Better for me\"}".formatted(start);
    }

    static ValidatableResponse get(String booking, String token) {
        return given().header("Booking-Link", token)
                .get("/api/v1/bookings/" + booking + "/link")
                .then();
    }

    static ValidatableResponse post(String booking, String token, String operation, String key, String body) {
        return given().header("Booking-Link", token)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/bookings/" + booking + "/link/" + operation)
                .then();
    }
}
