package org.mentoring.booking;

import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.stream.Stream;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.MentorFixture.in;

/** What must not be booked, and which problem is returned. */
@QuarkusTest
@RealParts
class RefusalTest {

    private static final String PROBLEM = "urn:problem-type:mentoring:";

    private final Tokens mentee = Tokens.of("Linus", UUID.randomUUID()).roles("mentee");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"mentor_id": "%s", "start_time": "%s", "session_type": "Mentoring session", "price": 1} | 400 | malformed
            {"mentor_id": "%s", "start_time": "%s", "session_type": "Mentoring session"              | 400 | malformed
            {"mentor_id": "%s", "start_time": "%s", "session_type": ["Mentoring session"]}           | 400 | malformed
            {"mentor_id": "no uuid", "start_time": "%2$s", "session_type": "Mentoring session"}      | 400 | malformed
            {"mentor_id": "%s", "start_time": "soon", "session_type": "Mentoring session"}           | 400 | malformed
            {"mentor_id": "%s", "start_time": "2027-03-01T09:00:00", "session_type": "x"}            | 400 | malformed
            {"mentor_id": "%s", "start_time": "%s"}                                                  | 422 | invalid
            {"start_time": "%2$s", "session_type": "Mentoring session"}                              | 422 | invalid
            {"mentor_id": "%s", "session_type": "Mentoring session"}                                 | 422 | invalid
            {"mentor_id": "%s", "start_time": "%s", "session_type": "Surgery"}                       | 422 | invalid
            {"mentor_id": "%s", "start_time": "%s", "session_type": "Mentoring session", "note": "a\\u0000b"} | 422 | invalid
            {"mentor_id": "%s", "start_time": "+999999999-01-01T00:00:00Z", "session_type": "Mentoring session"} | 422 | invalid
            null                                                                                     | 422 | invalid
            []                                                                                       | 400 | malformed
            """)
    void refusesARequestThatMeansNothing(String request, int status, String problem) {
        var mentor = MentorFixture.available();
        as(mentee)
                .body(request.formatted(mentor.id(), in(3, 10, 0)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo(PROBLEM + problem))
                .body("trace_id", not(emptyOrNullString()));
    }

    @Test
    void refusesATimeThatIsNotOffered() {
        var mentor = MentorFixture.available();
        for (var start : new OffsetDateTime[] {
            in(3, 8, 0), in(3, 16, 30), in(3, 10, 1), in(3, 10, 0).plusNanos(1000), in(-3, 10, 0), in(300, 10, 0)
        }) {
            as(mentee)
                    .body(mentor.booking(start))
                    .post("/api/v1/bookings")
                    .then()
                    .statusCode(422)
                    .body("type", equalTo(PROBLEM + "slot-not-offered"))
                    .body("errors[0].field", equalTo("start_time"));
        }
    }

    @Test
    void refusesAMentorWhomNobodyKnows() {
        as(mentee)
                .body(new MentorFixture(UUID.randomUUID()).booking(in(3, 10, 0)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(404)
                .body("type", equalTo(PROBLEM + "not-found"));
    }

    @Test
    void booksNobodyWithOneself() {
        var mentor = MentorFixture.available();
        as(Tokens.of("Ada", mentor.id()).roles("mentor", "mentee"))
                .body(mentor.booking(in(3, 10, 0)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("mentor_id"));
    }

    @Test
    void booksForNobodyWithoutAValidToken() {
        var mentor = MentorFixture.available();
        var request = mentor.booking(in(3, 10, 0));
        var id = UUID.randomUUID();
        for (var token : new String[] {
            Tokens.of("Linus", id).roles("mentee").expired().build(),
            Tokens.of("Linus", id).roles("mentee").forged().build(),
            Tokens.of("Linus", id).roles("mentee").audience("another-api").build(),
            Tokens.of("Linus", id)
                    .roles("mentee")
                    .issuer("http://localhost/elsewhere")
                    .build(),
            Tokens.of("Linus", id).roles("mentee").unsigned(),
            "no token"
        }) {
            given().auth()
                    .oauth2(token)
                    .contentType(JSON)
                    .body(request)
                    .post("/api/v1/bookings")
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .body("type", equalTo(PROBLEM + "unauthenticated"));
        }
        given().contentType(JSON).body(request).post("/api/v1/bookings").then().statusCode(401);
        as(Tokens.of("Grace", id).roles("mentor"))
                .body(request)
                .post("/api/v1/bookings")
                .then()
                .statusCode(403)
                .body("type", equalTo(PROBLEM + "forbidden"));
    }

    @Test
    void readsNoBodyBeyondAMegabyteAndNothingButJson() {
        as(mentee)
                .body("{\"note\": \"" + "x".repeat(2_000_000) + "\"}")
                .post("/api/v1/bookings")
                .then()
                .statusCode(413)
                .body("type", equalTo(PROBLEM + "too-large"));
        as(mentee)
                .contentType("text/plain")
                .body("please")
                .post("/api/v1/bookings")
                .then()
                .statusCode(415)
                .body("type", equalTo(PROBLEM + "unsupported-media-type"));
    }

    @ParameterizedTest
    @MethodSource("unusableKeys")
    void refusesAKeyThatCannotBeOne(String key) {
        var mentor = MentorFixture.available();
        as(mentee)
                .header("Idempotency-Key", key)
                .body(mentor.booking(in(3, 10, 0)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("Idempotency-Key"));
    }

    static Stream<String> unusableKeys() {
        return Stream.of("with space", "x".repeat(256), "é");
    }
}
