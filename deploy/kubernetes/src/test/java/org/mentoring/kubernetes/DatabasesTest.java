package org.mentoring.kubernetes;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Databases in a real server, as the operator makes them from the manifests. */
class DatabasesTest {

    private static final String PASSWORD = "a password";
    private static final String EXPORTER = "cnpg_metrics_exporter";
    private static final String STRANGER = "stranger";

    @TempDir
    private Path folder;

    @Test
    void admitOnlyTheMetricsExporterBesidesTheirService() throws Exception {
        try (var server = new DatabaseServer(folder, PodTest.freePort())) {
            server.execute("postgres", "CREATE ROLE " + EXPORTER + " LOGIN IN ROLE pg_monitor");
            server.execute("postgres", "CREATE ROLE " + STRANGER + " LOGIN");
            for (var cluster : Installation.of("production").all("Cluster").toList()) {
                server.make(cluster, PASSWORD);
                var database = cluster.name().replace("-database", "");
                assertThat(server.ask(database, mayConnect(EXPORTER)))
                        .as(database)
                        .isTrue();
                assertThat(server.ask(database, mayConnect(STRANGER)))
                        .as(database)
                        .isFalse();
            }
        }
    }

    private static String mayConnect(String role) {
        return "has_database_privilege('" + role + "', current_database(), 'CONNECT')";
    }
}
