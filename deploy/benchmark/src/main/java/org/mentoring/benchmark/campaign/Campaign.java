package org.mentoring.benchmark.campaign;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import org.awaitility.core.ConditionTimeoutException;
import org.mentoring.benchmark.RealmPeople;
import org.mentoring.benchmark.campaign.Change.Kind;
import org.mentoring.local.client.Api;
import org.mentoring.local.client.MailPageClient;
import org.mentoring.local.command.CommandFailedException;
import org.mentoring.local.command.PlatformCommand;
import org.mentoring.local.platform.PlatformPaths;
import org.mentoring.local.platform.Ports;
import org.mentoring.local.platform.RunningPlatform;
import org.mentoring.local.supervisor.PlatformState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import static org.awaitility.Awaitility.await;

/** Injects faults into a running platform under load, restores it and checks consistency. */
@Command(
        name = "campaign",
        description = "injects faults into a running platform under load, restores it and checks consistency")
public final class Campaign implements Callable<Integer> {

    private static final int SESSIONS_WITH_EACH = 10;
    private static final int WATCHERS = 12;
    private static final Duration BETWEEN_FAULTS = Duration.ofSeconds(3);
    /** So that pools are filled, and code is compiled, before the resource usage is measured that must be reached again. */
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    private static final Duration RELEASE_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    private static final int MAX_SHOWN = 20;

    @Option(names = "--seed", defaultValue = "1", description = "decides which faults happen to which parts")
    private long seed;

    @Option(names = "--faults", defaultValue = "20", description = "how many")
    private int faults;

    @Option(
            names = "--steady-minutes",
            defaultValue = "0",
            description = "how long people go on after the faults; what is used meanwhile is written as curves")
    private int steadyMinutes;

    @Option(
            names = "--people",
            defaultValue = "24",
            description = "how many use the platform, a quarter of them mentors")
    private int people;

    @Option(
            names = "--changes-per-second",
            defaultValue = "8",
            description = "how much all of them do together, at most: they wait for their answers")
    private int rate;

    @Option(names = "--dry-run", description = "says which faults the seed draws, and injects none")
    private boolean dryRun;

    @Option(names = "--repository", defaultValue = "", hidden = true)
    private Path repository;

    @Option(names = "--state", defaultValue = ".platform", hidden = true)
    private Path state;

    @Option(names = "--port-offset", defaultValue = "0", hidden = true)
    private int portOffset;

    public static void main(String[] args) {
        PlatformCommand.run(new Campaign(), args);
    }

    @Override
    public Integer call() throws Exception {
        var plan = FaultSchedule.of(seed, faults);
        if (dryRun) {
            plan.forEach(fault -> System.out.println("  " + fault));
            return 0;
        }
        var root = repository.toAbsolutePath().normalize();
        var paths = new PlatformPaths(root, root.resolve(state), new Ports(portOffset));
        if (new RunningPlatform(paths).state().filter(PlatformState::ready).isEmpty()) {
            throw new CommandFailedException("The platform is not up; ./platform up --for-campaigns starts it.");
        }
        try (var _ = new InterruptAtShutdown()) {
            return run(plan, paths);
        } catch (InterruptedException e) {
            throw new CommandFailedException("The campaign was interrupted; the fault that lasted was ended.");
        }
    }

    private int run(List<Fault> plan, PlatformPaths paths) throws Exception {
        var databases = ServiceDatabases.of(paths);
        try (var api = new Api(paths.addresses());
                var realm = new RealmPeople(paths.addresses().issuer());
                var page = new MailPageClient(paths.addresses());
                var mails = new ReceivedMails(page)) {
            var everybody = People.signUp(api, realm, people);
            var began = Instant.now();
            var check = new ConsistencyChecker(databases, began);
            var log = new LogChecker(paths.logs());
            var health = new PlatformHealth(paths, api, realm.signUp("campaign-watcher-", WATCHERS));
            try (var workload = workload(api, realm, everybody, new TestData(databases), rate);
                    var injector = new FaultInjector(paths, health)) {
                mails.begin();
                workload.begin(seed);
                TimeUnit.MILLISECONDS.sleep(WARM_UP.toMillis());
                var before = ResourceUsage.take(health, databases);
                var violations = inject(plan, injector, health, mails);
                if (steadyMinutes > 0) {
                    var steady = new SteadyState(paths, health, databases);
                    violations.addAll(steady.observe(workload, Duration.ofMinutes(steadyMinutes)));
                    steady.write(paths.state().resolve("campaign"));
                }
                var changes = workload.stop();
                check.awaitIdle();
                mails.poll();
                violations.addAll(check.violations(changes, mails));
                violations.addAll(log.violations());
                violations.addAll(awaitRelease(before, health, databases));
                report(changes, workload.failedRequests().size(), violations, Duration.between(began, Instant.now()));
                return violations.isEmpty() ? 0 : 1;
            }
        }
    }

