package org.mentoring.notification;

import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@RealParts
class PreferencesTest {

    private static final String PATH = "/api/v1/notifications/preferences";

    private final UUID person = UUID.randomUUID();
    private final String token = Tokens.of("Linus", person).roles("mentee").build();

    @Test
    void sendsEveryKindByDefault() {
        read().header("ETag", "\"0\"")
                .body("kinds.booking-confirmed", equalTo(true))
                .body("kinds.session-reminder", equalTo(true))
                .body("reminder_minutes", contains(1440, 60))
                .body("language", nullValue())
                .body("kinds.mentor-report", equalTo(true));
    }

    @Test
    void storesPreferences() {
        put("\"0\"", """
                {"kinds": {"review-request": false, "platform-report": false, "session-reminder": true},
                 "reminder_minutes": [30, 2880, 30], "language": "hi"}
                """).statusCode(200).header("ETag", "\"1\"");
        read().header("ETag", "\"1\"")
                .body("kinds.review-request", equalTo(false))
                .body("kinds.session-reminder", equalTo(true))
                .body("kinds.booking-cancelled", equalTo(true))
                .body("reminder_minutes", contains(2880, 30))
                .body("language", equalTo("hi"))
                .body("kinds.mentor-report", equalTo(true))
                .body("kinds.platform-report", equalTo(false));
        put("\"1\"", """
                {"kinds": {}, "reminder_minutes": [], "language": null}
                """)
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("kinds.review-request", equalTo(true))
                .body("reminder_minutes", empty());
    }

    @Test
    void publishesTheLanguage() {
        put("\"0\"", """
                {"kinds": {}, "reminder_minutes": [], "language": "hi"}
                """).statusCode(200);
        put("\"1\"", """
                {"kinds": {}, "reminder_minutes": [], "language": null}
                """).statusCode(200);
        var events = TestTopics.read(
                "mentoring.preferences", 2, event -> person.toString().equals(event.key()));
        assertThat(events)
                .extracting(event -> TestTopics.header(event, "ce_type"))
                .containsOnly("org.mentoring.preference.updated.v1");
        assertThat(events)
                .extracting(event -> JsonPath.from(event.value()).getString("language"))
                .containsExactly("hi", null);
    }

    @Test
    void refusesAStaleVersion() {
        var choice = "{\"kinds\": {}, \"reminder_minutes\": [60], \"language\": null}";
        put("\"0\"", choice).statusCode(200);
        put("\"0\"", choice).statusCode(412);
        put("\"7\"", choice).statusCode(412);
        put("W/\"1\"", choice).statusCode(412);
        put(null, choice).statusCode(428);
    }

    @ParameterizedTest
    @CsvSource({"booking-confirmed", "booking-declined", "booking-expired", "booking-rescheduled", "booking-cancelled"})
    void refusesToTurnOffMailsAboutBookings(String kind) throws Exception {
        put("\"0\"", """
                {"kinds": {"%s": false}, "reminder_minutes": [60], "language": null}
                """.formatted(kind)).statusCode(422).body("errors.field", hasItem("kinds." + kind));
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, person, "mentee");
            assertThatThrownBy(() -> TestDatabase.count(
                            app,
                            "INSERT INTO preferences (user_id, kinds_off) VALUES (?, ARRAY[?]) RETURNING 1",
                            person,
                            kind))
                    .hasMessageContaining("preferences_never_silence_what_must_be_told");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {"kinds": {"gossip": false}, "reminder_minutes": [], "language": null}   | 422
                {"kinds": {}, "reminder_minutes": [4], "language": null}                 | 422
                {"kinds": {}, "reminder_minutes": [10081], "language": null}             | 422
                {"kinds": {}, "reminder_minutes": [5,6,7,8,9,10], "language": null}      | 422
                {"kinds": {}, "reminder_minutes": [null], "language": null}              | 422
                {"kinds": {}, "reminder_minutes": [], "language": "tlh"}                 | 422
                {"kinds": {"review-request": null}, "reminder_minutes": [], "language": null} | 422
                {"reminder_minutes": [], "language": null}                               | 422
                {"kinds": {}, "reminder_minutes": ["60"], "language": null}              | 400
                {"kinds": {"review-request": "no"}, "reminder_minutes": [], "language": null}             | 400
                {"kinds": {}, "reminder_minutes": [], "language": null, "admin": true}   | 400
                """)
    void refusesInvalidPreferences(String choice, int status) {
        put("\"0\"", choice).statusCode(status);
        read().header("ETag", "\"0\"");
    }

    @Test
    void showsPeopleOnlyTheirOwnPreferences() throws Exception {
        put("\"0\"", "{\"kinds\": {}, \"reminder_minutes\": [45], \"language\": \"de\"}")
                .statusCode(200);
        given().auth()
                .oauth2(Tokens.of("Root", UUID.randomUUID()).roles("admin").build())
                .get(PATH)
                .then()
                .statusCode(200)
                .header("ETag", "\"0\"");
        given().get(PATH).then().statusCode(401);
        try (var app = TestDatabase.asApp()) {
            var count = "SELECT count(*) FROM preferences";
            assertThat(TestDatabase.count(app, count)).isZero();
            TestDatabase.identify(app, UUID.randomUUID(), "mentee,mentor,admin");
            assertThat(TestDatabase.count(app, count)).isZero();
            try (var statement = app.createStatement()) {
                assertThat(statement.executeUpdate("UPDATE preferences SET kinds_off = '{}'"))
                        .isZero();
            }
            TestDatabase.identify(app, person, "mentee");
            assertThat(TestDatabase.count(app, count)).isOne();
        }
    }

    private ValidatableResponse read() {
        return given().auth().oauth2(token).get(PATH).then().statusCode(200);
    }

    private ValidatableResponse put(String ifMatch, String body) {
        var request =
                given().auth().oauth2(token).contentType("application/json").body(body);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch))
                .put(PATH)
                .then();
    }
}
