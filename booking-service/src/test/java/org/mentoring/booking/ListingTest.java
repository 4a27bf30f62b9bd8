package org.mentoring.booking;

import java.util.List;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.Tokens;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.MentorFixture.in;

/** The order and the pages of the lists of bookings and sessions. */
@QuarkusTest
@RealParts
class ListingTest {

    private final UUID linus = UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(strings = {"bookings", "sessions"})
    void listsTheEarliestFirstWhenAskedTo(String list) {
        var mentor = MentorFixture.available();
        var id = list.equals("bookings") ? "id" : "session_id";
        var second = book(linus, mentor, in(4, 10, 0)).extract().<String>path(id);
        var first = book(linus, mentor, in(3, 10, 0)).extract().<String>path(id);
        var third = book(linus, mentor, in(5, 10, 0)).extract().<String>path(id);
        var both = Tokens.of("Linus", linus).roles("mentee", "mentor");
        for (var caller : List.of(mentee(linus), mentor.token(), both)) {
            var page = sorted(caller, "start_time")
                    .queryParam("limit", 2)
                    .get("/api/v1/" + list)
                    .then()
                    .statusCode(200)
                    .body("items.id", contains(first, second))
                    .header("Link", notNullValue())
                    .extract();
            sorted(caller, "start_time")
                    .queryParam("cursor", page.<String>path("next_cursor"))
                    .get("/api/v1/" + list)
                    .then()
                    .body("items.id", contains(third))
                    .body("next_cursor", nullValue());
            sorted(caller, "-start_time")
                    .get("/api/v1/" + list)
                    .then()
                    .body("items.id", contains(third, second, first));
            as(caller).get("/api/v1/" + list).then().body("items.id", contains(third, second, first));
        }
        as(mentee(linus))
                .queryParam("sort", "start_time")
                .queryParam("role", "mentee")
                .queryParam("from", in(4, 0, 0).toInstant().toString())
                .get("/api/v1/" + list)
                .then()
                .body("items.id", contains(second, third));
    }

    @ParameterizedTest
    @ValueSource(strings = {"created_at", "start_time desc"})
    void refusesAnOrderThatThereIsNot(String sort) {
        sorted(mentee(linus), sort)
                .get("/api/v1/bookings")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("sort"));
    }

    private static RequestSpecification sorted(Tokens caller, String sort) {
        return as(caller).queryParam("sort", sort);
    }
}
