package org.mentoring.benchmark.campaign;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.mentoring.local.platform.Databases;
import org.mentoring.local.platform.PlatformPaths;

/** Reads the databases of the services as superuser, with timeouts. */
final class ServiceDatabases {

    private final UnaryOperator<String> urlOf;

    /** @param urlOf the JDBC URL of a service's database, with the superuser's name and password */
    ServiceDatabases(UnaryOperator<String> urlOf) {
        this.urlOf = urlOf;
    }

    static ServiceDatabases of(PlatformPaths paths) throws IOException {
        var local = Databases.of(paths);
        return new ServiceDatabases(service -> "%s?user=%s&password=%s"
                .formatted(local.url(service), Databases.SUPERUSER, Databases.SUPERUSER_PASSWORD));
    }

    Connection connect(String service) throws SQLException {
        return DriverManager.getConnection(urlOf.apply(service) + "&connectTimeout=3&socketTimeout=20");
    }

    long count(String service, String sql) throws SQLException {
        return Long.parseLong(rows(service, sql).getFirst());
    }

    Map<String, Long> pairs(String service, String sql) throws SQLException {
        var pairs = new HashMap<String, Long>();
        texts(service, sql).forEach((name, number) -> pairs.put(name, Long.valueOf(number)));
        return pairs;
    }

    Map<String, String> texts(String service, String sql) throws SQLException {
        var pairs = new HashMap<String, String>();
        try (var database = connect(service);
                var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                pairs.put(rows.getString(1), rows.getString(2));
            }
        }
        return pairs;
    }

    List<String> rows(String service, String sql) throws SQLException {
        var found = new ArrayList<String>();
        try (var database = connect(service);
                var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
