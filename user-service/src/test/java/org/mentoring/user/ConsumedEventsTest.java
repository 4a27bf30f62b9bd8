package org.mentoring.user;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

/** What other services tell of people. */
@QuarkusTest
@RealParts
class ConsumedEventsTest {

    private final UUID id = UUID.randomUUID();
    private final Tokens token = Tokens.of("Ada", id).roles("mentee");

    @Test
    void treatsAnApprovedPersonAsMentorBeforeTheTokenHasTheRole() throws Exception {
        as(token).get("/api/v1/users/me").then().statusCode(200).body("mentor", equalTo(false));

        decided("approved", 2);

        await().atMost(2, MINUTES)
                .untilAsserted(() ->
                        as(token).get("/api/v1/users/me").then().statusCode(200).body("mentor", equalTo(true)));
        assertThat(TestTopics.read("mentoring.users", 2, event -> id.toString().equals(event.key()))
                        .getLast()
                        .value())
                .contains("\"version\": 2");
        decided("suspended", 3);
        await().atMost(2, MINUTES)
                .untilAsserted(() -> as(Tokens.of("Ada", id).roles("mentee", "mentor"))
                        .get("/api/v1/users/me")
                        .then()
                        .body("mentor", equalTo(false)));
    }

    @Test
    void appliesADecisionFromALaterEvent() {
        decided("updated", "approved", 3);

        await().atMost(2, MINUTES)
                .untilAsserted(() ->
                        as(token).get("/api/v1/users/me").then().statusCode(200).body("mentor", equalTo(true)));
    }

    @Test
    void showsNoMenteesToASuspendedMentorWhoseTokenStillHasTheRole() {
        var mentee = someMentee("Zoe");
        var mentor = Tokens.of("Ada", id).roles("mentee", "mentor");
        as(mentor).get("/api/v1/mentees").then().statusCode(200);
        as(mentor).get("/api/v1/mentees/" + mentee).then().statusCode(200);

        decided("suspended", 2);
        await().atMost(2, MINUTES).until(this::decisionIsKnown);

        as(mentor).get("/api/v1/mentees").then().statusCode(403);
        as(mentor).get("/api/v1/mentees/" + mentee).then().statusCode(404);
    }

    @Test
    void storesADecisionOnSomeoneWithoutAnAccount() {
        decided("approved", 2);
        await().atMost(2, MINUTES).until(this::decisionIsKnown);

        as(token).get("/api/v1/users/me").then().statusCode(200).body("mentor", equalTo(true));
    }

    @Test
    void listsMenteesWhoBookedFirstAndEachOnce() {
        var word = "searched-" + UUID.randomUUID();
        var mentor = UUID.randomUUID();
        var zoe = someMentee("Zoe " + word);
        var bob = someMentee("Bob " + word);
        var amy = someMentee("Amy " + word);
        var yan = someMentee("Yan " + word);
        booked(mentor, zoe);
        booked(mentor, yan);

        await().atMost(2, MINUTES)
                .untilAsserted(() -> assertThat(all(mentor, word)).containsExactly(yan, zoe, amy, bob));
        assertThat(all(UUID.randomUUID(), word)).containsExactly(amy, bob, yan, zoe);
        assertThat(all(mentor, null))
                .startsWith(yan, zoe)
                .containsSubsequence(amy, bob)
                .doesNotHaveDuplicates();
    }

    @Test
    void listsAMenteeWhoseBookingEventIsOldAndOutOfOrder() {
        var longAgo = Instant.now().minus(200, ChronoUnit.DAYS);
        var mentor = UUID.randomUUID();
        var booker = someMentee("Zoe " + mentor);
        var other = someMentee("Bob " + mentor);
        var booking = UUID.randomUUID();
        published(Instant.now(), "cancelled", booking, 2, mentor, booker);
        published(longAgo, "confirmed", booking, 1, mentor, booker);

        await().atMost(2, MINUTES)
                .untilAsserted(() -> assertThat(all(mentor, mentor.toString())).containsExactly(booker, other));
    }

