package org.mentoring.benchmark.rowsecurity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

import org.mentoring.benchmark.ServiceMigration;
import org.mentoring.benchmark.directory.GeneratedMentors;
import org.mentoring.kit.test.PostgresResource;
import org.mentoring.kit.test.TestDatabase;

/**
 * What row security costs: statements as the services send them, as the service's role, against the same ones as a role with
 * the same privileges that no policy holds ({@code BYPASSRLS}); alternately, on the same hundred thousand rows.
 */
public final class RowSecurityBenchmark {

    private static final int ROWS = 100_000;
    private static final String OPTION = "quarkus.datasource.reactive.additional-properties.";
    private static final int WAITING = 200;
    private static final long SEED = 20261124;

    private RowSecurityBenchmark() {}

    /** @param arguments how many rows, 100,000 without; and of which service, mentor or user, both without */
    public static void main(String[] arguments) throws Exception {
        var count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROWS;
        var services = arguments.length > 1 ? List.of(arguments[1]) : List.of("mentor", "user");
        for (var service : services) {
            on(service, count, () -> switch (service) {
                case "mentor" -> mentors(count);
                case "user" -> users(count);
                default -> throw new IllegalArgumentException("Neither mentor nor user: " + service);
            });
        }
    }

    private static List<Statement> mentors(int count) throws Exception {
        try (var database = TestDatabase.asSuperuser()) {
            new GeneratedMentors(SEED, 500).write(database, count);
        }
        MentorStatements.write(WAITING);
        return MentorStatements.all();
    }

    private static List<Statement> users(int count) throws Exception {
        UserStatements.write(count);
        return UserStatements.all();
    }

    private static void on(String service, int count, Rows rows) throws Exception {
        var postgres = new PostgresResource();
        postgres.init(Map.of("database", service, "durable", "true"));
        var settings = postgres.start();
        try {
            ServiceMigration.migrate(
                    Path.of(""),
                    service,
                    "jdbc:postgresql://%s:%s/%s"
                            .formatted(
                                    settings.get("mentoring.database.host"),
                                    settings.get("mentoring.database.port"),
                                    settings.get("mentoring.database.name")),
                    settings.get("mentoring.database.owner.username"),
                    settings.get("mentoring.database.owner.password"),
                    settings.get("mentoring.database.app.username"));
            var statements = rows.written();
            var comparison = new Comparison(settings, options(service));
            System.out.printf(
                    "%n%-56s %10s %10s %8s%n",
                    "%s-service, %,d rows".formatted(service, count), "with ms", "without", "cost");
            for (var statement : statements) {
                comparison.print(statement);
            }
        } finally {
            postgres.stop();
        }
    }

    /** As the service is configured. */
    private static String options(String service) throws IOException {
        var properties = new Properties();
        try (var file =
                Files.newBufferedReader(Path.of(service + "-service/src/main/resources/application.properties"))) {
            properties.load(file);
        }
        return properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(OPTION))
                .map(name -> "-c " + name.substring(OPTION.length()) + "=" + properties.getProperty(name))
                .collect(Collectors.joining(" "));
    }

    @FunctionalInterface
    private interface Rows {

        List<Statement> written() throws Exception;
    }
}
