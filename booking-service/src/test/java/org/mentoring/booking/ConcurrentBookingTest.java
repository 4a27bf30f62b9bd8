package org.mentoring.booking;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.MentorFixture.in;
import static org.mentoring.kit.test.TestTopics.events;

@QuarkusTest
@RealParts
class ConcurrentBookingTest {

    private static final int CLIENTS = 200;

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TestHTTPResource("/api/v1/bookings")
    URI bookings;

    @Test
    void givesASlotToOneOfManyWhoWantItAtOnce() throws Exception {
        var mentor = MentorFixture.available();
        var request = mentor.booking(in(3, 10, 0));
        var answers = all(IntStream.range(0, CLIENTS)
                .mapToObj(i -> post(UUID.randomUUID(), null, request))
                .toList());
        assertThat(answers.stream().collect(groupingBy(HttpResponse::statusCode, counting())))
                .containsOnly(Map.entry(201, 1L), Map.entry(409, CLIENTS - 1L));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                .allMatch(answer -> answer.body().contains("urn:problem-type:mentoring:slot-taken"));

        var id = UUID.fromString(new ObjectMapper()
                .readTree(answers.stream()
                        .filter(answer -> answer.statusCode() == 201)
                        .findFirst()
                        .orElseThrow()
                        .body())
                .path("id")
                .asText());
        events("mentoring.bookings", id, 1);
        try (var database = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(
                            database,
                            "SELECT count(*) FROM bookings WHERE mentor_id = ?",
                            mentor.id().toString()))
                    .isOne();
            assertThat(TestDatabase.count(
                            database, "SELECT count(*) FROM mentoring_sessions WHERE mentor_id = ?", mentor.id()))
                    .isOne();
            assertThat(TestDatabase.count(
                            database,
                            "SELECT count(*) FROM outbox WHERE topic = 'mentoring.bookings' AND data->>'mentor_id' = ?",
                            mentor.id().toString()))
                    .isOne();
        }
    }

    @Test
    void booksOnceHoweverOftenTheSameRequestComesAtOnce() throws Exception {
        var mentor = MentorFixture.available();
        var mentee = UUID.randomUUID();
        var key = UUID.randomUUID().toString();
        var request = mentor.booking(in(3, 10, 0));
        var answers = all(
                IntStream.range(0, 20).mapToObj(i -> post(mentee, key, request)).toList());
        assertThat(answers)
                .allMatch(answer -> answer.statusCode() == 201
                        || answer.statusCode() == 409 && answer.body().contains("request-in-flight"));
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() == 201)
                        .map(HttpResponse::body)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void refusesARepetitionWhileTheFirstRequestStillRuns() throws Exception {
        var mentor = MentorFixture.available();
        var mentee = UUID.randomUUID();
        var key = UUID.randomUUID().toString();
        var request = mentor.booking(in(3, 10, 0));
        CompletableFuture<HttpResponse<String>> first;
        try (var database = TestDatabase.asSuperuser()) {
            // Whoever wants to book waits for this.
            database.setAutoCommit(false);
            try (var lock = database.prepareStatement("SELECT lock_person(?::uuid)")) {
                lock.setString(1, mentor.id().toString());
                lock.execute();
            }
            first = post(mentee, key, request);
            awaitWhoWaitsForTheLock();

            var again = post(mentee, key, request).get(60, SECONDS);

            assertThat(again.statusCode()).isEqualTo(409);
            assertThat(again.body()).contains("urn:problem-type:mentoring:request-in-flight");
            database.rollback();
        }
        assertThat(first.get(60, SECONDS).statusCode()).isEqualTo(201);
        assertThat(post(mentee, key, request).get(60, SECONDS).body())
                .isEqualTo(first.join().body());
    }

    @Test
    void leavesNoOverlapWhenBookingsMoveAndComeAtOnce() throws Exception {
        var mentor = MentorFixture.available();
        var first = as(Tokens.of("Linus", UUID.randomUUID()).roles("mentee"))
                .body(mentor.booking(in(3, 10, 0)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        var moves = IntStream.range(0, 40)
                .mapToObj(i -> i % 2 == 0
                        ? post(UUID.randomUUID(), null, mentor.booking(in(3, 9 + i % 8, i % 4 < 2 ? 0 : 30)))
                        : send(
                                bookings + "/" + first + "/reschedule",
                                mentor.token().build(),
                                null,
                                "{\"start_time\": \"" + in(3, 9 + i % 8, i % 4 < 2 ? 30 : 0) + "\"}"));
        assertThat(all(moves.toList()))
                .extracting(HttpResponse::statusCode)
                .containsAnyOf(200, 201)
                .isSubsetOf(200, 201, 409, 422);
        try (var database = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(database, """
                            SELECT count(*) FROM bookings a JOIN bookings b
                                ON a.mentor_id = b.mentor_id AND a.id < b.id AND a.start_time < b.end_time AND b.start_time < a.end_time
                             WHERE a.mentor_id = ? AND a.status = 'confirmed' AND b.status = 'confirmed'
                            """, mentor.id().toString()))
                    .isZero();
        }
    }

    @Test
    void movesNoBookingBackToATimeThatIsNotOfferedAnyMore() throws Exception {
        var mentor = MentorFixture.available();
        var linus = UUID.randomUUID();
        var id = book(linus, mentor, in(3, 10, 0)).statusCode(201).extract().<String>path("id");
        as(mentor.token())
                .body("{\"start_time\": \"%s\", \"end_time\": \"%s\", \"status\": \"blocked\"}"
                        .formatted(in(3, 10, 0), in(3, 11, 0)))
                .post("/api/v1/availability/windows")
                .then()
                .statusCode(201);
        CompletableFuture<HttpResponse<String>> back;
        try (var database = TestDatabase.asSuperuser();
                var lock = database.prepareStatement("SELECT lock_person(?::uuid)");
                var move = database.prepareStatement("""
                        UPDATE bookings
                           SET start_time = start_time + interval '2 hours', end_time = end_time + interval '2 hours',
                               occupied = tstzrange(start_time + interval '2 hours', end_time + interval '2 hours')
                         WHERE id = ?::uuid
                        """)) {
            database.setAutoCommit(false);
            lock.setString(1, mentor.id().toString());
            lock.execute();
            back = send(
                    bookings + "/" + id + "/reschedule",
                    mentee(linus).build(),
                    null,
                    "{\"start_time\": \"" + in(3, 10, 0) + "\"}");
            awaitWhoWaitsForTheLock();
            move.setString(1, id);
            move.execute();
            database.commit();
        }
        assertThat(back.get(60, SECONDS).body()).contains("urn:problem-type:mentoring:slot-not-offered");
        as(mentee(linus))
                .get("/api/v1/bookings/" + id)
                .then()
                .body("start_time", equalTo(in(3, 12, 0).toInstant().toString()));
    }

    private static void awaitWhoWaitsForTheLock() throws Exception {
        try (var observer = TestDatabase.asSuperuser()) {
            await().atMost(2, MINUTES).until(() -> TestDatabase.count(observer, """
                            SELECT count(*) FROM pg_stat_activity WHERE usename = 'booking_app' AND wait_event_type = 'Lock'
                            """) > 0);
        }
    }

    private static List<HttpResponse<String>> all(List<CompletableFuture<HttpResponse<String>>> answers) {
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<HttpResponse<String>> post(UUID mentee, String key, String body) {
        return send(
                bookings.toString(), Tokens.of("Linus", mentee).roles("mentee").build(), key, body);
    }

    private static CompletableFuture<HttpResponse<String>> send(String url, String token, String key, String body) {
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return CLIENT.sendAsync(request.build(), BodyHandlers.ofString());
    }
}