    @Test
    void findsPunctuationInNamesLiterally() {
        var word = "signed-" + UUID.randomUUID();
        var odd = someMentee("Per%cent_\\" + word);
        someMentee("Percents-/" + word);
        assertThat(all(id, "R%CENT_\\" + word)).containsExactly(odd);
        assertThat(all(id, "p%" + word)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "田中太郎, 田中",
        "田中太郎, 太郎",
        "田中太郎, 田中 太郎",
        "田中 太郎, 田中太郎",
        "太郎 田中, 田中太郎",
        "김 서연, 김서연",
        "สมชาย ใจดี, ชายใจ",
        "ﾀﾅｶ ﾀﾛｳ, タナカタロウ",
        "Ｚｏｅ, zoe"
    })
    void findsNamesOfScriptsWithoutSpacesByAnyPart(String name, String part) {
        var booker = someMentee(name);
        var other = someMentee(name);
        someMentee("中村 花子");
        var mentor = UUID.randomUUID();
        booked(mentor, booker);

        await().atMost(2, MINUTES)
                .untilAsserted(
                        () -> assertThat(all(mentor, part)).startsWith(booker).contains(other));
        assertThat(all(UUID.randomUUID(), part)).contains(booker, other);
        assertThat(all(UUID.randomUUID(), part + "花")).isEmpty();
    }

    @Test
    void findsNobodyForASearchWithoutLetters() {
        someMentee("Zoe Zettel-" + UUID.randomUUID());
        for (var nothing : List.of(" ", "-", "🎨")) {
            assertThat(all(id, nothing)).isEmpty();
        }
        assertThat(all(id, "")).isNotEmpty();
    }

    /** A page each, so that the cursor has to lead over every seam. */
    private static List<UUID> all(UUID mentor, String word) {
        var found = new ArrayList<UUID>();
        String cursor = null;
        do {
            var request = as(Tokens.of("Mentor", mentor).roles("mentor"))
                    .queryParam("limit", word == null || word.isEmpty() ? 50 : 1);
            if (word != null) {
                request.queryParam("q", word);
            }
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            var page = request.get("/api/v1/mentees")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            page.getList("items.id", String.class).forEach(mentee -> found.add(UUID.fromString(mentee)));
            cursor = page.getString("next_cursor");
        } while (cursor != null);
        return found;
    }

    private static UUID someMentee(String name) {
        var id = UUID.randomUUID();
        var token = Tokens.of(name, id).roles("mentee");
        as(token).get("/api/v1/users/me").then().statusCode(200);
        as(token).body("{}").put("/api/v1/mentees/me").then().statusCode(201);
        return id;
    }

    private boolean decisionIsKnown() throws SQLException {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(database, "SELECT count(*) FROM mentor_decisions WHERE user_id = ?", id) == 1;
        }
    }

    private void decided(String what, long version) {
        decided(what, what, version);
    }

    private void decided(String what, String status, long version) {
        TestTopics.publish(
                "mentoring.mentors",
                UUID.randomUUID().toString(),
                "/mentoring/mentor-service",
                "org.mentoring.mentor." + what + ".v1",
                id,
                version,
                "{\"mentor_id\": \"%s\", \"status\": \"%s\", \"more\": 1}".formatted(id, status));
    }

    private static void booked(UUID mentor, UUID mentee) {
        var booking = UUID.randomUUID();
        for (int twice = 0; twice < 2; twice++) {
            published(Instant.now(), "confirmed", booking, 1, mentor, mentee);
        }
    }

    private static void published(Instant time, String what, UUID booking, int version, UUID mentor, UUID mentee) {
        TestTopics.publish(
                time,
                "mentoring.bookings",
                booking + "-" + version,
                "/mentoring/booking-service",
                "org.mentoring.booking." + what + ".v1",
                booking,
                version,
                """
                {"id": "%s", "mentor_id": "%s", "user_id": "%s", "created_at": "2026-11-24T10:00:00Z"}
                """.formatted(booking, mentor, mentee));
    }

    private static RequestSpecification as(Tokens token) {
        return given().auth().oauth2(token.build()).contentType(ContentType.JSON);
    }
}
