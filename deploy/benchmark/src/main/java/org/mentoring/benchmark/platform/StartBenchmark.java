package org.mentoring.benchmark.platform;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.mentoring.benchmark.Measurements;
import org.mentoring.benchmark.ProcessStatus;
import org.mentoring.local.client.Addresses;
import org.mentoring.local.client.Api;
import org.mentoring.local.command.CommandFailedException;
import org.mentoring.local.command.PlatformCommand;
import org.mentoring.local.platform.Catalogue;
import org.mentoring.local.platform.Databases;
import org.mentoring.local.platform.PlatformPaths;
import org.mentoring.local.platform.Ports;
import org.mentoring.local.platform.RunningPlatform;
import org.mentoring.local.platform.ServiceLaunch;
import org.mentoring.local.platform.StartCache;
import org.mentoring.local.supervisor.Processes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import static org.awaitility.Awaitility.await;

/** Measures on a platform that is up and otherwise idle. */
@Command(
        name = "start",
        description =
                "measures how fast each service is ready, with its start cache and without, and its memory under load")
public final class StartBenchmark implements Callable<Integer> {

    private static final int STARTS = 3;
    private static final int CALLERS = 8;
    private static final Duration LOAD = Duration.ofSeconds(10);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration END_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);
    private static final double NANOS = 1e9;

    /** An operation of each service that reads from its database. */
    private static final Map<String, String> OPERATIONS = Map.of(
            "user", "/api/v1/users/me",
            "mentor", "/api/v1/mentors",
            "booking", "/api/v1/bookings",
            "review", "/api/v1/reviews?mentor_id=00000000-0000-0000-0000-000000000001",
            "notification", "/api/v1/notifications");

    @Parameters(arity = "0..*", paramLabel = "service", description = "all of them if none is named")
    private List<String> services = List.of();

    public static void main(String[] args) {
        PlatformCommand.run(new StartBenchmark(), args);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var unknown = services.stream()
                .filter(service -> !Ports.SERVICES.contains(service))
                .findFirst();
        if (unknown.isPresent()) {
            throw new CommandFailedException("There is no service '" + unknown.get() + "'; there are: "
                    + String.join(", ", Ports.SERVICES) + ".");
        }
        var paths = PlatformPaths.here();
        if (new RunningPlatform(paths).state().isEmpty()) {
            throw new CommandFailedException("Nothing is running; ./platform up starts what services need.");
        }
        var databases = Databases.of(paths);
        var launches = new ServiceLaunch(paths, databases);
        var cache = new StartCache(paths);
        String token;
        try (var api = new Api(paths.addresses())) {
            token = api.token("ken");
        }
        System.out.printf(
                "%-14s %14s %14s %10s %12s %12s%n",
                "", "with cache, s", "without, s", "idle, MB", "loaded, MB", "requests/s");
        for (var service : services.isEmpty() ? Ports.SERVICES : services) {
            var instance = new Instance(paths, launches, cache, service);
            var cached =
                    cache.has(service, launches.of(service, Map.of())) ? instance.median(true, STARTS) : Double.NaN;
            var plain = instance.median(false, 1);
            instance.start(true);
            var idle = ProcessStatus.read(instance.process.pid(), "VmRSS") * 1024 / 1_000_000;
            var rate = load(paths, instance.port, token, OPERATIONS.get(service));
            var loaded = ProcessStatus.read(instance.process.pid(), "VmRSS") * 1024 / 1_000_000;
            instance.end();
            System.out.printf(
                    Locale.ROOT, "%-14s %14.2f %14.2f %10d %12d %12.0f%n", service, cached, plain, idle, loaded, rate);
        }
        return 0;
    }

    private static double load(PlatformPaths paths, int port, String token, String path) {
        var answered = new AtomicInteger();
        var at = URI.create("http://127.0.0.1:" + port);
        var until = System.nanoTime() + LOAD.toNanos();
        try (var api = new Api(new Addresses(at, paths.addresses().issuer(), at, ""));
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var caller = api.withToken(token);
            for (int i = 0; i < CALLERS; i++) {
                callers.submit(() -> {
                    while (System.nanoTime() < until) {
                        caller.get(path).expect(200);
                        answered.incrementAndGet();
                    }
                });
            }
        }
        return answered.get() / (double) LOAD.toSeconds();
    }

    /** An instance of a service on ports of its own, beside the one that runs. */
    private static final class Instance {

        private final PlatformPaths paths;
        private final ServiceLaunch launches;
        private final StartCache cache;
        private final String service;
        private int port;
        private Process process;

        private Instance(PlatformPaths paths, ServiceLaunch launches, StartCache cache, String service) {
            this.paths = paths;
            this.launches = launches;
            this.cache = cache;
            this.service = service;
        }

        /** The median of some starts, from the start of the process until it is ready, in seconds. */
        private double median(boolean cached, int starts) throws IOException, InterruptedException {
            var seconds = new ArrayList<Double>();
            for (int i = 0; i < starts; i++) {
                seconds.add(start(cached));
                end();
            }
            return Measurements.median(seconds);
        }

        private double start(boolean cached) throws IOException, InterruptedException {
            port = Ports.free();
            var management = Ports.free();
            var launch = launches.of(
                    service,
                    Map.of(
                            "QUARKUS_HTTP_PORT", Integer.toString(port),
                            "QUARKUS_MANAGEMENT_PORT", Integer.toString(management)));
            var began = System.nanoTime();
            process = (cached ? cache.use(service, launch, false) : launch)
                    .start(paths.logs().of("starts"));
            try {
                await().atMost(START_TIMEOUT)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(POLL_INTERVAL)
                        .failFast(() -> !process.isAlive())
                        .until(() -> isReady(management));
            } catch (ConditionTimeoutException | TerminalFailureException notStarted) {
                process.destroyForcibly();
                throw new CommandFailedException(
                        service + " does not start, see " + paths.logs().of("starts"));
            }
            return (System.nanoTime() - began) / NANOS;
        }

        private static boolean isReady(int management) {
            try {
                return Catalogue.answers(management, Catalogue.READY);
            } catch (IOException notYet) {
                return false;
            }
        }

        private void end() {
            Processes.end(process.toHandle(), false, END_TIMEOUT);
        }
    }
}
