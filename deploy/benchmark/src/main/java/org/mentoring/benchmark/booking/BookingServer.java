package org.mentoring.benchmark.booking;

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
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged booking service, in a process of its own. */
final class BookingServer implements AutoCloseable {

    private static final Path APPLICATION = Path.of("booking-service/target/quarkus-app/quarkus-run.jar");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Process process;
    private final int port;

    private BookingServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param settings by the names of the service's properties
     */
    static BookingServer start(Map<String, String> settings) throws IOException, InterruptedException {
        if (!Files.exists(APPLICATION)) {
            throw new IllegalStateException(APPLICATION + " is missing; build the project first");
        }
        var port = freePort();
        var management = freePort();
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("-Xmx512m");
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dquarkus.management.port=" + management);
        command.add("-Dquarkus.log.level=WARN");
        command.add("-jar");
        command.add(APPLICATION.toString());
        var server = new BookingServer(new ProcessBuilder(command).inheritIO().start(), port);
        server.awaitReady(management);
        return server;
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private void awaitReady(int management) throws InterruptedException {
        var ready = HttpRequest.newBuilder(URI.create("http://localhost:" + management + "/q/health/ready"))
                .build();
        var deadline = Instant.now().plus(PATIENCE);
        try (var client = HttpClient.newHttpClient()) {
            while (Instant.now().isBefore(deadline) && process.isAlive()) {
                try {
                    if (client.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
                        return;
                    }
                } catch (IOException e) {
                    // Not there yet: the next look tells.
                }
                process.waitFor(200, TimeUnit.MILLISECONDS);
            }
        }
        throw new IllegalStateException("The booking service did not become ready");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
