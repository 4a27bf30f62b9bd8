package org.mentoring.benchmark.directory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

import org.mentoring.kit.test.TestDatabase;

/** The plans of what the service asks of the database for a page of the directory, as the service's own role. */
final class Plans {

    private Plans() {}

    static void print() throws SQLException {
        try (var app = TestDatabase.asApp()) {
            for (var statement : statements(app).entrySet()) {
                System.out.printf("%n%s%n", statement.getKey());
                try (var explain = app.createStatement();
                        var plan = explain.executeQuery("EXPLAIN (ANALYZE, BUFFERS) " + statement.getValue())) {
                    while (plan.next()) {
                        System.out.println("    " + plan.getString(1));
                    }
                }
            }
        }
    }

    private static Map<String, String> statements(Connection app) throws SQLException {
        var latest = text(app, "SELECT max(revision) FROM mentor_directory_changes");
        var ids = text(
                app,
                "SELECT quote_literal(array_agg(mentor_id)) FROM (SELECT mentor_id FROM mentor_directory LIMIT 20) d");
        var statements = new LinkedHashMap<String, String>();
        statements.put("What has changed since the last look: nothing", """
                SELECT latest.revision AS latest, c.revision, c.mentor_id AS changed_id, d.*
                  FROM (SELECT coalesce(max(revision), 0) AS revision FROM mentor_directory_changes) latest
                  LEFT JOIN mentor_directory_changes c ON c.revision > %s
                  LEFT JOIN mentor_directory d ON d.mentor_id = c.mentor_id
                 ORDER BY c.revision LIMIT 2000
                """.formatted(latest));
        statements.put(
                "What has changed since the last look: ten mentors",
                statements.get("What has changed since the last look: nothing").replace(latest, latest + " - 10"));
        statements.put(
                "What is shown of twenty mentors",
                "SELECT * FROM mentor_directory WHERE mentor_id = ANY (" + ids + "::uuid[])");
        statements.put("A batch when a replica starts", """
                SELECT mentor_id AS id, name, bio, expertise, language, rating_mean, rating_score, created_at
                  FROM mentor_directory WHERE mentor_id > '7f000000-0000-4000-8000-000000000000' ORDER BY mentor_id LIMIT 2000
                """);
        return statements;
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
