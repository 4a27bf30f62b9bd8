package org.mentoring.notification;

import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@RealParts
class DeadLetterTest {

    private static final String PATH = "/api/v1/notifications/dead-letters";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @TestHTTPResource(management = true)
    URL management;

    private final String admin =
            Tokens.of("Root", UUID.randomUUID()).roles("admin").build();

    @Test
    void showsWhatCouldNotBeAppliedAndWhy() {
        var key = UUID.randomUUID();
        publishUser(key, "{\"user_id\": 5}");
        var letter = parked("mentoring.users", key, 1).getFirst();
        given().auth()
                .oauth2(admin)
                .get(PATH + "?topic=mentoring.users&status=parked&limit=100")
                .then()
                .statusCode(200)
                .body("items.find { it.id == '" + letter + "' }.service", equalTo("notification-service"))
                .body("items.find { it.id == '" + letter + "' }.payload", equalTo("{\"user_id\": 5}"))
                .body(
                        "items.find { it.id == '" + letter + "' }.reason",
                        containsString("The data of org.mentoring.user.updated.v1 is not what it should be"))
                .body(
                        "items.find { it.id == '" + letter + "' }.headers.find { it.name == 'ce_type' }.value",
                        equalTo("org.mentoring.user.updated.v1"));
    }

    @Test
    void appliesWhatIsReplayedOnceTheObstacleIsGone() throws Exception {
        var person = UUID.randomUUID();
        obstruct(person);
        publishUser(person, user(person, "Grace"));
        var letter = parked("mentoring.users", person, 1).getFirst();
        clear();

        post(letter, "replay")
                .statusCode(202)
                .body("status", equalTo("replayed"))
                .body("replays", equalTo(1))
                .body("settled_at", notNullValue());

        await().atMost(2, MINUTES).until(() -> {
            try (var database = TestDatabase.asSuperuser()) {
                return TestDatabase.count(
                                database, "SELECT count(*) FROM people WHERE user_id = ? AND name = 'Grace'", person)
                        == 1;
            }
        });
        assertThat(parked("mentoring.users", person, 1)).containsExactly(letter);
    }

    @Test
    void parksAReplayThatFailsAgain() {
        var key = UUID.randomUUID();
        publishUser(key, "[]");
        var first = parked("mentoring.users", key, 1).getFirst();

        post(first, "replay").statusCode(202);

        var both = parked("mentoring.users", key, 2);
        assertThat(both.getLast()).isEqualTo(first);
        find(both.getFirst())
                .body("replay_of", equalTo(first))
                .body("status", equalTo("parked"))
                .body("topic", equalTo("mentoring.users"))
                .body("headers.findAll { it.name == 'dead-letter-reason' }", hasSize(1));
        post(first, "replay").statusCode(202).body("replays", equalTo(2));
        parked("mentoring.users", key, 3);
    }

    @Test
    void replaysARecordUnchangedWhicheverServiceParkedIt() throws Exception {
        var key = UUID.randomUUID().toString();
        var service = "weather-" + key + "-service";
        var payload = new byte[] {0, 1, (byte) 0xff, 'x', 0};
        send(
                "mentoring.weather." + service + ".dlq",
                key.getBytes(StandardCharsets.UTF_8),
                payload,
                Map.of(
                        "ce_id", "7".getBytes(StandardCharsets.UTF_8),
                        "odd", new byte[] {0, (byte) 0xfe},
                        "na\0me", "value".getBytes(StandardCharsets.UTF_8),
                        "dead-letter-reason", "rain\0".getBytes(StandardCharsets.UTF_8)));
        var letter = parked("mentoring.weather", key, 1).getFirst();
        find(letter).body("service", equalTo(service)).body("reason", equalTo("rain "));

        post(letter, "replay").statusCode(202);

        var record = TestTopics.read("mentoring.weather." + service + ".retry", 1, any -> true)
                .getFirst();
        assertThat(record.key()).isEqualTo(key);
        assertThat(record.value()).isEqualTo(new String(payload, StandardCharsets.UTF_8));
        assertThat(TestTopics.header(record, "ce_id")).isEqualTo("7");
        assertThat(record.headers().lastHeader("odd").value()).containsExactly(0, 0xfe);
        assertThat(TestTopics.header(record, "na me")).isEqualTo("value");
        assertThat(TestTopics.header(record, "replay-of")).isEqualTo(letter);
        assertThat(TestTopics.header(record, "dead-letter-reason")).isNull();
    }

