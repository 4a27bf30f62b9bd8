package org.mentoring.benchmark.rowsecurity;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.mentoring.kit.test.TestDatabase;
import org.postgresql.PGStatement;

/** Runs statements with and without policies, by turns; each goes first as often as the other. */
final class Comparison {

    private static final int ROUNDS = 101;
    private static final int WARM_UP = 20;
    private static final String PASSWORD = "secret";

    private final String url;
    private final String app;

    Comparison(Map<String, String> settings) throws SQLException {
        url = "jdbc:postgresql://%s:%s/%s"
                .formatted(
                        settings.get("mentoring.database.host"),
                        settings.get("mentoring.database.port"),
                        settings.get("mentoring.database.name"));
        app = settings.get("mentoring.database.app.username");
        try (var superuser = TestDatabase.asSuperuser();
                var statement = superuser.createStatement()) {
            statement.execute(
                    "CREATE ROLE unhindered LOGIN BYPASSRLS PASSWORD '%s' IN ROLE %s".formatted(PASSWORD, app));
        }
    }

    void print(Statement statement) throws SQLException {
        try (var held = DriverManager.getConnection(url, app, PASSWORD);
                var free = DriverManager.getConnection(url, "unhindered", PASSWORD);
                var with = prepared(held, statement);
                var without = prepared(free, statement)) {
            var withPolicies = new ArrayList<Double>();
            var withoutPolicies = new ArrayList<Double>();
            for (var round = 0; round < WARM_UP + ROUNDS; round++) {
                var first = round % 2 == 0;
                var one = first ? run(with, statement.times()) : Double.NaN;
                var other = run(without, statement.times());
                if (!first) {
                    one = run(with, statement.times());
                }
                if (round >= WARM_UP) {
                    withPolicies.add(one);
                    withoutPolicies.add(other);
                }
            }
            System.out.printf(
                    "%-56s %10.3f %10.3f %+7.0f%%%n",
                    statement.what(),
                    lowestTenth(withPolicies),
                    lowestTenth(withoutPolicies),
                    100 * (lowestTenth(withPolicies) / lowestTenth(withoutPolicies) - 1));
        }
    }

    private static PreparedStatement prepared(Connection connection, Statement statement) throws SQLException {
        TestDatabase.identify(connection, statement.user(), statement.roles());
        var prepared = connection.prepareStatement(statement.sql());
        prepared.unwrap(PGStatement.class).setPrepareThreshold(1);
        for (var i = 0; i < statement.parameters().size(); i++) {
            prepared.setObject(i + 1, statement.parameters().get(i));
        }
        return prepared;
    }

    /** Milliseconds for one. */
    private static double run(PreparedStatement statement, int times) throws SQLException {
        var start = System.nanoTime();
        for (var i = 0; i < times; i++) {
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    rows.getObject(1);
                }
            }
        }
        return (System.nanoTime() - start) / 1e6 / times;
    }

    /** What else the machine does only adds, now to the one and now to the other: the fastest rounds tell them apart. */
    private static double lowestTenth(List<Double> times) {
        return times.stream().sorted().toList().get(times.size() / 10);
    }
}
