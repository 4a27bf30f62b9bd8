package org.mentoring.web.book;

import static io.restassured.RestAssured.given;
import static org.mentoring.web.book.BookSamples.BOOK;
import static org.mentoring.web.book.BookSamples.at;

/** The pages on which a session is booked. */
final class BookCalls {

    private BookCalls() {}

    static String get(String address) {
        return given().urlEncodingEnabled(false)
                .get(address)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    static String form() {
        return BOOK + "?type=Mentoring+session&start=" + at(9);
    }
}