    @Test
    void keepsWhyARecordWasDiscarded() throws Exception {
        var key = UUID.randomUUID().toString();
        send("mentoring.weather.other-service.dlq", key.getBytes(StandardCharsets.UTF_8), null, Map.of());
        var letter = parked("mentoring.weather", key, 1).getFirst();
        find(letter).body("payload", nullValue()).body("reason", equalTo("unknown"));

        discard(letter, "{\"reason\": \"A test of the weather service\"}")
                .statusCode(200)
                .body("status", equalTo("discarded"))
                .body("note", equalTo("A test of the weather service"));

        discard(letter, "{\"reason\": \"Again\"}").statusCode(409);
        post(letter, "replay").statusCode(409);
        discard(UUID.randomUUID().toString(), "{\"reason\": \"X\"}").statusCode(404);
        post(UUID.randomUUID().toString(), "replay").statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {}                    | 422
                {"reason": " "}       | 422
                {"reason": "a\\u0000"} | 422
                {"why": "x"}          | 400
                """)
    void requiresAReasonToDiscard(String body, int status) {
        discard(UUID.randomUUID().toString(), body).statusCode(status);
    }

    @Test
    void countsParkedRecords() throws Exception {
        send("mentoring.counted.some-service.dlq", null, null, Map.of());
        await().atMost(2, MINUTES)
                .untilAsserted(() -> assertThat(metrics())
                        .containsPattern("mentoring_dead_letters\\{.*topic=\"mentoring.counted\".*} 1"));
    }

    @Test
    void isForAdminsOnly() throws Exception {
        var mentor = Tokens.of("Ada", UUID.randomUUID()).roles("mentor").build();
        given().get(PATH).then().statusCode(401);
        given().auth().oauth2(mentor).get(PATH).then().statusCode(403);
        given().auth()
                .oauth2(mentor)
                .post(PATH + "/" + UUID.randomUUID() + "/replay")
                .then()
                .statusCode(403);
        given().auth().oauth2(admin).get(PATH + "?status=lost").then().statusCode(400);
        given().auth().oauth2(admin).get(PATH + "?limit=0").then().statusCode(400);
        send("mentoring.hidden.some-service.dlq", "hidden".getBytes(StandardCharsets.UTF_8), null, Map.of());
        parked("mentoring.hidden", "hidden", 1);
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, UUID.randomUUID(), "mentee,mentor");
            assertThat(TestDatabase.count(app, "SELECT count(*) FROM dead_letters"))
                    .isZero();
        }
    }

    /** The ids of the dead letters with the key once there are so many, the newest first. */
    private List<String> parked(String topic, Object key, int count) {
        return await().atMost(2, MINUTES)
                .until(
                        () -> letters(topic).<List<String>>get("items.findAll { it.key == '" + key + "' }.id"),
                        found -> found.size() == count);
    }

    private ValidatableResponse find(String letter) {
        return given().auth().oauth2(admin).get(PATH + "/" + letter).then().statusCode(200);
    }

    private JsonPath letters(String topic) {
        return given().auth()
                .oauth2(admin)
                .get(PATH + "?limit=100&topic=" + topic)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private ValidatableResponse post(String letter, String what) {
        return given().auth()
                .oauth2(admin)
                .post(PATH + "/" + letter + "/" + what)
                .then();
    }

    private ValidatableResponse discard(String letter, String body) {
        return given().auth()
                .oauth2(admin)
                .contentType("application/json")
                .body(body)
                .post(PATH + "/" + letter + "/discard")
                .then();
    }

    private String metrics() {
        return given().get(management + "metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private void send(String topic, byte[] key, byte[] value, Map<String, byte[]> headers) throws Exception {
        var record = new ProducerRecord<>(topic, key, value);
        headers.forEach((name, bytes) -> record.headers().add(name, bytes));
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(record).get(30, SECONDS);
        }
    }

    private static void publishUser(UUID person, String json) {
        TestTopics.publish(
                "mentoring.users",
                UUID.randomUUID().toString(),
                "/mentoring/user-service",
                "org.mentoring.user.updated.v1",
                person,
                1,
                json);
    }

    private static String user(UUID person, String name) {
        return """
                {"user_id": "%s", "name": "%s", "email": "x@example.org", "time_zone": "UTC", "locale": "en", "version": 1}
                """.formatted(person, name);
    }

    private static void obstruct(UUID person) throws Exception {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute("""
                    CREATE FUNCTION obstruct() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN RAISE EXCEPTION 'obstructed'; END $$
                    """);
            statement.execute("""
                    CREATE TRIGGER obstruct BEFORE INSERT ON people FOR EACH ROW
                    WHEN (NEW.user_id = '%s') EXECUTE FUNCTION obstruct()
                    """.formatted(person));
        }
    }

    private static void clear() throws Exception {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute("DROP FUNCTION obstruct CASCADE");
        }
    }
}
