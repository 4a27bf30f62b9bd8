package org.mentoring.mentor;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.mentoring.mentor.DirectoryFixture.approve;
import static org.mentoring.mentor.DirectoryFixture.find;
import static org.mentoring.mentor.DirectoryFixture.mentor;
import static org.mentoring.mentor.DirectoryFixture.tag;

/** What a replica keeps of the directory is as the database is. */
@QuarkusTest
@RealParts
class DirectoryReplicaTest {

    /** Keeps what one test finds apart from what the others made. */
    private final String tag = "field-" + UUID.randomUUID();

    @Test
    void showsAtOnceWhatAnotherReplicaCommittedAndSkipsNoneThatCommitsLate() throws Exception {
        tag(tag);
        var early = mentor("Early", "", tag);
        var late = mentor("Late", "", tag);
        approve(early);
        approve(late);
        try (var slow = TestDatabase.asSuperuser();
                var quick = TestDatabase.asSuperuser()) {
            slow.setAutoCommit(false);
            rename(slow, late, "Zuse");
            rename(quick, early, "Zuckert");
            find("tag", tag).body("items.name", containsInAnyOrder("Zuckert", "Late"));
            slow.commit();
        }
        find("tag", tag).body("items.name", containsInAnyOrder("Zuckert", "Zuse"));
        given().queryParam("tag", tag)
                .queryParam("q", "zuse")
                .get("/api/v1/mentors")
                .then()
                .body("items.id", contains(late.toString()));
    }

    @Test
    void readsTheDirectoryAnewWhenTheDatabaseHasBeenRestored() throws Exception {
        tag(tag);
        var mentor = mentor("Before", "", tag);
        approve(mentor);
        find("tag", tag).body("items.name", contains("Before"));
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            database.setAutoCommit(false);
            // As it was before the last changes, which left no trace.
            statement.execute("SET LOCAL session_replication_role = replica");
            statement.execute("UPDATE mentor_directory SET name = 'Restored' WHERE mentor_id = '" + mentor + "'");
            statement.execute("UPDATE mentor_directory_changes SET revision = revision - 1000000");
            statement.execute("SELECT setval('mentor_directory_revision', 1)");
            database.commit();
        }
        given().queryParam("tag", tag)
                .queryParam("q", "restored")
                .get("/api/v1/mentors")
                .then()
                .body("items.id", contains(mentor.toString()));
    }

    private static void rename(Connection database, UUID mentor, String name) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute("UPDATE mentors SET name = '" + name + "' WHERE id = '" + mentor + "'");
        }
    }
}