    /**
     * People who book with each other, and review sessions that are entered here.
     *
     * @param rate how many changes a second they make together, at most
     */
    static Workload workload(Api api, RealmPeople realm, People everybody, TestData testData, int rate)
            throws SQLException {
        testData.raiseLimits(everybody.mentorWithApproval());
        var sessions = new HashMap<String, ConcurrentLinkedQueue<UUID>>();
        for (var mentee : everybody.mentees().entrySet()) {
            sessions.put(
                    mentee.getKey(),
                    new ConcurrentLinkedQueue<>(testData.addSessions(
                            mentee.getValue(), everybody.slots().keySet(), SESSIONS_WITH_EACH)));
        }
        return new Workload(
                api,
                realm,
                everybody,
                sessions,
                Duration.ofMillis(1000L * everybody.logins().size() / rate));
    }

    /** @return a sentence for each fault after which the platform was not well in time */
    private static List<String> inject(
            List<Fault> plan, FaultInjector injector, PlatformHealth health, ReceivedMails mails) throws Exception {
        var violations = new ArrayList<String>();
        for (var fault : plan) {
            var reasonToSkip = injector.reasonToSkip(fault);
            if (!reasonToSkip.isEmpty()) {
                System.out.printf("  %-45s skipped: %s%n", fault, reasonToSkip);
                continue;
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_FAULTS.toMillis());
            if ("mail".equals(fault.killed())) {
                mails.serverWasKilled();
            }
            var took = health.awaitHealth(injector.inject(fault));
            var said = "%s at load %.1f"
                    .formatted(
                            took == null
                                    ? "NOT RECOVERED"
                                    : "recovered after %.1f s".formatted(took.toMillis() / 1000.0),
                            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
            System.out.printf("  %-45s %s%n", fault, said);
            if (took == null || took.compareTo(PlatformHealth.LIMIT) > 0) {
                violations.add("%s: %s on %d processors"
                        .formatted(fault, said, Runtime.getRuntime().availableProcessors()));
            }
        }
        return violations;
    }

    /** The resources that are not released in time. */
    private static List<String> awaitRelease(ResourceUsage before, PlatformHealth health, ServiceDatabases databases)
            throws IOException, SQLException {
        try {
            await().atMost(RELEASE_TIMEOUT)
                    .pollInterval(POLL_INTERVAL)
                    .until(() ->
                            ResourceUsage.take(health, databases).above(before).isEmpty());
            return List.of();
        } catch (ConditionTimeoutException kept) {
            return ResourceUsage.take(health, databases).above(before);
        }
    }

    private void report(List<Change> changes, int failedRequests, List<String> violations, Duration took) {
        for (var kind : Kind.values()) {
            var ofKind =
                    changes.stream().filter(change -> change.kind() == kind).toList();
            System.out.printf(
                    Locale.ROOT,
                    "%-11s %4d done, %4d refused, %2d unknown, %4d requests, longest %.1f s%n",
                    kind.name().toLowerCase(Locale.ROOT),
                    ofKind.stream().filter(Change::done).count(),
                    ofKind.stream().filter(Change::refused).count(),
                    ofKind.stream().filter(Change::unknown).count(),
                    ofKind.stream().mapToInt(Change::requests).sum(),
                    ofKind.stream()
                                    .mapToLong(change -> change.took().toMillis())
                                    .max()
                                    .orElse(0)
                            / 1000.0);
        }
        System.out.printf(
                "seed %d, %d faults, %d s: %d failed requests, %d violations%n",
                seed, faults, took.toSeconds(), failedRequests, violations.size());
        violations.stream().limit(MAX_SHOWN).forEach(violation -> System.out.println("  " + violation));
    }
}
