package org.mentoring.review;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.EventContract;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.review.Calls.as;
import static org.mentoring.review.Calls.completed;
import static org.mentoring.review.Calls.moderate;
import static org.mentoring.review.Calls.review;

/**
 * Many who write about one mentor at once: mentees, admins who hide and show what others are changing, and an operator who
 * builds the rating anew meanwhile.
 */
@QuarkusTest
@RealParts
class WritersTest {

    private static final int WRITERS = 64;
    /** Fewer than there are reviews, so that people write of several sessions with the mentor at once. */
    private static final int MENTEES = 24;

    private static final int CHANGES_EACH = 2;
    private static final int REBUILDS = 20;

    private final UUID mentor = UUID.randomUUID();
    private final Tokens admin = Tokens.of("Root", UUID.randomUUID()).roles("admin");
    private final List<String> ids = java.util.Collections.synchronizedList(new ArrayList<>());
    /** What each review was last successfully given, by its author alone. */
    private final Map<String, Integer> ratings = new ConcurrentHashMap<>();

    private final ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();

    @Test
    void keepsTheRatingWhatTheReviewsComeToAndLosesNothing() throws Exception {
        var tasks = new ArrayList<Future<?>>();
        try (var executor = Executors.newFixedThreadPool(WRITERS)) {
            var mentees = Stream.generate(UUID::randomUUID).limit(MENTEES).toList();
            for (var writer = 0; writer < WRITERS; writer++) {
                var mentee = mentees.get(writer % MENTEES);
                var session = completed(mentor, mentee);
                tasks.add(executor.submit(() -> write(mentee, session)));
            }
            rebuild();
        }
        for (var task : tasks) {
            task.get();
        }

        assertThat(statuses).isSubsetOf(200, 201, 409, 412).contains(200, 201);
        assertThat(ids).hasSize(WRITERS);
        var shown = assertThatRowsSayWhatAuthorsWereTold();
        var rating = given().get("/api/v1/ratings/" + mentor).then().extract().jsonPath();
        assertThat(rating.getLong("count")).isEqualTo(shown.size());
        for (var stars = 1; stars <= 5; stars++) {
            var wanted = stars;
            assertThat(rating.getLong("histogram.'" + stars + "'"))
                    .isEqualTo(shown.stream().filter(given -> given == wanted).count());
        }
        assertThatEventsAreWithoutGaps(rating.getLong("version"), shown.size());
    }

    /** As the operator does, with everyone at work. */
    private void rebuild() throws SQLException {
        try (var owner = TestDatabase.asOwner();
                var statement = owner.createStatement()) {
            for (var i = 0; i < REBUILDS; i++) {
                statement.execute("SELECT rebuild_rating('" + mentor + "')");
            }
        }
    }

    /** Each writes, changes what it has written, and moderates whatever comes to hand. */
    private void write(UUID mentee, UUID session) {
        var random = ThreadLocalRandom.current();
        var stars = random.nextInt(1, 6);
        var id = review(mentee, session, stars).statusCode(201).extract().<String>path("id");
        statuses.add(201);
        ratings.put(id, stars);
        ids.add(id);
        for (var i = 0; i < CHANGES_EACH; i++) {
            change(mentee, id);
            var other = ids.get(random.nextInt(ids.size()));
            statuses.add(moderate(admin, other, random.nextBoolean() ? "hide" : "show")
                    .extract()
                    .statusCode());
        }
    }

    /** Reads the version and changes that one; the change is lost to a moderation in between, and then the client knows. */
    private void change(UUID mentee, String id) {
        var version = as(Calls.mentee(mentee))
                .get("/api/v1/reviews/mine")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("items.find { it.id == '" + id + "' }.version");
        var stars = ThreadLocalRandom.current().nextInt(1, 6);
        var status =
                Calls.change(mentee, id, "\"" + version + "\"", stars).extract().statusCode();
        statuses.add(status);
        if (status == 200) {
            ratings.put(id, stars);
        }
    }

    /** @return the ratings that count: of each mentee the latest review that is shown */
    private Collection<Integer> assertThatRowsSayWhatAuthorsWereTold() throws SQLException {
        var latest = new HashMap<String, Integer>();
        try (var superuser = TestDatabase.asSuperuser();
                var select = superuser.prepareStatement("""
                        SELECT id::text, mentee_id::text, rating, shown FROM mentor_reviews WHERE mentor_id = ? ORDER BY id
                        """)) {
            select.setObject(1, mentor);
            var rows = select.executeQuery();
            var found = 0;
            for (; rows.next(); found++) {
                assertThat(rows.getInt("rating")).isEqualTo(ratings.get(rows.getString("id")));
                if (rows.getBoolean("shown")) {
                    latest.put(rows.getString("mentee_id"), rows.getInt("rating"));
                }
            }
            assertThat(found).isEqualTo(ids.size());
            assertThat(TestDatabase.count(
                            superuser, "SELECT count(*) FROM ratings_that_differ WHERE mentor_id = ?", mentor))
                    .isZero();
        }
        return latest.values();
    }

    private void assertThatEventsAreWithoutGaps(long version, int count) throws IOException, SQLException {
        var total = 0L;
        try (var superuser = TestDatabase.asSuperuser()) {
            total = version
                    + TestDatabase.count(
                            superuser, "SELECT sum(version) FROM mentor_reviews WHERE mentor_id = ?", mentor);
        }
        var events = TestTopics.read(
                "mentoring.reviews", (int) total, event -> event.value().contains(mentor.toString()));
        for (var event : events) {
            assertThat(EventContract.breaches(TestTopics.header(event, "ce_type"), event.value()))
                    .isEmpty();
        }
        events.stream()
                .collect(groupingBy(event -> event.key()))
                .forEach((subject, ofOne) -> assertThat(ofOne)
                        .as("events of " + subject)
                        .extracting(event -> Long.valueOf(TestTopics.header(event, "ce_aggregateversion")))
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, ofOne.size()).boxed().toList()));
        assertThat(events).hasSize((int) total);
        var last = events.stream()
                .filter(event -> event.key().equals(mentor.toString()))
                .toList()
                .getLast();
        assertThat(new ObjectMapper().readTree(last.value()).path("count").asInt())
                .isEqualTo(count);
    }
}
