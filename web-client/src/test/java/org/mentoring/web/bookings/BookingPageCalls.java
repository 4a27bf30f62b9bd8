package org.mentoring.web.bookings;

import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import org.mentoring.web.StubApi;
import org.mentoring.web.WebForms;

import static io.restassured.RestAssured.given;
import static org.mentoring.web.book.BookSamples.BOOKING;
import static org.mentoring.web.book.BookSamples.at;

/** A session's own page: what the API tells of it, and what is sent from it. */
final class BookingPageCalls {

    static final String PAGE = "/bookings/" + BOOKING;

    private BookingPageCalls() {}

    static void stands(JsonObject booking) {
        StubApi.on("GET", PAGE, booking);
    }

    static JsonObject proposal(String by) {
        return new JsonObject()
                .put("start_time", at(15).toString())
                .put("end_time", at(16).toString())
                .put("proposed_by", by)
                .put("expires_at", at(8).toString())
                .put("reason", "The train");
    }

    static String get(String path) {
        return given().get(path).then().statusCode(200).extract().asString();
    }

    static ValidatableResponse post(String path, String... fields) {
        var form = WebForms.filled("/").redirects().follow(false).formParam("form_key", "key-1");
        for (var i = 0; i < fields.length; i += 2) {
            form.formParam(fields[i], fields[i + 1]);
        }
        return form.post(path).then();
    }

    static StubApi.Asked sent() {
        return StubApi.asked().stream()
                .filter(asked -> asked.method().equals("POST"))
                .reduce((one, later) -> later)
                .orElseThrow();
    }
}
