package org.mentoring.local.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.mentoring.local.platform.Catalogue;
import org.mentoring.local.platform.Databases;
import org.mentoring.local.platform.PlatformPaths;
import org.mentoring.local.platform.Ports;
import org.mentoring.local.platform.ServiceLaunch;
import org.mentoring.local.platform.StartCache;
import org.mentoring.local.supervisor.Processes;

/** Starts further instances of an application, which no supervisor restarts, and routes requests to one of them. */
public final class Instances {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(40);
    private static final Duration END_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final PlatformPaths paths;
    private final ServiceLaunch launches;
    private final StartCache cache;

    public Instances(PlatformPaths paths) throws IOException {
        this.paths = paths;
        this.launches = new ServiceLaunch(paths, Databases.of(paths));
        this.cache = new StartCache(paths);
    }

    /** Returns when it is ready. */
    public Process start(String service, int port) throws IOException, InterruptedException {
        var management = Ports.free();
        var launch = launches.of(
                service,
                Map.of(
                        "QUARKUS_HTTP_PORT", Integer.toString(port),
                        "QUARKUS_MANAGEMENT_PORT", Integer.toString(management)));
        var log = paths.logs().of(service + "-temporary");
        var temporary = cache.use(service, launch, false).start(log);
        try {
            await("the temporary instance of " + service + ", see " + log, () -> {
                if (!temporary.isAlive()) {
                    throw new CommandFailedException(
                            "No temporary instance of " + service + " could be started, see " + log);
                }
                return Catalogue.answers(management, Catalogue.READY);
            });
            return temporary;
        } catch (RuntimeException | InterruptedException e) {
            temporary.destroyForcibly();
            throw e;
        }
    }

    /** Sends requests to the instance that the supervisor watches, and ends the others, also where the gateway cannot be reached. */
    public void routeBackAndEnd(String service, List<Process> others) {
        try {
            route(service, paths.ports().application(service));
        } finally {
            others.forEach(other -> Processes.end(other.toHandle(), false, END_TIMEOUT));
        }
    }

    /** Changes the route, and returns when the previous instance has answered its last request. */
    public void route(String service, int port) {
        var address = URI.create(
                "http://127.0.0.1:" + paths.ports().gatewayManagement() + "/backends/" + PlatformPaths.module(service));
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(address)
                            .PUT(BodyPublishers.ofString("127.0.0.1:" + port))
                            .timeout(DRAIN_TIMEOUT)
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != 204) {
                throw new CommandFailedException(
                        "The gateway refuses the route: " + answer.body().strip());
            }
        } catch (IOException e) {
            throw new CommandFailedException("The gateway cannot be reached to change a route: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("Interrupted while a route was changed.");
        }
    }

    static void await(String what, Condition condition) throws InterruptedException {
        var until = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!isMet(condition)) {
            if (System.nanoTime() > until) {
                throw new CommandFailedException("Waited too long for " + what + ".");
            }
            Thread.sleep(POLL_INTERVAL);
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
    interface Condition {
        boolean isMet() throws IOException;
    }
}
