package org.mentoring.benchmark.rowsecurity;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.mentoring.kit.test.TestDatabase;
import org.postgresql.PGStatement;

import static org.mentoring.benchmark.Measurements.median;

/**
 * Runs statements with and without policies alternately, each first as often as the other. Other load on the machine affects
 * both runs of a round alike, so the cost is the median over the rounds.
 */
final class Comparison {

    /** A connection may be slow for its whole life because of its memory layout; so each comparison uses several. */
    private static final int CONNECTIONS = 5;

    private static final int ROUNDS = 40;
    private static final int WARM_UP = 10;
    private static final String PASSWORD = "secret";

    private final String url;
    private final String app;

    /** @param options the service's connection options, as {@code -c name=value} */
    Comparison(Map<String, String> settings, String options) throws SQLException {
        url = "jdbc:postgresql://%s:%s/%s?stringtype=unspecified&options=%s"
                .formatted(
                        settings.get("mentoring.database.host"),
                        settings.get("mentoring.database.port"),
                        settings.get("mentoring.database.name"),
                        URLEncoder.encode(options, StandardCharsets.UTF_8).replace("+", "%20"));
        app = settings.get("mentoring.database.app.username");
        try (var superuser = TestDatabase.asSuperuser();
                var statement = superuser.createStatement()) {
            statement.execute(
                    "CREATE ROLE without_policies LOGIN BYPASSRLS PASSWORD '%s' IN ROLE %s".formatted(PASSWORD, app));
        }
    }

    void print(Statement statement) throws SQLException {
        var withPolicies = new ArrayList<Double>();
        var withoutPolicies = new ArrayList<Double>();
        for (var i = 0; i < CONNECTIONS; i++) {
            compare(statement, withPolicies, withoutPolicies);
        }
        var ratios = IntStream.range(0, withPolicies.size())
                .mapToObj(round -> withPolicies.get(round) / withoutPolicies.get(round))
                .toList();
        System.out.printf(
                "%-56s %10.3f %10.3f %+7.0f%%%n",
                statement.what(), median(withPolicies), median(withoutPolicies), 100 * (median(ratios) - 1));
    }

    private void compare(Statement statement, List<Double> withPolicies, List<Double> withoutPolicies)
            throws SQLException {
        try (var restricted = DriverManager.getConnection(url, app, PASSWORD);
                var unrestricted = DriverManager.getConnection(url, "without_policies", PASSWORD);
                var with = prepared(restricted, statement);
                var without = prepared(unrestricted, statement)) {
            for (var round = 0; round < WARM_UP + ROUNDS; round++) {
                var first = round % 2 == 0;
                var withMillis = first ? run(with, statement) : Double.NaN;
                var withoutMillis = run(without, statement);
                if (!first) {
                    withMillis = run(with, statement);
                }
                if (round >= WARM_UP) {
                    withPolicies.add(withMillis);
                    withoutPolicies.add(withoutMillis);
                }
            }
        }
    }

    /** As the driver of the services does: prepared once and kept, its parameters of the types that the server finds. */
    private static PreparedStatement prepared(Connection connection, Statement statement) throws SQLException {
        var prepared = connection.prepareStatement(statement.jdbc());
        prepared.unwrap(PGStatement.class).setPrepareThreshold(1);
        var values = statement.values();
        for (var i = 0; i < values.size(); i++) {
            prepared.setObject(i + 1, values.get(i));
        }
        return prepared;
    }

    /** Milliseconds for one execution; beginning and end of its transaction are not measured. */
    private static double run(PreparedStatement prepared, Statement statement) throws SQLException {
        var connection = prepared.getConnection();
        TestDatabase.identify(connection, statement.user(), statement.roles());
        var start = System.nanoTime();
        for (var i = 0; i < statement.times(); i++) {
            try (var rows = prepared.executeQuery()) {
                while (rows.next()) {
                    rows.getObject(1);
                }
            }
        }
        var end = System.nanoTime();
        connection.rollback();
        return (end - start) / 1e6 / statement.times();
    }
}
