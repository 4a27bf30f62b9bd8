package org.mentoring.mentor;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.ClosedAccountEvents;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.mentor.Calls.as;

/** Mentors are found by when they can be booked next, as booking-service tells. */
@QuarkusTest
@RealParts
class DirectoryFreeTimeTest extends MentorCase {

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private String tag;
    private UUID soon;
    private UUID later;
    private UUID never;

    @BeforeEach
    void enterMentors() {
        tag = tag();
        later = enter("Ada", "en");
        soon = enter("Grace", "en");
        never = enter("Emmy", "de");
        tell(soon, 1, now.plus(Duration.ofHours(30)));
        tell(later, 1, now.plus(Duration.ofDays(10)));
        awaitNextFree(soon, now.plus(Duration.ofHours(30)));
        awaitNextFree(later, now.plus(Duration.ofDays(10)));
    }

    @Test
    void findsThoseWhoAreFreeWithinSoManyDays() {
        find("free_within=1").body("total", equalTo(0));
        find("free_within=2").body("items.id", contains(soon.toString()));
        find("free_within=7").body("items.id", contains(soon.toString()));
        find("free_within=31").body("items.id", containsInAnyOrder(soon.toString(), later.toString()));
        find("").body("total", equalTo(3));
        find("free_within=31&language=de").body("total", equalTo(0));
    }

    @Test
    void countsThemAsTheOtherConditionsLeaveThem() {
        for (var chosen : new String[] {"", "free_within=1", "free_within=7"}) {
            find(chosen)
                    .body("facets.free.free_within", contains(1, 3, 7, 14, 31))
                    .body("facets.free.count", contains(0, 1, 1, 2, 2));
        }
        find("language=de").body("facets.free.count", contains(0, 0, 0, 0, 0));
        find("free_within=7").body("facets.languages.count", contains(1));
        given().queryParam("tag", tag).get("/api/v1/mentors").then().body("facets.free", nullValue());
    }

    @Test
    void sortsBySoonestAndPagesThroughEverybody() {
        find("sort=next_free").body("items.id", contains(soon.toString(), later.toString(), never.toString()));
        var first = find("sort=next_free&limit=1").extract().<String>path("next_cursor");
        var second = find("sort=next_free&limit=1&cursor=" + first)
                .body("items.id", contains(later.toString()))
                .extract()
                .<String>path("next_cursor");
        find("sort=next_free&limit=1&cursor=" + second)
                .body("items.id", contains(never.toString()))
                .body("items[0].next_free_at", nullValue())
                .body("next_cursor", nullValue());
    }

    @Test
    void countsATimeThatHasPassedAsNone() {
        tell(soon, 2, now.minus(Duration.ofSeconds(1)));

        await().atMost(2, MINUTES).untilAsserted(() -> shown(soon).body("next_free_at", nullValue()));
        find("free_within=31").body("items.id", contains(later.toString()));
        find("sort=next_free").body("items[0].id", equalTo(later.toString()));
    }

    @Test
    void forgetsATimeThatIsTakenAndKeepsWhatIsToldTwiceOrLate() {
        tell(soon, 5, null);
        await().atMost(2, MINUTES).untilAsserted(() -> shown(soon).body("next_free_at", nullValue()));

        // One comes late, one comes twice, and what comes last is told last.
        tell(soon, 3, now.plus(Duration.ofDays(3)));
        var twice = UUID.randomUUID();
        publish(twice, later, 2, now.plus(Duration.ofDays(4)));
        awaitNextFree(later, now.plus(Duration.ofDays(4)));
        tell(later, 3, now.plus(Duration.ofDays(5)));
        awaitNextFree(later, now.plus(Duration.ofDays(5)));
        publish(twice, later, 2, now.plus(Duration.ofDays(4)));
        tell(soon, 4, now.plus(Duration.ofDays(3)));
        tell(never, 1, now.plus(Duration.ofDays(6)));
        awaitNextFree(never, now.plus(Duration.ofDays(6)));
        tell(soon, 6, now.plus(Duration.ofDays(2)));
        awaitNextFree(soon, now.plus(Duration.ofDays(2)));

        find("sort=next_free").body("items.id", contains(soon.toString(), later.toString(), never.toString()));
        shown(later).body("next_free_at", equalTo(now.plus(Duration.ofDays(5)).toString()));
    }

    @Test
    void findsWhoComesBackIntoTheDirectory() {
        as(ADMIN).post("/api/v1/mentors/" + soon + "/suspend").then().statusCode(200);
        find("free_within=7").body("total", equalTo(0));
        tell(soon, 2, null);
        as(ADMIN).post("/api/v1/mentors/" + soon + "/approve").then().statusCode(200);
        tell(soon, 3, now.plus(Duration.ofDays(2)));

        awaitNextFree(soon, now.plus(Duration.ofDays(2)));
        find("free_within=7").body("items.id", contains(soon.toString()));
    }

    @Test
    void knowsNothingOfWhoIsNoMentorAndForgetsWhoHasLeft() throws Exception {
        var nobody = UUID.randomUUID();
        tell(nobody, 1, now.plus(Duration.ofDays(2)));
        ClosedAccountEvents.publish(soon);
        ClosedAccountEvents.awaitAcknowledgement(soon);
        tell(soon, 2, now.plus(Duration.ofDays(2)));
        tell(never, 1, now.plus(Duration.ofDays(2)));
        awaitNextFree(never, now.plus(Duration.ofDays(2)));

        try (var database = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(
                            database,
                            "SELECT count(*) FROM mentor_next_free_times WHERE mentor_id IN (?, ?)",
                            nobody,
                            soon))
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "32", "-1", "7.5", "x", "٧"})
    void refusesWhatIsNoNumberOfDays(String days) {
        given().queryParam("free_within", days)
                .get("/api/v1/mentors")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("free_within"));
    }

    private ValidatableResponse find(String query) {
        return given().queryParam("tag", tag)
                .get("/api/v1/mentors?facets=all&" + query)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse shown(UUID mentor) {
        return given().get("/api/v1/mentors/" + mentor).then().statusCode(200);
    }

    private static void awaitNextFree(UUID mentor, Instant time) {
        await().atMost(2, MINUTES).untilAsserted(() -> shown(mentor).body("next_free_at", equalTo(time.toString())));
    }

    private static void tell(UUID mentor, long version, Instant nextFreeAt) {
        publish(UUID.randomUUID(), mentor, version, nextFreeAt);
    }

    private static void publish(UUID id, UUID mentor, long version, Instant nextFreeAt) {
        TestTopics.publish(
                "mentoring.openings",
                id.toString(),
                "/mentoring/booking-service",
                "org.mentoring.opening.changed.v1",
                mentor,
                version,
                "{\"mentor_id\": \"%s\", \"next_free_at\": %s}"
                        .formatted(mentor, nextFreeAt == null ? null : "\"" + nextFreeAt + "\""));
    }

    private UUID enter(String name, String locale) {
        var mentor = UUID.randomUUID();
        var caller = Tokens.of(name, mentor).roles("mentee");
        as(caller)
                .body("{\"bio\": \"\", \"locale\": \"" + locale + "\"}")
                .post("/api/v1/mentors")
                .then()
                .statusCode(201);
        as(caller)
                .header("If-Match", "\"1\"")
                .body("{\"tags\": [\"" + tag + "\"]}")
                .put("/api/v1/mentors/me/expertise")
                .then()
                .statusCode(200);
        as(ADMIN).post("/api/v1/mentors/" + mentor + "/approve").then().statusCode(200);
        return mentor;
    }
}
