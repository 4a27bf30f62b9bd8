package org.mentoring.kit.test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

import org.flywaydb.core.Flyway;

/** A database of its own as an older version of the service left it, to be filled and then migrated to the present. */
public final class OlderDatabase implements AutoCloseable {

    private final String name;

    private OlderDatabase(String name) {
        this.name = name;
    }

    /** @param version of the service's migrations, such as 6: those after it are not applied yet */
    public static OlderDatabase at(String version) throws SQLException {
        var database = new OlderDatabase(TestDatabase.name + "_" + System.nanoTime());
        try (var superuser = TestDatabase.asSuperuser();
                var statement = superuser.createStatement()) {
            statement.execute("CREATE DATABASE %s OWNER %s_owner".formatted(database.name, TestDatabase.name));
        }
        try (var superuser = database.asSuperuser();
                var statement = superuser.createStatement()) {
            statement.execute("ALTER SCHEMA public OWNER TO %s_owner".formatted(TestDatabase.name));
        }
        database.migrate(version);
        return database;
    }

    /** Applies what is new since then, as the owner. */
    public void migrate() {
        migrate("latest");
    }

    public Connection asSuperuser() throws SQLException {
        return TestDatabase.connect(name, PostgresResource.SUPERUSER);
    }

    /** As the replicas work, of the older version and of the present one. */
    public Connection asApp() throws SQLException {
        return TestDatabase.connect(name, TestDatabase.name + "_app");
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(TestDatabase.url(name), TestDatabase.name + "_owner", PostgresResource.PASSWORD)
                .locations("db/kit", "db/migration")
                .placeholders(Map.of("app_role", TestDatabase.name + "_app"))
                .outOfOrder(true)
                .initSql("SET check_function_bodies = off")
                .target(target)
                .load()
                .migrate();
    }

    @Override
    public void close() throws SQLException {
        try (var superuser = TestDatabase.asSuperuser();
                var statement = superuser.createStatement()) {
            statement.execute("DROP DATABASE " + name + " WITH (FORCE)");
        }
    }
}
