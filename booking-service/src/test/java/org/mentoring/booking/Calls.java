package org.mentoring.booking;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
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

    /** The slots of the third day from now. */
    static List<OffsetDateTime> starts(MentorFixture mentor) {
        return given()
                .queryParam("mentor_id", mentor.id())
                .queryParam("from", in(3, 0, 0).toInstant().toString())
                .queryParam("to", in(4, 0, 0).toInstant().toString())
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

    /** The events of an aggregate in their order, once there are so many; each holds against the schema of its type. */
    static List<ConsumerRecord<String, String>> events(String topic, UUID subject, int count) throws IOException {
        var events = TestTopics.read(topic, count, event -> subject.toString().equals(event.key()));
        for (var event : events) {
            assertMatchesSchema(TestTopics.header(event, "ce_type"), event.value());
        }
        return events;
    }

    private static void assertMatchesSchema(String type, String json) throws IOException {
        try (var schema = Calls.class.getResourceAsStream("/events/" + type + ".schema.json")) {
            assertThat(schema).as("schema of " + type).isNotNull();
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(schema)
                            .validate(json, InputFormat.JSON))
                    .isEmpty();
        }
    }
}
