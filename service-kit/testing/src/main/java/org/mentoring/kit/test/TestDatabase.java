package org.mentoring.kit.test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;

/** The service's database, seen from the outside: as its working role, as its owner, as the superuser. */
public final class TestDatabase {

    static volatile String host;
    static volatile int port;
    static volatile String name;

    private TestDatabase() {}

    /** A connection of the service's own role, which no policy lets pass without an identity. */
    public static Connection asApp() throws SQLException {
        return connect(name + "_app");
    }

    /** A connection of the role that owns the tables, as operators use it; row security holds for it too. */
    public static Connection asOwner() throws SQLException {
        return connect(name + "_owner");
    }

    public static Connection asSuperuser() throws SQLException {
        return connect(PostgresResource.SUPERUSER);
    }

    /**
     * Begins a transaction on behalf of somebody.
     *
     * @param user null for nobody
     * @param roles as in {@code app.roles}, separated by commas
     */
    public static void identify(Connection connection, UUID user, String roles) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.prepareStatement(
                "SELECT set_config('app.user_id', ?, true), set_config('app.roles', ?, true)")) {
            statement.setString(1, user == null ? "" : user.toString());
            statement.setString(2, roles);
            statement.execute();
        }
    }

    /** How many rows the query counts; it must have one row with one number. */
    public static long count(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static Connection connect(String user) throws SQLException {
        return connect(name, user);
    }

    static Connection connect(String database, String user) throws SQLException {
        return DriverManager.getConnection(url(database), user, PostgresResource.PASSWORD);
    }

    static String url(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }
}
