package org.mentoring.local.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.mentoring.local.platform.Catalogue;
import org.mentoring.local.platform.Databases;
import org.mentoring.local.platform.Home;
import org.mentoring.local.platform.Ports;
import org.mentoring.local.platform.RunningPlatform;
import org.mentoring.local.platform.Secrets;
import org.mentoring.local.platform.StartCache;
import org.mentoring.local.supervisor.PartState;
import org.mentoring.local.supervisor.PartState.Phase;
import org.mentoring.local.supervisor.ProcessIdentity;
import org.mentoring.local.supervisor.Processes;

/**
 * Restarts a service, or the web client, while it is used. An instance on other ports stands in: the gateway leads requests to it, the service ends
 * when it has answered its last one, its supervisor starts it again on its own ports, and the gateway leads requests back.
 */
final class RollingRestart {

    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(40);
    private static final Duration LONGEST_END = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Home home;
    private final RunningPlatform running;
    private final Catalogue catalogue;
    private final StartCache cache;

    RollingRestart(Home home) throws IOException {
        this.home = home;
        this.running = new RunningPlatform(home);
        this.catalogue = new Catalogue(
                home,
                new Databases(new Secrets(home.secrets()), home.ports().postgres()),
                System.getProperty("java.class.path"));
        this.cache = new StartCache(home.cache().resolve("start"));
    }

    /** Returns when the service is ready again and serves. */
    void of(String service) throws IOException, InterruptedException {
        var before = process(service)
                .orElseThrow(
                        () -> new CommandFailedException(service + " is not ready, so nothing can stand in for it."));
        var port = Ports.free();
        var standIn = startStandIn(service, port);
        var endWithThisProcess = new Thread(() -> leadBackAndEnd(service, standIn));
        Runtime.getRuntime().addShutdownHook(endWithThisProcess);
        try {
            lead(service, port);
            before.find().ifPresent(process -> Processes.end(process, false, LONGEST_END));
            await(
                    service + " to be ready again",
                    () -> process(service).filter(now -> !now.equals(before)).isPresent());
        } finally {
            Runtime.getRuntime().removeShutdownHook(endWithThisProcess);
            leadBackAndEnd(service, standIn);
        }
    }

    private Process startStandIn(String service, int port) throws IOException, InterruptedException {
        var management = Ports.free();
        var launch = catalogue.launch(
                service,
                Map.of(
                        "QUARKUS_HTTP_PORT", Integer.toString(port),
                        "QUARKUS_MANAGEMENT_PORT", Integer.toString(management)));
        var log = home.logs().of(service + "-stand-in");
        var standIn = cache.use(service, launch, false).start(log);
        try {
            await("the instance that stands in for " + service + ", see " + log, () -> {
                if (!standIn.isAlive()) {
                    throw new CommandFailedException("No instance could stand in for " + service + ", see " + log);
                }
                return Catalogue.answers(management, Catalogue.READY);
            });
            return standIn;
        } catch (RuntimeException | InterruptedException e) {
            standIn.destroyForcibly();
            throw e;
        }
    }

    private void leadBackAndEnd(String service, Process standIn) {
        lead(service, home.ports().application(service));
        Processes.end(standIn.toHandle(), false, LONGEST_END);
    }

    /** Returns when the instance before has answered its last request. */
    private void lead(String service, int port) {
        var address = URI.create(
                "http://127.0.0.1:" + home.ports().gatewayManagement() + "/backends/" + Home.module(service));
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(address)
                            .PUT(BodyPublishers.ofString("127.0.0.1:" + port))
                            .timeout(LONGEST_DRAIN)
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != 204) {
                throw new CommandFailedException(
                        "The gateway does not follow: " + answer.body().strip());
            }
        } catch (IOException e) {
            throw new CommandFailedException("The gateway cannot be told of another instance: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("Interrupted while requests were led elsewhere.");
        }
    }

    private Optional<ProcessIdentity> process(String service) {
        return running.state().stream()
                .flatMap(state -> state.parts().stream())
                .filter(part -> part.name().equals(service) && part.phase() == Phase.READY)
                .map(PartState::process)
                .findFirst();
    }

    private static void await(String what, Condition condition) throws InterruptedException {
        var until = System.nanoTime() + LONGEST_START.toNanos();
        while (!isMet(condition)) {
            if (System.nanoTime() > until) {
                throw new CommandFailedException("Waited too long for " + what + ".");
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private static boolean isMet(Condition condition) {
        try {
            return condition.isMet();
        } catch (IOException notYet) {
            return false;
        }
    }

    @FunctionalInterface
    private interface Condition {
        boolean isMet() throws IOException;
    }
}
