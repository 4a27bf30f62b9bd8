package org.mentoring.booking;

import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.MentorFixture.in;

/** What is added again with its key is there once. */
@QuarkusTest
@RealParts
class AvailabilityRetryTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            rules     | {"start_time": "%1$sT09:00:00Z", "end_time": "%1$sT12:00:00Z"}
            windows   | {"start_time": "%1$sT09:00:00Z", "end_time": "%1$sT12:00:00Z"}
            overrides | {"first_day": "%1$s", "kind": "off"}
            """)
    void addsAnEntryOnce(String kind, String entry) {
        var mentor = MentorFixture.known();
        var path = "/api/v1/availability/" + kind;
        var key = UUID.randomUUID().toString();
        var wanted = entry.formatted(in(3, 0, 0).toLocalDate());
        var first = keyed(mentor, path, key, wanted).statusCode(201).extract();

        keyed(mentor, path, key, wanted)
                .statusCode(201)
                .body("id", equalTo(first.path("id")))
                .header("Location", endsWith(path + "/" + first.path("id")))
                .header("ETag", "\"1\"");

        keyed(mentor, path, key, entry.formatted(in(4, 0, 0).toLocalDate()))
                .statusCode(422)
                .body("type", equalTo("urn:problem-type:mentoring:idempotency-key-reused"));
        as(mentor.token()).get(path).then().body("items", hasSize(1));
    }

    private static ValidatableResponse keyed(MentorFixture mentor, String path, String key, String body) {
        return as(mentor.token())
                .header("Idempotency-Key", key)
                .body(body)
                .post(path)
                .then();
    }
}
