package org.mentoring.benchmark.read;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.mentoring.benchmark.ServiceParts;
import org.mentoring.benchmark.ServiceProcess;
import org.mentoring.benchmark.directory.GeneratedMentors;
import org.mentoring.benchmark.load.AlternatingLoads;
import org.mentoring.benchmark.load.AlternatingLoads.Part;
import org.mentoring.benchmark.load.GetLoad;
import org.mentoring.benchmark.review.ReviewSeed;
import org.mentoring.kit.test.TestDatabase;

/**
 * {@code GET /mentors/{id}} and the first page of {@code GET /reviews} against the plainest endpoints of Quarkus with Panache that
 * read the same rows.
 */
public final class ReadsBenchmark {

    private static final int MENTORS = 5_000;
    private static final int TAGS = 100;
    private static final int REVIEWS = 50_000;
    private static final int VISITS = 1_000;
    private static final String PASSWORD = "plain";

    private ReadsBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (var parts = ServiceParts.start("mentor")) {
            parts.settings().put("mentoring.realm-roles.enabled", "false");
            parts.settings().put("mentoring.keycloak.client-secret", "not-used");
            try (var service = ServiceProcess.start("mentor-service", parts.settings());
                    var database = TestDatabase.asSuperuser()) {
                new GeneratedMentors(1, TAGS).write(database, MENTORS);
                compare(parts, service, "/mentors/", ids("SELECT id FROM mentors LIMIT " + VISITS));
            }
        }
        try (var parts = ServiceParts.start("review");
                var service = ServiceProcess.start("review-service", parts.settings())) {
            ReviewSeed.insert(REVIEWS, MENTORS);
            compare(
                    parts,
                    service,
                    "/reviews?mentor_id=",
                    ReviewSeed.visited(VISITS).stream().map(Object::toString).toList());
        }
    }

    /** @param path of both, each under its root, which ends with an id */
    private static void compare(ServiceParts parts, ServiceProcess service, String path, List<String> ids)
            throws Exception {
        try (var baseline = ServiceProcess.start("deploy/benchmark/panache", plainReader(parts.settings()))) {
            AlternatingLoads.measure(List.of(
                    new Part("Panache" + path, load(parts, baseline, path, ids), baseline),
                    new Part("/api/v1" + path, load(parts, service, "/api/v1" + path, ids), service)));
        }
    }

    private static GetLoad load(ServiceParts parts, ServiceProcess server, String path, List<String> ids) {
        var paths = ids.stream().map(id -> path + id).toList();
        return new GetLoad(parts.vertx(), server.port(), paths, Map.of(), 200);
    }

    /** Settings for a role that reads all rows, as applications do that have no row security. */
    private static Map<String, String> plainReader(Map<String, String> service) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute("CREATE ROLE plain_reader LOGIN BYPASSRLS PASSWORD '%s'".formatted(PASSWORD));
            statement.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO plain_reader");
        }
        return Map.of(
                "quarkus.datasource.reactive.url",
                "postgresql://%s:%s/%s"
                        .formatted(
                                service.get("mentoring.database.host"),
                                service.get("mentoring.database.port"),
                                service.get("mentoring.database.name")),
                "quarkus.datasource.username",
                "plain_reader",
                "quarkus.datasource.password",
                PASSWORD);
    }

    private static List<String> ids(String sql) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            var ids = Stream.<String>builder();
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids.build().toList();
        }
    }
}
