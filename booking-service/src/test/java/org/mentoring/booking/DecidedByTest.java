package org.mentoring.booking;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.MentorFixture.in;

/** What the migration that adds {@code decided_by} makes of sessions that were decided before. */
@QuarkusTest
@RealParts
class DecidedByTest {

    private static final Path MIGRATION = Path.of("src/main/resources/db/migration/V3__decided_by.sql");

    /** @param decided how long after the time to contest it */
    @ParameterizedTest
    @CsvSource({
        "no-show, , 0, deadline",
        "no-show, , -1 hour, agreement",
        "no-show, , 1 hour, admin",
        "no-show, mentee, -1 hour, admin",
        "completed, , -1 hour, admin"
    })
    void setsDecidedByFromWhatIsKnown(String status, String contestedBy, String decided, String expected)
            throws Exception {
        var mentor = MentorFixture.available();
        var session = UUID.fromString(as(Tokens.of("Linus", UUID.randomUUID()).roles("mentee"))
                .body(mentor.booking(in(3, 10, 0)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201)
                .extract()
                .path("session_id"));
        try (var database = TestDatabase.asSuperuser();
                var statement = database.prepareStatement("""
                        UPDATE mentoring_sessions
                           SET status = ?, absent = 'mentee', reported_by = 'mentor', reported_at = now(),
                               contestable_until = now() + interval '1 day', contested_by = ?,
                               contested_at = CASE WHEN ? IS NOT NULL THEN now() END,
                               decided_at = now() + interval '1 day' + ?::interval
                         WHERE id = ?
                        """)) {
            statement.setString(1, status);
            statement.setString(2, contestedBy);
            statement.setString(3, contestedBy);
            statement.setString(4, decided);
            statement.setObject(5, session);
            assertThat(statement.executeUpdate()).isOne();
        }
        var migration = Files.readString(MIGRATION);
        try (var owner = TestDatabase.asOwner();
                var statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute(migration.substring(migration.indexOf("SELECT set_config")));
            owner.commit();
        }
        try (var database = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(
                            database,
                            "SELECT count(*) FROM mentoring_sessions WHERE id = ? AND decided_by = ?",
                            session,
                            expected))
                    .isOne();
        }
    }
}
