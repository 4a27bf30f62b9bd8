package org.mentoring.mentor;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.mentoring.mentor.Calls.as;

/** Mentors connect their calendars, and nobody else does. */
@QuarkusTest
@RealParts
class CalendarConnectTest {

    private static final String VOID = "urn:problem-type:mentoring:calendar-authorisation-void";
    private static final String REFUSED = "urn:problem-type:mentoring:calendar-authorisation-refused";

    @AfterEach
    void rest() throws SQLException {
        CalendarAccount.restAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "microsoft"})
    void connectsThroughTheProvidersConsentPageAndShowsNoToken(String provider) {
        var account = new CalendarAccount(provider);
        var browser = account.new Browser().begin();

        var back = browser.consent().comeBack();

        back.then()
                .statusCode(303)
                .header("Location", "https://mentoring.example/settings?tab=calendars&connected=" + provider)
                .header("Cache-Control", "no-store");
        var shown = account.connections()
                .body("items", hasSize(1))
                .body("items[0].provider", equalTo(provider))
                .body("items[0].state", equalTo("connected"))
                .body("items[0].connected_at", notNullValue())
                .body("offered", hasItems("google", "microsoft"))
                .extract()
                .asString();
        assertThat(shown).doesNotContain("token").doesNotContain("ya29").doesNotContain("1//");
    }

    @Test
    void sendsTheBrowserWithPkceAndACookieThatScriptsCannotRead() {
        var account = new CalendarAccount("google");

        var answer = as(account.token()).post("/api/v1/calendars/google/connect");

        assertThat(answer.header("Set-Cookie"))
                .contains("HttpOnly")
                .contains("Secure")
                .contains("SameSite=Lax")
                .contains("Path=/api/v1/calendars");
        assertThat(answer.jsonPath().getString("authorization_url"))
                .contains("code_challenge_method=S256")
                .contains("state=")
                .doesNotContain("client-secret");
    }

    @Test
    void redeemsACodeOnlyWithTheVerifierOfItsChallenge() {
        var browser = new CalendarAccount("google").new Browser().begin().consent();

        given().contentType(ContentType.URLENC)
                .formParam("grant_type", "authorization_code")
                .formParam("client_id", "google-client")
                .formParam("client_secret", FakeCalendars.CLIENT_SECRET)
                .formParam("code", browser.parameter("code"))
                .formParam("redirect_uri", FakeCalendars.REDIRECT.formatted("google"))
                .formParam("code_verifier", "a-verifier-that-somebody-guessed-somebody-guessed")
                .post(CalendarAccount.url() + "/google/token")
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_grant"));
        browser.comeBack().then().statusCode(400).body("type", equalTo(VOID));
    }

    @Test
    void refusesAStateThatWasUsed() {
        var account = new CalendarAccount("google");
        var browser = account.new Browser().begin().consent();
        browser.comeBack().then().statusCode(303);

        browser.comeBack().then().statusCode(400).body("type", equalTo(VOID));
        // The provider takes a code once anyway, but gives another one to whoever asks by the same URL.
        browser.consent().comeBack().then().statusCode(400).body("type", equalTo(VOID));
        account.connections().body("items", hasSize(1));
    }

    @Test
    void refusesAStateOfAnotherBrowserOrProviderAndLetsTheRightOneStillComplete() {
        var account = new CalendarAccount("google");
        var stranger = new CalendarAccount("google");
        var browser = account.new Browser().begin().consent();
        var other = stranger.new Browser().begin().consent();
        var state = browser.parameter("state");

        browser.comeBack("google", state, null).then().statusCode(400).body("type", equalTo(VOID));
        browser.comeBack("google", state, other.cookie).then().statusCode(400).body("type", equalTo(VOID));
        browser.comeBack("microsoft", state, browser.cookie)
                .then()
                .statusCode(400)
                .body("type", equalTo(VOID));
        browser.comeBack("google", "guessed", browser.cookie)
                .then()
                .statusCode(400)
                .body("type", equalTo(VOID));
        account.connections().body("items", empty());

        browser.comeBack().then().statusCode(303);
        account.connections().body("items", hasSize(1));
        stranger.connections().body("items", empty());
    }

    @Test
    void refusesAStateThatExpiredAndOneThatANewerOneReplaced() throws Exception {
        var account = new CalendarAccount("google");
        var first = account.new Browser().begin().consent();
        var second = account.new Browser().begin().consent();
        first.comeBack().then().statusCode(400).body("type", equalTo(VOID));
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute("UPDATE calendar_authorisations SET expires_at = now() - interval '1 second'"
                    + " WHERE mentor_id = '" + account.mentor + "'");
        }

        second.comeBack().then().statusCode(400).body("type", equalTo(VOID));
        account.connections().body("items", empty());
    }

    @Test
    void tellsWhatTheProviderAnsweredWhenTheMentorSaysNo() {
        var account = new CalendarAccount("google");
        account.arrange(Map.of("denies", true));

        account.connect()
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo(REFUSED))
                .body("detail", equalTo("The provider answered access_denied."));
        account.connections().body("items", empty());
    }

    @Test
    void refusesAGrantThatLeavesOutWhatIsNeededAndGivesItBack() {
        var account = new CalendarAccount("google");
        account.arrange(Map.of("scopes", "https://www.googleapis.com/auth/calendar.freebusy"));

        account.connect().then().statusCode(403).body("type", equalTo(REFUSED));

        account.connections().body("items", empty());
        assertThat(account.shown().getInt("grants")).isZero();
    }

    @Test
    void answersRetryAfterWhileTheProviderIsAway() {
        var account = new CalendarAccount("google");
        account.fail("token", Map.of("status", 503, "retry_after", "7"));

        account.connect().then().statusCode(503).header("Retry-After", equalTo("7"));
        account.connected();
    }

    @Test
    void refusesAMalformedCallback() {
        given().get("/api/v1/calendars/google/callback").then().statusCode(400);
        given().get("/api/v1/calendars/google/callback?state=x").then().statusCode(400);
        given().get("/api/v1/calendars/google/callback?state=x&code=y&error=z")
                .then()
                .statusCode(400);
        given().get("/api/v1/calendars/google/callback?code=y&state=" + "x".repeat(3500))
                .then()
                .statusCode(400);
        given().get("/api/v1/calendars/apple/callback?state=x&code=y").then().statusCode(404);
    }

    @Test
    void isForMentorsOnly() {
        var mentee = Tokens.of("Linus", UUID.randomUUID()).roles("mentee");

        given().get("/api/v1/calendars").then().statusCode(401);
        as(mentee).post("/api/v1/calendars/google/connect").then().statusCode(403);
        as(Tokens.of("Nobody", UUID.randomUUID()).roles("mentor"))
                .post("/api/v1/calendars/google/connect")
                .then()
                .statusCode(404);
        as(new CalendarAccount("google").token())
                .post("/api/v1/calendars/apple/connect")
                .then()
                .statusCode(404);
    }

    @Test
    void connectsAgainInThePlaceOfTheFirstConnection() {
        var account = new CalendarAccount("google").connected();
        var id = account.connectionId();

        account.connected();

        account.connections()
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(id))
                .body("items[0].version", not(equalTo(1)));
    }

    @Test
    void disconnectsAndRevokesTheGrantThoughTheProviderIsAwayAtFirst() throws Exception {
        var account = new CalendarAccount("google").connected();
        account.fail("revoke", Map.of("status", 503));
        var stranger = new CalendarAccount("google");
        var id = account.connectionId();
        as(stranger.token()).delete("/api/v1/calendars/" + id).then().statusCode(404);

        as(account.token()).delete("/api/v1/calendars/" + id).then().statusCode(204);

        account.connections().body("items", empty());
        as(account.token()).delete("/api/v1/calendars/" + id).then().statusCode(404);
        await().atMost(2, MINUTES)
                .untilAsserted(
                        () -> assertThat(account.shown().getInt("grants")).isZero());
        assertThat(account.calls("revoke")).hasSize(2);
        try (var database = TestDatabase.asSuperuser()) {
            await().atMost(2, MINUTES)
                    .untilAsserted(() -> assertThat(TestDatabase.count(
                                    database,
                                    "SELECT count(*) FROM calendar_revocations WHERE mentor_id = ?",
                                    account.mentor))
                            .isZero());
        }
    }

    /** A suspended mentor, whose calendar would be read as long as it is connected. */
    @Test
    void letsWhoHasLostTheRoleDisconnect() {
        var account = new CalendarAccount("google").connected();
        var withoutRole = Tokens.of("Ada", account.mentor);

        as(withoutRole).get("/api/v1/calendars").then().statusCode(200).body("items", hasSize(1));
        as(withoutRole)
                .delete("/api/v1/calendars/" + account.connectionId())
                .then()
                .statusCode(204);

        account.connections().body("items", empty());
    }

    @Test
    void doesNotRevokeLateWhatWasGrantedAgain() throws Exception {
        var account = new CalendarAccount("google").connected();
        account.fail("revoke", Map.of("status", 503, "retry_after", "60"));
        as(account.token())
                .delete("/api/v1/calendars/" + account.connectionId())
                .then()
                .statusCode(204);
        await().atMost(2, MINUTES)
                .untilAsserted(() -> assertThat(account.calls("revoke")).hasSize(1));

        account.connected();

        try (var database = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(
                            database, "SELECT count(*) FROM calendar_revocations WHERE mentor_id = ?", account.mentor))
                    .isZero();
        }
        assertThat(account.state()).isEqualTo("connected");
    }

    @Test
    void keepsTokensFromWhoeverReadsTheDatabase() throws Exception {
        var account = new CalendarAccount("google").connected();
        var pending = new CalendarAccount("google");
        pending.new Browser().begin();
        var tokens = account.shown().getList("access_tokens", String.class);
        assertThat(tokens).isNotEmpty();

        try (var database = TestDatabase.asSuperuser()) {
            var everything = dump(database);
            for (var token : tokens) {
                assertThat(everything).doesNotContain(token);
            }
            for (var token : account.shown().getList("refresh_tokens", String.class)) {
                assertThat(everything).doesNotContain(token);
            }
            assertThat(everything).doesNotContain("ya29.").doesNotContain("1//refresh");
        }
        try (var app = TestDatabase.asApp()) {
            for (var table : new String[] {
                "mentor_calendar_oauth",
                "calendar_authorisations",
                "calendar_keyset",
                "calendar_keys",
                "calendar_revocations",
                "calendar_versions",
                "calendar_bookings",
                "calendar_entries"
            }) {
                assertThat(TestDatabase.count(app, "SELECT count(*) FROM " + table))
                        .as(table)
                        .isZero();
            }
            TestDatabase.identify(app, UUID.randomUUID(), "mentor");
            assertThat(TestDatabase.count(app, "SELECT count(*) FROM mentor_calendar_oauth"))
                    .isZero();
            TestDatabase.identify(app, account.mentor, "mentor");
            assertThat(TestDatabase.count(app, "SELECT count(*) FROM mentor_calendar_oauth"))
                    .isEqualTo(1);
            assertThat(TestDatabase.count(app, "SELECT count(*) FROM calendar_keyset"))
                    .isZero();
        }
    }

    private static String dump(Connection database) throws Exception {
        var text = new StringBuilder();
        for (var table :
                new String[] {"mentor_calendar_oauth", "calendar_authorisations", "calendar_revocations", "outbox"}) {
            try (var statement = database.createStatement();
                    var rows = statement.executeQuery("SELECT row_to_json(t)::text FROM " + table + " t")) {
                while (rows.next()) {
                    text.append(rows.getString(1)).append('\n');
                }
            }
        }
        return text.toString();
    }
}
