package org.mentoring.mentor;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import org.eclipse.microprofile.config.ConfigProvider;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;
import static org.mentoring.mentor.Calls.as;

/** A mentor, and that person's account at a provider. */
final class CalendarAccount {

    final UUID mentor;
    final String provider;

    private final String name = "account-" + UUID.randomUUID();

    CalendarAccount(String provider) {
        this(UUID.randomUUID(), provider);
        as(token())
                .body("{\"time_zone\": \"Europe/Berlin\"}")
                .post("/api/v1/mentors")
                .then()
                .statusCode(201);
    }

    private CalendarAccount(UUID mentor, String provider) {
        this.mentor = mentor;
        this.provider = provider;
    }

    /** Another account of the same person. */
    CalendarAccount at(String otherProvider) {
        return new CalendarAccount(mentor, otherProvider);
    }

    /** Has the service work on no calendar that is there now: those of every test so far would keep it busy in later ones. */
    static void restAll() throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute("UPDATE mentor_calendar_oauth SET claim = uuidv4(), claimed_until = 'infinity'");
        }
    }

    /** The person chooses another zone for the account. */
    void movesTo(String zone) {
        var event = UUID.randomUUID().toString();
        TestTopics.publish(
                "mentoring.users",
                event,
                "/mentoring/user-service",
                "org.mentoring.user.updated.v1",
                mentor,
                2,
                """
                {"user_id": "%1$s", "name": "Ada", "email": "%1$s@example.org", "time_zone": "%2$s", "locale": "en", "version": 2}
                """.formatted(mentor, zone));
        await().atMost(2, MINUTES).until(() -> {
            try (var database = TestDatabase.asSuperuser()) {
                return TestDatabase.count(
                                database, "SELECT count(*) FROM inbox WHERE consumer = 'addresses' AND id = ?", event)
                        == 1;
            }
        });
    }

    Tokens token() {
        return Tokens.of("Ada", mentor).roles("mentor");
    }

    /** From the operation to the callback, as a browser goes. */
    CalendarAccount connected() {
        connect().then().statusCode(303);
        return this;
    }

    Response connect() {
        return new Browser().begin().consent().comeBack();
    }

    /** The id of the calendar in events: the provider's name among those of the mentor (UUID version 3, RFC 9562). */
    UUID calendar() {
        return calendar(mentor, provider);
    }

    static UUID calendar(UUID mentor, String provider) {
        var name = provider.getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(ByteBuffer.allocate(2 * Long.BYTES + name.length)
                .putLong(mentor.getMostSignificantBits())
                .putLong(mentor.getLeastSignificantBits())
                .put(name)
                .array());
    }

    ValidatableResponse connections() {
        return as(token()).get("/api/v1/calendars").then().statusCode(200);
    }

    String connectionId() {
        return connections().extract().jsonPath().getString("items[0].id");
    }

    String state() {
        return connections().extract().jsonPath().getString("items[0].state");
    }

    void isBusy(Instant... startsAndEnds) {
        var busy = new ArrayList<Map<String, String>>();
        for (var i = 0; i < startsAndEnds.length; i += 2) {
            busy.add(Map.of("start", startsAndEnds[i].toString(), "end", startsAndEnds[i + 1].toString()));
        }
        arrange(Map.of("busy", busy));
    }

    void arrange(Map<String, ?> what) {
        given().contentType(ContentType.JSON).body(what).put(control()).then().statusCode(204);
    }

    /** Has an operation (busy, insert, update, delete, refresh, revoke, token) fail once. */
    void fail(String operation, Map<String, ?> how) {
        var failure = new HashMap<String, Object>(how);
        failure.put("operation", operation);
        given().contentType(ContentType.JSON)
                .body(failure)
                .post(control() + "/failures")
                .then()
                .statusCode(204);
    }

    JsonPath shown() {
        return given().get(control()).then().statusCode(200).extract().jsonPath();
    }

    List<String> calls(String operation) {
        return shown().getList("calls", String.class).stream()
                .filter(operation::equals)
                .toList();
    }

    private String control() {
        return url() + "/control/" + name;
    }

    static String url() {
        return ConfigProvider.getConfig().getValue(FakeCalendars.URL, String.class);
    }

    /** One browser on its way through the connection. */
    final class Browser {

        String authorizationUrl;
        String cookie;
        String location;

        Browser begin() {
            var answer = as(token()).post("/api/v1/calendars/" + provider + "/connect");
            answer.then().statusCode(200);
            authorizationUrl = answer.jsonPath().getString("authorization_url");
            cookie = answer.cookie("calendar_connect_" + provider);
            return this;
        }

        Browser consent() {
            var back = given().redirects()
                    .follow(false)
                    .urlEncodingEnabled(false)
                    .get(authorizationUrl + "&account=" + name);
            back.then().statusCode(302);
            location = back.header("Location");
            return this;
        }

        String parameter(String parameter) {
            for (var pair : location.substring(location.indexOf('?') + 1).split("&")) {
                if (pair.startsWith(parameter + "=")) {
                    return URLDecoder.decode(pair.substring(parameter.length() + 1), StandardCharsets.UTF_8);
                }
            }
            return null;
        }

        Response comeBack() {
            return comeBack(provider, parameter("state"), cookie);
        }

        Response comeBack(String to, String state, String withCookie) {
            var request = given().redirects().follow(false);
            for (var sent : List.of("code", "error")) {
                if (parameter(sent) != null) {
                    request.queryParam(sent, parameter(sent));
                }
            }
            if (state != null) {
                request.queryParam("state", state);
            }
            if (withCookie != null) {
                request.cookie("calendar_connect_" + to, withCookie);
            }
            return request.get("/api/v1/calendars/" + to + "/callback");
        }
    }
}
