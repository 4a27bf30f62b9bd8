package org.mentoring.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.mentoring.local.client.Addresses;
import org.mentoring.local.client.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One platform for all tests, started by the same command that people use, beside any that they have running: with state
 * and ports of its own. Its data is new, and what was prepared before is used again.
 */
final class RunningPlatform implements BeforeAllCallback, ParameterResolver {

    private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();
    private static final Path STATE = Path.of("target/platform").toAbsolutePath();
    private static final int PORT_OFFSET = 11_000;
    private static final Map<String, Integer> MANAGEMENT_PORTS =
            Map.of("user", 9081, "mentor", 9082, "booking", 9083, "review", 9084, "notification", 9085);
    private static final int COLLECTOR_PORT = 4318 + PORT_OFFSET;
    private static final Duration LONGEST_RESTART = Duration.ofMinutes(2);
    private static final Duration LONGEST_COMMAND = Duration.ofMinutes(8);

    @Override
    public void beforeAll(ExtensionContext context) {
        started(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Platform.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return started(context);
    }

    private static Platform started(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(RunningPlatform.class))
                .computeIfAbsent(Platform.class, key -> Platform.start(), Platform.class);
    }

    /** The platform under test, and what can befall it. */
    static final class Platform implements AutoCloseable {

        private final Addresses addresses = Addresses.from(Map.of(
                "MENTORING_API", "http://localhost:" + (8080 + PORT_OFFSET),
                "MENTORING_ISSUER", "http://localhost:" + (8180 + PORT_OFFSET) + "/realms/mentoring",
                "MENTORING_MAIL_PAGE", "http://localhost:" + (8025 + PORT_OFFSET),
                "KAFKA_BOOTSTRAP_SERVERS", "localhost:" + (19092 + PORT_OFFSET)));

        private final TraceCollector traces;

        private Platform(TraceCollector traces) {
            this.traces = traces;
        }

        private static Platform start() {
            try {
                var platform = new Platform(new TraceCollector(COLLECTOR_PORT));
                platform.command("reset", "--yes");
                platform.startParts();
                return platform;
            } catch (IOException e) {
                throw new IllegalStateException("Nothing can collect the traces of the platform", e);
            }
        }

        private void startParts() {
            try {
                command("up", "--detach", "--no-training-runs");
            } catch (AssertionError notStarted) {
                // Those that did start would go on beside later tests.
                close();
                throw notStarted;
            }
        }

        TraceCollector traces() {
            return traces;
        }

        Addresses addresses() {
            return addresses;
        }

        /** The JDBC address of a service's database. */
        String database(String service) {
            return "jdbc:postgresql://localhost:" + (15432 + PORT_OFFSET) + "/" + service;
        }

        Set<String> services() {
            return MANAGEMENT_PORTS.keySet();
        }

        /** Where a service tells operators how it is. */
        URI management(String service) {
            return URI.create("http://localhost:" + (MANAGEMENT_PORTS.get(service) + PORT_OFFSET) + "/q/");
        }

        /** What a part has written so far. */
        String log(String part) {
            try {
                return Files.readString(STATE.resolve("logs").resolve(part + ".log"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Ends a part at once, as the machine's power would; the supervisor starts it again. */
        void kill(String part) {
            process(part).destroyForcibly();
        }

        /** Ends the supervisor so; it comes back by itself. */
        void killSupervisor() throws IOException {
            var supervisor = ProcessHandle.of(
                            state().path("supervisor").path("pid").asLong())
                    .orElseThrow();
            supervisor.destroyForcibly();
            supervisor.onExit().join();
        }

        /** The numbers of the processes of all parts that run, by name. */
        Map<String, Long> processes() throws IOException {
            return state().path("parts")
                    .valueStream()
                    .filter(part -> part.path("phase").asText().equals("READY"))
                    .collect(Collectors.toMap(
                            part -> part.path("name").asText(),
                            part -> part.path("process").path("pid").asLong()));
        }

        private static JsonNode state() throws IOException {
            return Answer.parse(Files.readString(STATE.resolve("run/state.json")));
        }

        /** Stops a part from answering without ending it, until the answer is closed. */
        AutoCloseable freeze(String part) {
            var pid = process(part).pid();
            run(List.of("kill", "-STOP", Long.toString(pid)));
            return () -> run(List.of("kill", "-CONT", Long.toString(pid)));
        }

        /** Waits for the part to have a process: it may just have been killed. */
        private static ProcessHandle process(String part) {
            return await().atMost(LONGEST_RESTART)
                    .until(() -> running(part), Optional::isPresent)
                    .orElseThrow();
        }

        private static Optional<ProcessHandle> running(String part) throws IOException {
            return state().path("parts")
                    .valueStream()
                    .filter(one -> one.path("name").asText().equals(part))
                    .map(one -> one.path("process").path("pid").asLong())
                    .findFirst()
                    .flatMap(ProcessHandle::of)
                    .filter(ProcessHandle::isAlive);
        }

        @Override
        public void close() {
            command("down");
            traces.close();
        }

        /** Runs {@code ./platform} with these arguments, and fails with what it says if it fails. */
        void command(String... arguments) {
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "org.mentoring.local.command.PlatformCommand",
                    "--repository=" + REPOSITORY,
                    "--state=" + STATE,
                    "--port-offset=" + PORT_OFFSET));
            command.addAll(List.of(arguments));
            run(command);
        }

        private static void run(List<String> command) {
            try {
                var log = Files.createTempFile("platform-command", ".log");
                var process =
                        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
                // Services start often here and serve little, so they are not worth the better compiler.
                process.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
                // A mail whose sender was killed is doubted after this; a minute would be a long test. A mail waits for
                // up to four answers of the mail server, and two senders would have it at once if that took longer.
                process.environment().put("MENTORING_MAIL_LEASE", "PT12S");
                process.environment().put("MENTORING_MAIL_TIMEOUT", "PT2S");
                // Every change is told of at once, so that what is told can be held against it.
                process.environment().put("MENTORING_MAIL_MERGE_WITHIN", "PT0S");
                process.environment().put("MENTORING_TRACING_COLLECTOR", "http://localhost:" + COLLECTOR_PORT);
                process.environment().put("QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
                process.environment().put("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "PT1S");
                var running = process.start();
                var ended = running.waitFor(LONGEST_COMMAND.toSeconds(), TimeUnit.SECONDS);
                var said = Files.readString(log);
                Files.delete(log);
                assertThat(ended)
                        .as("%s ends in time; it said:%n%s", command, said)
                        .isTrue();
                assertThat(running.exitValue())
                        .as("%s said:%n%s", command, said)
                        .isZero();
            } catch (IOException e) {
                throw new IllegalStateException("A command of the platform cannot be run", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
