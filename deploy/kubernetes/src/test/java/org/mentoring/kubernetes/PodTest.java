package org.mentoring.kubernetes;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * A service runs with the environment that its pod in production has, beside a database as the operator would have made it. Two
 * stand for all: the one with the most to lose, and the one that is told the most.
 */
@Tag("slow")
class PodTest {

    private static final String PASSWORD = "a password";
    private static final String NOBODY = "localhost:1";
    private static final String FUNCTION = "inbox purge";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    private static DatabaseServer databases;
    private static HttpClient http;

    private final Installation production = Installation.of("production");

    @BeforeAll
    static void startDatabases() throws Exception {
        databases = new DatabaseServer(folder, freePort());
        http = HttpClient.newBuilder().sslContext(databases.trusted()).build();
    }

    @AfterAll
    static void stopDatabases() {
        if (databases != null) {
            databases.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"booking", "mentor"})
    void migratesAsTheOwnerThenServesAsTheOtherRoleAndEndsWithoutRefusingARequest(String service) throws Exception {
        databases.make(production.find("Cluster", service + "-database").orElseThrow(), PASSWORD);
        var pod = production
                .find("Deployment", service + "-service")
                .orElseThrow()
                .podTemplate()
                .path("spec");
        var migrate = environment(service, pod.path("initContainers").path(0));
        runToTheEnd(service, "migrate", migrate);

        // What a version left that was rolled back again, with a function of its own.
        databases.execute(service, history("9999"));
        databases.execute(service, history("0.99"));
        databases.execute(
                service, "UPDATE flyway_schema_history SET checksum = 1 WHERE description = '" + FUNCTION + "'");
        runToTheEnd(service, "migrate-again", migrate);
        assertThat(databases.ask(
                        service,
                        "bool_and(checksum = 1) FROM flyway_schema_history WHERE description = '" + FUNCTION + "'"))
                .as("whether the function of the newer version stays")
                .isTrue();

        var port = freePort();
        var management = freePort();
        var environment = environment(service, pod.path("containers").path(0));
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        environment.put("QUARKUS_SHUTDOWN_DELAY", "PT10S");
        var running = start(service, "service", environment);
        try {
            await().atMost(TIMEOUT).failFast(() -> !running.isAlive()).until(() -> ready(management) == 200);
            assertThat(status(port, "/api/v1/nothing")).isEqualTo(404);
            assertThatThrownBy(() -> status("http", port, "/api/v1/nothing"))
                    .as("what is asked without TLS")
                    .isInstanceOf(IOException.class);
            assertThat(databases.ask(
                            service,
                            "bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = '"
                                    + service + "_app'"))
                    .as("whether every connection of the service is protected")
                    .isTrue();

            running.destroy();
            await().atMost(Duration.ofMinutes(2)).until(() -> ready(management) == 503);
            // Routers have not heard of it yet, and send more.
            await().during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(7))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> status(port, "/api/v1/nothing") == 404);
            assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            running.destroyForcibly();
        }
    }

    /** What the manifest says, with what only a cluster has put in its place. */
    private Map<String, String> environment(String service, JsonNode container) {
        var environment = new HashMap<String, String>();
        Settings.environment(production, container)
                .forEach((name, value) -> environment.put(name, secret(service, container, name, value)));
        environment.computeIfPresent(
                "MENTORING_DATABASE_AUTHORITY",
                (name, path) -> databases.authority().toString());
        environment.computeIfPresent(
                "KAFKA_SSL_TRUSTSTORE_LOCATION",
                (name, path) -> databases.authority().toString());
        environment.put("MENTORING_DATABASE_HOST", "localhost");
        environment.put("MENTORING_DATABASE_PORT", Integer.toString(databases.port()));
        environment.put("MENTORING_TLS_FOLDER", databases.certificates().toString());
        environment.computeIfPresent("KAFKA_BOOTSTRAP_SERVERS", (name, address) -> NOBODY);
        environment.computeIfPresent(
                "MENTORING_ISSUER_ADDRESS", (name, address) -> "https://" + NOBODY + "/realms/mentoring");
        environment.computeIfPresent("MENTORING_KEYCLOAK_URL", (name, address) -> "https://" + NOBODY);
        return environment;
    }

    private static String secret(String service, JsonNode container, String name, String value) {
        for (var variable : container.path("env")) {
            if (variable.path("name").asText().equals(name) && variable.has("valueFrom")) {
                return switch (variable.path("valueFrom")
                        .path("secretKeyRef")
                        .path("key")
                        .asText()) {
                    case "username" -> value.contains("-owner/") ? service + "_owner" : service + "_app";
                    case "encryption-key" -> Base64.getEncoder().encodeToString(new byte[32]);
                    case "sasl.jaas.config" ->
                        "org.apache.kafka.common.security.scram.ScramLoginModule required" + " username=\"" + service
                                + "-service\" password=\"secret\";";
                    default -> PASSWORD;
                };
            }
        }
        return value;
    }

    private static Process start(String service, String log, Map<String, String> environment) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        Installation.REPOSITORY
                                .resolve(service + "-service/target/quarkus-app/quarkus-run.jar")
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(log(service, log).toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static void runToTheEnd(String service, String log, Map<String, String> environment)
            throws IOException, InterruptedException {
        var process = start(service, log, environment);
        try {
            assertThat(process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                    .as("ends by itself")
                    .isTrue();
            assertThat(process.exitValue())
                    .as("%s of %s-service: %s", log, service, Files.readString(log(service, log)))
                    .isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path log(String service, String log) {
        return folder.resolve(service + "-" + log + ".log");
    }

    private static String history(String version) {
        return "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                + " installed_by, execution_time, success) SELECT max(installed_rank) + 1, '" + version
                + "', 'later', 'SQL', 'V" + version + "__later.sql', 1, 'owner', 1, true FROM flyway_schema_history";
    }

    private int ready(int management) throws IOException, InterruptedException {
        return status("http", management, "/q/health/ready");
    }

    /** 0 if nothing listens. */
    private int status(int port, String path) throws IOException, InterruptedException {
        return status("https", port, path);
    }

    private int status(String scheme, int port, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(scheme + "://localhost:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (ConnectException e) {
            return 0;
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
