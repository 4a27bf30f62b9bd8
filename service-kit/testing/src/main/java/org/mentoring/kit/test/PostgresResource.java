package org.mentoring.kit.test;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import org.mentoring.kit.embedded.Folders;
import org.mentoring.kit.embedded.PostgresCluster;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A PostgreSQL server with the database of one service and its two roles, as an operator would make them. Init argument
 * {@code database}: its name; {@code durable}: whether it survives a crash; it is faster if not.
 */
public class PostgresResource implements QuarkusTestResourceLifecycleManager {

    static final String SUPERUSER = "postgres";
    static final String PASSWORD = "secret";

    private static final Map<String, String> NOT_DURABLE =
            Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off", "max_connections", "200");

    private String database;
    private boolean durable;
    private AutoCloseable server;

    @Override
    public void init(Map<String, String> arguments) {
        database = arguments.get("database");
        durable = Boolean.parseBoolean(arguments.get("durable"));
    }

    @Override
    public Map<String, String> start() {
        try {
            if (Parts.dockerAnswers()) {
                startContainer();
            } else {
                startEmbedded();
            }
            createDatabase();
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("The database for the tests could not be started", e);
        }
        TestDatabase.name = database;
        var config = new HashMap<String, String>();
        config.put("mentoring.database.host", TestDatabase.host);
        config.put("mentoring.database.port", Integer.toString(TestDatabase.port));
        config.put("mentoring.database.name", database);
        config.put("mentoring.database.owner.username", database + "_owner");
        config.put("mentoring.database.owner.password", PASSWORD);
        config.put("mentoring.database.app.username", database + "_app");
        config.put("mentoring.database.app.password", PASSWORD);
        return config;
    }

    @Override
    public void stop() {
        try {
            if (server != null) {
                server.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("The database of the tests could not be stopped", e);
        }
    }

    private void startContainer() {
        var container = new PostgreSQLContainer("postgres:18")
                .withUsername(SUPERUSER)
                .withPassword(PASSWORD)
                .withDatabaseName("postgres");
        container.start();
        server = container;
        TestDatabase.host = container.getHost();
        TestDatabase.port = container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT);
    }

    private void startEmbedded() throws IOException {
        var directory = Parts.scratch("postgresql");
        var port = Parts.freePort();
        var cluster = new PostgresCluster(
                PostgresCluster.unpackBinaries(Folders.sharedCache()), directory.resolve("data"), port);
        cluster.initialise(SUPERUSER, PASSWORD);
        TestDatabase.host = "localhost";
        TestDatabase.port = port;
        server = Outage.ofDatabase(
                () -> Parts.start(
                        cluster.launch(durable ? Map.of("max_connections", "200") : NOT_DURABLE),
                        directory,
                        PostgresResource::answers),
                PostgresResource::shutDown);
    }

    private static boolean answers() throws SQLException {
        try (var connection = superuser("postgres")) {
            return connection.isValid(1);
        }
    }

    /** Without waiting for clients (fast shutdown); killed, a server that is not durable would lose data. */
    private static void shutDown(Process server) throws IOException {
        new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start();
    }

    private void createDatabase() throws SQLException {
        try (var connection = superuser("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE %s_owner LOGIN PASSWORD '%s'".formatted(database, PASSWORD));
            statement.execute("CREATE ROLE %s_app LOGIN NOBYPASSRLS PASSWORD '%s'".formatted(database, PASSWORD));
            statement.execute("CREATE DATABASE \"%1$s\" OWNER %1$s_owner".formatted(database));
        }
        try (var connection = superuser(database);
                var statement = connection.createStatement()) {
            statement.execute("ALTER SCHEMA public OWNER TO %s_owner".formatted(database));
        }
    }

    private static java.sql.Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + TestDatabase.host + ":" + TestDatabase.port + "/" + database,
                SUPERUSER,
                PASSWORD);
    }
}
