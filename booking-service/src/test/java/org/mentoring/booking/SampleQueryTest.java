package org.mentoring.booking;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.booking.slotengine.cli.SlotsCommand;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.MentorFixture.in;

/** The query that operators run finds the slots that people are shown. */
@QuarkusTest
@RealParts
class SampleQueryTest {

    private static final Path QUERY = Path.of("queries/free-slots-of-a-mentor.sql");

    @Test
    void findsTheFreeSlotsOfAMentorAsTheyAreShown() throws Exception {
        var mentor = MentorFixture.available();
        as(Tokens.of("Linus", UUID.randomUUID()).roles("mentee"))
                .body(mentor.booking(in(3, 10, 0)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201);
        window(mentor, in(4, 9, 0), in(4, 12, 0), "blocked");
        window(mentor, in(5, 19, 0), in(5, 21, 0), "available");
        for (var override : List.of(
                "\"kind\": \"other-hours\", \"windows\": [{\"start\": \"18:00\", \"end\": \"20:00\"}]",
                "\"kind\": \"extra-hours\", \"windows\": [{\"start\": \"23:00\", \"end\": \"01:00\"}]",
                "\"kind\": \"off\", \"windows\": [{\"start\": \"19:30\", \"end\": \"23:30\"}]")) {
            as(mentor.token())
                    .body("{\"first_day\": \"%s\", %s}".formatted(in(7, 0, 0).toLocalDate(), override))
                    .post("/api/v1/availability/overrides")
                    .then()
                    .statusCode(201);
        }
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute("INSERT INTO external_busy VALUES ('%s', 'google', '{[%s, %s)}')"
                    .formatted(mentor.id(), in(6, 9, 0), in(6, 13, 0)));
            statement.execute("UPDATE schedules SET schedule_version = schedule_version + 1 WHERE mentor_id = '%s'"
                    .formatted(mentor.id()));
        }

        var shown = given()
                .queryParam("mentor_id", mentor.id())
                .queryParam("from", Instant.now().toString())
                .queryParam("to", in(60, 0, 0).toInstant().toString())
                .get("/api/v1/slots")
                .then()
                .statusCode(200)
                .extract()
                .<List<String>>path("items.start_time")
                .stream()
                .map(start -> OffsetDateTime.parse(start).toInstant())
                .toList();
        var found = found(mentor).stream()
                .filter(start -> start.isBefore(in(60, 0, 0).toInstant()))
                .toList();
        assertThat(found).isEqualTo(shown).isNotEmpty();
    }

    private static List<Instant> found(MentorFixture mentor) throws SQLException, IOException {
        var query = Files.readString(QUERY).replace(":'mentor'", "'" + mentor.id() + "'");
        try (var database = TestDatabase.asSuperuser();
                var rows = database.createStatement().executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            var answers = new StringWriter();
            SlotsCommand.answerAll(new StringReader(rows.getString(1)), answers);
            return new ObjectMapper()
                    .readTree(answers.toString())
                    .valueStream()
                    .map(JsonNode::asText)
                    .map(Instant::parse)
                    .toList();
        }
    }

    private static void window(MentorFixture mentor, OffsetDateTime start, OffsetDateTime end, String status) {
        as(mentor.token())
                .body("""
                        {"start_time": "%s", "end_time": "%s", "status": "%s"}
                        """.formatted(start, end, status))
                .post("/api/v1/availability/windows")
                .then()
                .statusCode(201);
    }
}
