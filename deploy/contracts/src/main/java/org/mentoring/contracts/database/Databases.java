package org.mentoring.contracts.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

import org.flywaydb.core.Flyway;
import org.mentoring.contracts.Project;
import org.mentoring.kit.embedded.Folders;
import org.mentoring.kit.embedded.PostgresCluster;

/** A temporary PostgreSQL server with the database of each service, migrated as the services do it. */
public final class Databases implements AutoCloseable {

    private static final String SUPERUSER = "postgres";
    private static final String PASSWORD = "secret";
    private static final int TRIES = 600;

    private final Path directory;
    private final int port;
    private final Process server;

    private Databases(Path directory, int port, Process server) {
        this.directory = directory;
        this.port = port;
        this.server = server;
    }

    /** Starts the server and migrates everything, which takes some seconds. */
    public static Databases migrated(Project project) {
        try {
            var directory = Files.createTempDirectory("contracts-databases-");
            var port = freePort();
            var binaries = PostgresCluster.unpackBinaries(Folders.sharedCache());
            var cluster = new PostgresCluster(binaries, directory.resolve("data"), port);
            cluster.initialise(SUPERUSER, PASSWORD);
            var process = cluster.launch(Map.of("fsync", "off")).start(directory.resolve("postgresql.log"));
            var databases = new Databases(directory, port, process);
            Runtime.getRuntime().addShutdownHook(new Thread(databases::close));
            databases.awaitReady();
            for (var service : Project.SERVICES) {
                databases.create(service);
                databases.migrate(service, project);
            }
            return databases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("The databases could not be made", e);
        }
    }

    /** A connection of the role that owns the database of a service. */
    public Connection asOwner(String service) throws SQLException {
        return DriverManager.getConnection(url(service), service + "_owner", PASSWORD);
    }

    /** A connection of the role that works in the database of a service. */
    public Connection asApp(String service) throws SQLException {
        return DriverManager.getConnection(url(service), service + "_app", PASSWORD);
    }

    private String url(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    private void awaitReady() throws SQLException {
        for (var attempt = 1; ; attempt++) {
            try (var connection = DriverManager.getConnection(url(SUPERUSER), SUPERUSER, PASSWORD)) {
                connection.isValid(1);
                return;
            } catch (SQLException e) {
                if (attempt == TRIES || !server.isAlive()) {
                    throw e;
                }
                java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            }
        }
    }

    private void create(String service) throws SQLException {
        try (var connection = DriverManager.getConnection(url(SUPERUSER), SUPERUSER, PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE %s_owner LOGIN PASSWORD '%s'".formatted(service, PASSWORD));
            statement.execute("CREATE ROLE %s_app LOGIN NOBYPASSRLS PASSWORD '%s'".formatted(service, PASSWORD));
            statement.execute("CREATE DATABASE \"%1$s\" OWNER %1$s_owner".formatted(service));
        }
        try (var connection = DriverManager.getConnection(url(service), SUPERUSER, PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute("ALTER SCHEMA public OWNER TO %s_owner".formatted(service));
        }
    }

    private void migrate(String service, Project project) {
        Flyway.configure()
                .dataSource(url(service), service + "_owner", PASSWORD)
                .locations(project.migrations(service).stream()
                        .map(path -> "filesystem:" + path)
                        .toArray(String[]::new))
                .placeholders(Map.of("app_role", service + "_app"))
                .outOfOrder(true)
                .initSql("SET check_function_bodies = off")
                .load()
                .migrate();
    }

    @Override
    public void close() {
        server.destroyForcibly();
        try {
            server.waitFor();
            Folders.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
