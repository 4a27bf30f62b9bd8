package org.mentoring.local.platform;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;

/** One database for each service, with the role that owns it and the role that works in it. */
public final class Databases {

    public static final String SUPERUSER = "postgres";
    public static final String SUPERUSER_PASSWORD = "postgres";
    static final String KEYCLOAK = "keycloak";

    private final Secrets secrets;
    private final int port;

    /** @param port of the PostgreSQL server */
    public Databases(Secrets secrets, int port) {
        this.secrets = secrets;
        this.port = port;
    }

    /** The databases of a platform. */
    public static Databases of(PlatformPaths paths) throws IOException {
        return new Databases(new Secrets(paths.secrets()), paths.ports().postgres());
    }

    public String url(String database) {
        return url(database, port);
    }

    static String url(String database, int port) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    String ownerPassword(String database) throws IOException {
        return secrets.get("database." + database + ".owner");
    }

    String appPassword(String database) throws IOException {
        return secrets.get("database." + database + ".app");
    }

    /** A secret of the platform other than a database password. */
    String secret(String name) throws IOException {
        return secrets.get(name);
    }

    /** Creates missing databases and roles, and sets passwords; the server must accept connections. */
    void ensure(Collection<String> services) throws SQLException, IOException {
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            role(statement, KEYCLOAK, ownerPassword(KEYCLOAK));
            database(statement, KEYCLOAK, KEYCLOAK);
            for (var service : services) {
                role(statement, service + "_owner", ownerPassword(service));
                role(statement, service + "_app", appPassword(service));
                limit(statement, service + "_app");
                database(statement, service, service + "_owner");
            }
        }
        for (var service : services) {
            setSchemaOwner(service, service + "_owner");
        }
    }

    /** An empty database that the roles of the service may use; one of that name from before is dropped. */
    void recreate(String database, String service) throws SQLException {
        drop(database);
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            database(statement, database, service + "_owner");
        }
        setSchemaOwner(database, service + "_owner");
    }

    void drop(String database) throws SQLException {
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS \"" + database + "\" WITH (FORCE)");
        }
    }

    private void setSchemaOwner(String database, String owner) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute("ALTER SCHEMA public OWNER TO " + owner);
        }
    }

    private static void role(Statement statement, String name, String password) throws SQLException {
        var verb = exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + name + "'") ? "ALTER" : "CREATE";
        statement.execute(verb + " ROLE " + name + " LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '" + password + "'");
    }

    /** As in production: see {@code deploy/kubernetes/overlays/production/databases}. */
    private static void limit(Statement statement, String role) throws SQLException {
        statement.execute("ALTER ROLE " + role + " SET statement_timeout = '60s'");
        statement.execute("ALTER ROLE " + role + " SET idle_in_transaction_session_timeout = '60s'");
    }

    private static void database(Statement statement, String name, String owner) throws SQLException {
        if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
            statement.execute("CREATE DATABASE \"" + name + "\" OWNER " + owner);
            statement.execute("REVOKE CONNECT, TEMPORARY ON DATABASE \"" + name + "\" FROM PUBLIC");
            if (!owner.equals(KEYCLOAK)) {
                statement.execute(
                        "GRANT CONNECT ON DATABASE \"" + name + "\" TO " + owner.replaceAll("_owner$", "_app"));
            }
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    /** As superuser. */
    public Connection connect(String database) throws SQLException {
        return connect(database, port);
    }

    static Connection connect(String database, int port) throws SQLException {
        return DriverManager.getConnection(url(database, port), SUPERUSER, SUPERUSER_PASSWORD);
    }
}
