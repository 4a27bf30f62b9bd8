package org.mentoring.benchmark.review;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.UUID;

import org.mentoring.kit.test.TestDatabase;
import org.mentoring.review.review.ReviewOrder;

/**
 * How PostgreSQL reads the pages: the service's own statements, as the service's role and under row security, by the plan
 * that a prepared statement ends up with for whatever mentor.
 */
final class ReviewPlans {

    private static final int DEPTH = 2_000;

    private ReviewPlans() {}

    static void print(UUID mentor) throws SQLException {
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, null, "");
            try (var statement = app.createStatement()) {
                statement.execute("SET plan_cache_mode = force_generic_plan");
                for (var order : ReviewOrder.values()) {
                    for (var rated : new boolean[] {false, true}) {
                        print(statement, mentor, order, rated);
                    }
                }
            }
        }
    }

    private static void print(Statement statement, UUID mentor, ReviewOrder order, boolean rated) throws SQLException {
        var named = order + (rated ? "_rated" : "");
        var first = "'" + mentor + "', %d" + (rated ? ", 5" : "");
        statement.execute("PREPARE " + named + " AS " + order.page(rated, false));
        statement.execute("PREPARE " + named + "_deep AS " + order.page(rated, true));
        var end = "";
        try (var rows = statement.executeQuery("EXECUTE " + named + "(" + first.formatted(DEPTH) + ")")) {
            while (rows.next()) {
                var key = order.key(rows.getInt("rating"), rows.getLong("useful_count"));
                end = (order.hasKey(rated) ? ", " + key : "") + ", '" + rows.getString("id") + "'";
            }
        }
        explain(statement, named, first.formatted(21));
        explain(statement, named + "_deep", first.formatted(21) + end);
    }

    private static void explain(Statement statement, String named, String parameters) throws SQLException {
        System.out.println(named.toLowerCase(Locale.ROOT).replace('_', ' '));
        var explain = "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, SUMMARY OFF) EXECUTE ";
        try (var rows = statement.executeQuery(explain + named + "(" + parameters + ")")) {
            while (rows.next()) {
                var line = rows.getString(1);
                // Row security asks who the caller is only for rows that are hidden, and the index has none of these.
                if (!line.contains("InitPlan") && !line.contains("never executed")) {
                    System.out.println("    " + line);
                }
            }
        }
    }
}
