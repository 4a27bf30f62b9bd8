package org.mentoring.mentor;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.subtle.AesGcmJce;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.mentoring.mentor.Calls.as;

/** Operators replace the key under which tokens are encrypted, while calendars go on being read. */
@QuarkusTest
@RealParts
class CalendarKeyTest {

    private static final Tokens ADMIN = Tokens.of("Root", UUID.randomUUID()).roles("admin");
    private static final String KEYS = "/api/v1/calendars/keys";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @AfterEach
    void rest() throws SQLException {
        CalendarAccount.restAll();
    }

    @Test
    void replacesAKeyInFourStepsAndRefusesToForgetOneThatIsNeeded() throws Exception {
        var account = new CalendarAccount("google").connected();
        var pending = new CalendarAccount("microsoft").new Browser().begin().consent();
        var old = primary();

        as(ADMIN).post(KEYS).then().statusCode(201).header("Location", endsWith(KEYS));
        assertThat(primary()).isEqualTo(old);
        var added = keys().getString("items.id[-1]");
        as(ADMIN).post(KEYS + "/" + added + "/promote").then().statusCode(200);
        assertThat(primary()).isEqualTo(added);
        as(ADMIN).delete(KEYS + "/" + added).then().statusCode(409);
        as(ADMIN).delete(KEYS + "/" + old).then().statusCode(409);
        awaitReads(account, 1);

        // What somebody works on at the moment is passed over, so it may take more than once.
        await().atMost(TIMEOUT).untilAsserted(() -> {
            as(ADMIN).post(KEYS + "/re-encrypt").then().statusCode(200);
            as(ADMIN).delete(KEYS + "/" + old).then().statusCode(204);
        });

        assertThat(keys().getList("items.id", String.class)).containsExactly(added);
        account.arrange(Map.of("forget_access", true));
        awaitReads(account, account.calls("busy").size() + 3);
        assertThat(account.state()).isEqualTo("connected");
        pending.comeBack().then().statusCode(303);
        as(ADMIN).delete(KEYS + "/" + old).then().statusCode(404);
    }

    @Test
    void readsKeysThatAReplicaWithTheNextKeyHasEncryptedAndLeavesThemSo() throws Exception {
        var before = primary();
        try (var database = TestDatabase.asSuperuser()) {
            var wrapped = keyset(database);
            var rewrapped = rewrapped(wrapped);
            store(database, rewrapped);
            try {
                assertThat(primary()).isEqualTo(before);
                assertThat(keyset(database)).isEqualTo(rewrapped);
            } finally {
                store(database, wrapped);
            }
        }
    }

    @Test
    void doesNotTakeATokenOfAnotherRowForItsOwn() throws Exception {
        var account = new CalendarAccount("google").connected();
        var stranger = new CalendarAccount("google").connected();
        awaitReads(account, 1);
        try (var database = TestDatabase.asSuperuser()) {
            swap(database, account, stranger);
        }

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(
                                account.connections().extract().jsonPath().getString("items[0].failure"))
                        .isEqualTo("An error of this service"));
        var calls = stranger.calls("busy").size();
        account.connected();
        awaitReads(stranger, calls + 1);
    }

    @Test
    void isForAdminsOnly() {
        var mentor = new CalendarAccount("google").token();
        given().get(KEYS).then().statusCode(401);
        as(mentor).get(KEYS).then().statusCode(403);
        as(mentor).post(KEYS).then().statusCode(403);
        as(mentor).post(KEYS + "/1/promote").then().statusCode(403);
        as(mentor).post(KEYS + "/re-encrypt").then().statusCode(403);
        as(mentor).delete(KEYS + "/1").then().statusCode(403);
        as(ADMIN).post(KEYS + "/1/promote").then().statusCode(404);
    }

    private static void swap(Connection database, CalendarAccount to, CalendarAccount from) throws Exception {
        try (var statement =
                database.prepareStatement("UPDATE mentor_calendar_oauth c SET access_token = o.access_token"
                        + " FROM mentor_calendar_oauth o WHERE c.mentor_id = ? AND o.mentor_id = ?")) {
            statement.setObject(1, to.mentor);
            statement.setObject(2, from.mentor);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private static byte[] keyset(Connection database) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("SELECT keyset FROM calendar_keyset")) {
            rows.next();
            return rows.getBytes(1);
        }
    }

    private static void store(Connection database, byte[] keyset) throws SQLException {
        try (var statement = database.prepareStatement("UPDATE calendar_keyset SET keyset = ?")) {
            statement.setBytes(1, keyset);
            statement.executeUpdate();
        }
    }

    private static byte[] rewrapped(byte[] keyset) throws GeneralSecurityException {
        var place = "calendar_keyset".getBytes(StandardCharsets.UTF_8);
        var opened = TinkProtoKeysetFormat.parseEncryptedKeyset(
                keyset, new AesGcmJce(FakeCalendars.KEY), place, RegistryConfiguration.get());
        return TinkProtoKeysetFormat.serializeEncryptedKeyset(
                opened, new AesGcmJce(FakeCalendars.NEXT_KEY), place, RegistryConfiguration.get());
    }

    private static JsonPath keys() {
        return as(ADMIN).get(KEYS).then().statusCode(200).extract().jsonPath();
    }

    private static String primary() {
        return keys().getString("items.find { it.primary }.id");
    }

    private static void awaitReads(CalendarAccount account, int count) {
        await().atMost(TIMEOUT).until(() -> account.calls("busy").size() >= count);
    }
}
