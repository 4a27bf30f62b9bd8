package org.mentoring.booking;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.mentoring.booking.MentorFixture.in;

/** What the tests of this service share. */
final class Calls {

    private Calls() {}

    static RequestSpecification as(Tokens token) {
        return given().auth().oauth2(token.build()).contentType(ContentType.JSON);
    }

    static Tokens mentee(UUID id) {
        return Tokens.of("Linus", id).roles("mentee");
    }

    static ValidatableResponse book(UUID mentee, MentorFixture mentor, OffsetDateTime start) {
        return as(mentee(mentee))
                .body(mentor.booking(start))
                .post("/api/v1/bookings")
                .then();
    }

    static ValidatableResponse hold(UUID mentee, MentorFixture mentor, OffsetDateTime start) {
        return as(mentee(mentee))
                .body(mentor.booking(start))
                .post("/api/v1/slots/holds")
                .then();
    }

    static ValidatableResponse move(Tokens caller, String booking, OffsetDateTime start) {
        return act(caller, booking, "reschedule", "{\"start_time\": \"%s\"}".formatted(start));
    }

    static ValidatableResponse propose(Tokens caller, String booking, OffsetDateTime start) {
        return act(
                caller, booking, "propose", "{\"start_time\": \"%s\", \"reason\": \"Better for me\"}".formatted(start));
    }

    /** Calls the operation of a booking that has this name. */
    static ValidatableResponse act(Tokens caller, String booking, String operation) {
        return as(caller).post("/api/v1/bookings/" + booking + "/" + operation).then();
    }

    static ValidatableResponse act(Tokens caller, String booking, String operation, String body) {
        return as(caller)
                .body(body)
                .post("/api/v1/bookings/" + booking + "/" + operation)
                .then();
    }

    /** The slots of the third day from now. */
    static List<OffsetDateTime> starts(MentorFixture mentor) {
        return starts(mentor, in(3, 0, 0), in(4, 0, 0));
    }

    static List<OffsetDateTime> starts(MentorFixture mentor, OffsetDateTime from, OffsetDateTime to) {
        return given()
                .queryParam("mentor_id", mentor.id())
                .queryParam("from", from.toInstant().toString())
                .queryParam("to", to.toInstant().toString())
                .queryParam("time_zone", "Europe/Berlin")
                .get("/api/v1/slots")
                .then()
                .statusCode(200)
                .extract()
                .<List<String>>path("items.start_time")
                .stream()
                .map(OffsetDateTime::parse)
                .toList();
    }

    /** What so many clients get who call at the same time. */
    static <T> List<T> atOnce(int clients, IntFunction<T> call) throws Exception {
        try (var threads = Executors.newFixedThreadPool(clients)) {
            var answers = new ArrayList<T>();
            for (var answer : threads.invokeAll(IntStream.range(0, clients)
                    .mapToObj(i -> (Callable<T>) () -> call.apply(i))
                    .toList())) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
