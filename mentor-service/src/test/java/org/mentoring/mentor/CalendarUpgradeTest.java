package org.mentoring.mentor;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.OlderDatabase;
import org.mentoring.kit.test.TestDatabase;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Calendars that were connected when events on them still bore the id of the mentor. */
@QuarkusTest
@RealParts
class CalendarUpgradeTest {

    private final UUID mentor = UUID.randomUUID();

    @Test
    void publishesWhatIsKnownOfEachCalendarOnceMoreUnderItsOwnKey() throws Exception {
        try (var database = OlderDatabase.at("6");
                var older = database.asSuperuser()) {
            connectCalendars(older);

            database.migrate();

            var published = published(older);
            assertThat(published)
                    .extracting(Published::subject)
                    .containsExactly(calendar("google"), calendar("microsoft"));
            assertThat(published).extracting(Published::version).containsExactly(8L, 9L);
            assertThat(published.get(0).data().getString("busy[0].start_time")).isEqualTo("2027-03-01T09:00:00Z");
            assertThat(published.get(0).data().getString("mentor_id")).isEqualTo(mentor.toString());
            assertThat(published.get(0).data().getString("from")).isEqualTo("2027-03-01T08:00:00Z");
            assertThat(published.get(0).data().getString("to")).isEqualTo("2027-05-03T00:00:00Z");
            assertThat(published.get(1).data().getString("provider")).isEqualTo("microsoft");
            assertThat(published.get(1).data().getList("busy")).isEmpty();
            Calls.assertMatchesSchema(
                    "org.mentoring.calendar.busy-changed.v1", published.get(1).json());
            assertThat(TestDatabase.count(older, "SELECT version FROM calendar_versions WHERE mentor_id = ?", mentor))
                    .isEqualTo(9);
        }
    }

    @Test
    void givesTheEventsOfReplicasOfTheVersionBeforeTheIdOfTheirCalendar() throws Exception {
        try (var database = OlderDatabase.at("6");
                var app = database.asApp();
                var insert = app.prepareStatement("INSERT INTO outbox (topic, type, subject, aggregate_version, data)"
                        + " VALUES (?, 'x', ?, 1, '{\"mentor_id\": \"" + mentor + "\", \"provider\": \"google\"}')");
                var reader = database.asSuperuser()) {
            database.migrate();
            for (var topic : List.of("mentoring.calendars", "mentoring.mentors")) {
                insert.setString(1, topic);
                insert.setObject(2, mentor);
                insert.execute();
            }

            assertThat(published(reader)).extracting(Published::subject).containsExactly(calendar("google"), mentor);
        }
    }

    /** Work on a calendar locks its row, then the mentor's count, then writes the event. */
    @Test
    void waitsForWorkThatIsUnderWayAndTellsWhatItFound() throws Exception {
        try (var database = OlderDatabase.at("6");
                var reader = database.asSuperuser();
                var work = database.asSuperuser();
                var statement = work.createStatement()) {
            connectCalendars(reader);
            work.setAutoCommit(false);
            statement.execute("UPDATE mentor_calendar_oauth SET busy = '[]' WHERE mentor_id = '" + mentor + "'");
            var migration = CompletableFuture.runAsync(database::migrate);
            await().atMost(30, SECONDS)
                    .until(() -> TestDatabase.count(
                                    reader,
                                    "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                                            + " WHERE d.datname = current_database() AND NOT l.granted")
                            > 0);

            statement.execute("UPDATE calendar_versions SET version = version + 1 WHERE mentor_id = '" + mentor + "'");
            statement.execute("INSERT INTO outbox (topic, type, subject, aggregate_version, data)"
                    + " VALUES ('mentoring.calendars', 'x', '" + mentor + "', 8, '{}')");
            work.commit();
            migration.get(30, SECONDS);

            var published = published(reader);
            assertThat(published).extracting(Published::version).containsExactly(8L, 9L, 10L);
            assertThat(published.get(1).data().getList("busy")).isEmpty();
        }
    }

    private record Published(UUID subject, long version, String json) {
        JsonPath data() {
            return JsonPath.from(json);
        }
    }

    private void connectCalendars(Connection older) throws SQLException {
        var neverRead = UUID.randomUUID();
        try (var statement = older.createStatement()) {
            for (var sql : List.of(
                    "INSERT INTO mentors (id, user_id, name, email, created_at) VALUES ('%1$s', '%1$s', 'Ada', 'a@b.c', now()),"
                            + " ('%2$s', '%2$s', 'Grace', 'g@b.c', now())",
                    "INSERT INTO calendar_keys VALUES (1, now())",
                    "INSERT INTO calendar_versions VALUES ('%s', 7)",
                    "INSERT INTO mentor_calendar_oauth (id, mentor_id, provider, access_token, key_id, state, last_read_at, busy)"
                            + " VALUES (uuidv7(), '%1$s', 'google', 'x', 1, 'expired-grant', '2027-03-01 08:30Z',"
                            + " '[{\"start_time\": \"2027-03-01T09:00:00Z\", \"end_time\": \"2027-03-01T10:00:00Z\"}]'),"
                            + " (uuidv7(), '%1$s', 'microsoft', 'x', 1, 'connected', '2027-03-01 08:30Z', '[]'),"
                            + " (uuidv7(), '%2$s', 'google', 'x', 1, 'connected', NULL, '[]')")) {
                statement.execute(sql.formatted(mentor, neverRead));
            }
        }
    }

    private static List<Published> published(Connection database) throws SQLException {
        try (var rows = database.createStatement()
                .executeQuery("SELECT subject, aggregate_version, data FROM outbox ORDER BY id")) {
            var published = new ArrayList<Published>();
            while (rows.next()) {
                published.add(new Published(rows.getObject(1, UUID.class), rows.getLong(2), rows.getString(3)));
            }
            return published;
        }
    }

    private UUID calendar(String provider) {
        return CalendarAccount.calendar(mentor, provider);
    }
}
