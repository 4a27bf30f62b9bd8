package org.mentoring.kit.test;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Events of closed accounts, as user-service publishes them, and what the service still holds about their owners. */
public final class ClosedAccountEvents {

    private static final String TABLES = """
            SELECT quote_ident(relname) FROM pg_class
             WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'flyway_schema_history'
             ORDER BY 1
            """;

    private ClosedAccountEvents() {}

    /** Publishes that the account of a person was closed and erased. */
    public static void publish(UUID person) {
        TestTopics.publish(
                "mentoring.users",
                UUID.randomUUID().toString(),
                "/mentoring/user-service",
                "org.mentoring.user.erased.v1",
                person,
                1000,
                "{\"user_id\": \"%s\", \"erased_at\": \"%s\"}".formatted(person, Instant.now()));
    }

    /** Returns when the service has acknowledged that it knows nothing of the person any more. */
    public static void awaitAcknowledgement(UUID person) {
        TestTopics.read("mentoring.erasures", 1, event -> person.toString().equals(event.key()));
    }

    /** The tables that contain the text, in any column. */
    public static List<String> tablesWith(String text) throws SQLException {
        var found = new ArrayList<String>();
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            var tables = new ArrayList<String>();
            try (var rows = statement.executeQuery(TABLES)) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (var table : tables) {
                if (TestDatabase.count(
                                database,
                                "SELECT count(*) FROM %s t WHERE position(lower(?) IN lower(to_jsonb(t)::text)) > 0"
                                        .formatted(table),
                                text)
                        > 0) {
                    found.add(table);
                }
            }
        }
        return found;
    }
}
