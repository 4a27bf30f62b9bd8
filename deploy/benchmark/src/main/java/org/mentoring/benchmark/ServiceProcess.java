package org.mentoring.benchmark;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A packaged service, in a process of its own. */
public final class ServiceProcess implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final List<String> command;
    private final int port;
    private final int management;
    private Process process;

    private ServiceProcess(List<String> command, int port, int management) {
        this.command = command;
        this.port = port;
        this.management = management;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param service such as booking-service
     * @param settings by the names of the service's properties
     */
    public static ServiceProcess start(String service, Map<String, String> settings)
            throws IOException, InterruptedException {
        var process = launch(service, settings);
        process.awaitReady();
        return process;
    }

    /**
     * Starts it and does not wait.
     *
     * @param jvmOptions beside those that every service gets
     */
    public static ServiceProcess launch(String service, Map<String, String> settings, String... jvmOptions)
            throws IOException {
        var port = freePort();
        var management = freePort();
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("-Xmx512m");
        command.addAll(List.of(jvmOptions));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dquarkus.management.port=" + management);
        command.add("-Dquarkus.log.level=WARN");
        command.add("-jar");
        command.add(application(service).toString());
        var server = new ServiceProcess(command, port, management);
        server.begin();
        return server;
    }

    public int port() {
        return port;
    }

    /** The processor time that it has used until now. */
    public long processorMillis() {
        return process.info().totalCpuDuration().orElseThrow().toMillis();
    }

    public long pid() {
        return process.pid();
    }

    /** Ends it by SIGKILL. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Starts it once more at the same address, and does not wait. */
    public void begin() throws IOException {
        process = new ProcessBuilder(command).inheritIO().start();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    public void awaitReady() throws InterruptedException {
        var ready = HttpRequest.newBuilder(URI.create("http://localhost:" + management + "/q/health/ready"))
                .build();
        var deadline = Instant.now().plus(TIMEOUT);
        try (var client = HttpClient.newHttpClient()) {
            while (Instant.now().isBefore(deadline) && process.isAlive()) {
                try {
                    if (client.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
                        return;
                    }
                } catch (IOException e) {
                    // Not ready yet; the next poll tries again.
                }
                process.waitFor(200, TimeUnit.MILLISECONDS);
            }
        }
        throw new IllegalStateException("The service did not become ready");
    }

    /** Wherever in the repository this runs. */
    private static Path application(String service) {
        var file = Path.of(service, "target/quarkus-app/quarkus-run.jar");
        for (var directory = Path.of("").toAbsolutePath(); directory != null; directory = directory.getParent()) {
            if (Files.exists(directory.resolve(file))) {
                return directory.resolve(file);
            }
        }
        throw new IllegalStateException(file + " is missing; build the project first");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
