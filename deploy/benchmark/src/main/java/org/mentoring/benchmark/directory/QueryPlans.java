package org.mentoring.benchmark.directory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

import org.mentoring.kit.test.TestDatabase;
import org.mentoring.mentor.directory.CurrentIndex;
import org.mentoring.mentor.directory.Directory;

/** Prints the plans of the service's statements for a page of the directory, as the service's own role. */
final class QueryPlans {

    private QueryPlans() {}

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
        statements.put("Changes since the last poll: none", with(CurrentIndex.CHANGES, latest, "2000"));
        statements.put(
                "Changes since the last poll: ten mentors", with(CurrentIndex.CHANGES, latest + " - 10", "2000"));
        statements.put("What is shown of twenty mentors", with(Directory.SHOW, ids + "::uuid[]"));
        statements.put(
                "A batch when a replica starts",
                with(CurrentIndex.ALL, "'7f000000-0000-4000-8000-000000000000'", "2000"));
        return statements;
    }

    private static String with(String statement, String... parameters) {
        var sql = statement;
        for (var i = 0; i < parameters.length; i++) {
            sql = sql.replace("$" + (i + 1), parameters[i]);
        }
        return sql;
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
