package org.mentoring.kit.database;

import java.io.Reader;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.resource.LoadableResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.PostgresResource;
import org.mentoring.kit.test.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Two versions of a service migrate one database, in every order in which a rollout and its end let them. */
class RepeatableMigrationsTest {

    private static final PostgresResource DATABASE = new PostgresResource();
    private static final Callback NOTHING_BETWEEN = new Between(() -> {});
    private static String address;
    private static String password;

    private static final Map<String, String> OLDER =
            Map.of("V1__tables.sql", "CREATE TABLE notes (text text)", "R__answer.sql", answering("older"));
    private static final Map<String, String> NEWER = with(
            OLDER,
            Map.of("V2__signed.sql", "ALTER TABLE notes ADD signed_by text", "R__answer.sql", answering("newer")));
    private static final Map<String, String> OF_A_NEWER_KIT =
            with(OLDER, Map.of("V0.3__kit.sql", "-- Functions alone.", "R__answer.sql", answering("newer")));

    @BeforeAll
    static void start() {
        DATABASE.init(Map.of("database", "kit"));
        var config = DATABASE.start();
        address = "jdbc:postgresql://%s:%s/kit"
                .formatted(config.get("mentoring.database.host"), config.get("mentoring.database.port"));
        password = config.get("mentoring.database.owner.password");
    }

    @AfterAll
    static void stop() {
        DATABASE.stop();
    }

    @BeforeEach
    void empty() throws SQLException {
        execute("DROP SCHEMA public CASCADE", "CREATE SCHEMA public AUTHORIZATION kit_owner");
    }

    @Test
    void anOlderVersionKeepsFunctionsOfANewerOne() throws SQLException {
        migrate(OLDER);
        assertThat(answer()).isEqualTo("older");
        migrate(NEWER);
        assertThat(answer()).isEqualTo("newer");

        migrate(OLDER);

        assertThat(answer()).isEqualTo("newer");
    }

    @Test
    void detectsANewerVersionOfTheKit() throws SQLException {
        migrate(OLDER);
        migrate(OF_A_NEWER_KIT);

        migrate(OLDER);

        assertThat(answer()).isEqualTo("newer");
    }

    @Test
    void anOlderVersionKeepsFunctionsOfANewerOneAtItsFirstStart() throws SQLException {
        migrate(NEWER);

        migrate(OLDER);

        assertThat(answer()).isEqualTo("newer");
    }

    @Test
    void appliesAFunctionThatANewerVersionReverts() throws SQLException {
        migrate(OLDER);
        migrate(NEWER);

        migrate(with(
                NEWER, Map.of("V3__as_before.sql", "-- The function alone.", "R__answer.sql", answering("older"))));

        assertThat(answer()).isEqualTo("older");
    }

    @Test
    void anOlderVersionFailsWhenANewerOneMigratesConcurrently() throws SQLException {
        migrate(OLDER);

        var between = with(OLDER, Map.of("R__answer.sql", answering("in between")));

        assertThatThrownBy(() -> migrate(between, new Between(() -> migrate(NEWER))))
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("newer version");

        assertThat(answer()).isEqualTo("newer");
    }

    private static void migrate(Map<String, String> files) {
        migrate(files, NOTHING_BETWEEN);
    }

    /** As the step before a pod migrates. */
    private static void migrate(Map<String, String> files, Callback between) {
        var configuration = Flyway.configure()
                .dataSource(address, "kit_owner", password)
                .resourceProvider(new Files(files))
                .outOfOrder(true)
                .ignoreMigrationPatterns("*:future", "*:missing")
                .callbacks(between);
        new RepeatableMigrations().customize(configuration);
        configuration.load().migrate();
    }

    private static String answering(String text) {
        return "CREATE OR REPLACE FUNCTION answer() RETURNS text LANGUAGE sql RETURN '%s'".formatted(text);
    }

    private static Map<String, String> with(Map<String, String> files, Map<String, String> changed) {
        var all = new TreeMap<>(files);
        all.putAll(changed);
        return all;
    }

    private static String answer() throws SQLException {
        try (var database = TestDatabase.asOwner();
                var statement = database.createStatement();
                var rows = statement.executeQuery("SELECT answer()")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(String... commands) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            for (var command : commands) {
                statement.execute(command);
            }
        }
    }

    /** Does something once the repeatable migrations to apply are known. */
    private static final class Between extends BaseCallback {

        private final Runnable action;

        private Between(Runnable action) {
            this.action = action;
        }

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.BEFORE_MIGRATE;
        }

        @Override
        public void handle(Event event, Context context) {
            action.run();
        }
    }

    private record Files(Map<String, String> files) implements ResourceProvider {

        @Override
        public LoadableResource getResource(String name) {
            return files.containsKey(name) ? new File(name, files.get(name)) : null;
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return files.keySet().stream()
                    .filter(name ->
                            name.startsWith(prefix) && Stream.of(suffixes).anyMatch(name::endsWith))
                    .map(this::getResource)
                    .toList();
        }
    }

    private static final class File extends LoadableResource {

        private final String name;
        private final String text;

        private File(String name, String text) {
            this.name = name;
            this.text = text;
        }

        @Override
        public Reader read() {
            return new StringReader(text);
        }

        @Override
        public String getAbsolutePath() {
            return name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return name;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
