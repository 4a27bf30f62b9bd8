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
    /** So that pools are filled, and code is compiled, when the levels are taken that are to be reached again. */
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    private static final Duration LONGEST_UNTIL_RELEASED = Duration.ofMinutes(2);
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    private static final int MOST_SHOWN = 20;

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
        var plan = Plan.of(seed, faults);
        if (dryRun) {
            plan.forEach(fault -> System.out.println("  " + fault));
            return 0;
        }
        var root = repository.toAbsolutePath().normalize();
        var paths = new PlatformPaths(root, root.resolve(state), new Ports(portOffset));
        if (new RunningPlatform(paths).state().filter(PlatformState::ready).isEmpty()) {
            throw new CommandFailedException("The platform is not up; ./platform up --for-campaigns starts it.");
        }
        try (var _ = new Interruption()) {
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
                var mails = new CaughtMails(page)) {
            var everybody = People.signUp(api, realm, people);
            var began = Instant.now();
            var check = new ConsistencyCheck(databases, began);
            var log = new LogCheck(paths.logs());
            var recovery = new Recovery(paths, api, realm.signUp("campaign-watcher-", WATCHERS));
            try (var load = load(api, realm, everybody, new Preparation(databases), rate);
                    var injection = new Injection(paths, recovery)) {
                mails.begin();
                load.begin(seed);
                TimeUnit.MILLISECONDS.sleep(WARM_UP.toMillis());
                var before = Levels.take(recovery, databases);
                var violations = inject(plan, injection, recovery, mails);
                if (steadyMinutes > 0) {
                    var steady = new SteadyState(paths, recovery, databases);
                    violations.addAll(steady.observe(load, Duration.ofMinutes(steadyMinutes)));
                    steady.write(paths.state().resolve("campaign"));
                }
                var changes = load.stop();
                check.awaitIdle();
                mails.poll();
                violations.addAll(check.violations(changes, mails));
                violations.addAll(log.violations());
                violations.addAll(awaitLevels(before, recovery, databases));
                report(changes, load.failedRequests().size(), violations, Duration.between(began, Instant.now()));
                return violations.isEmpty() ? 0 : 1;
            }
        }
    }

    /**
     * People who book with each other, and review sessions that are entered here.
     *
     * @param rate how many changes a second they make together, at most
     */
    static Load load(Api api, RealmPeople realm, People everybody, Preparation preparation, int rate)
            throws SQLException {
        preparation.widenTerms(everybody.asksFirst());
        var sessions = new HashMap<String, ConcurrentLinkedQueue<UUID>>();
        for (var mentee : everybody.mentees().entrySet()) {
            sessions.put(
                    mentee.getKey(),
                    new ConcurrentLinkedQueue<>(preparation.addSessions(
                            mentee.getValue(), everybody.slots().keySet(), SESSIONS_WITH_EACH)));
        }
        return new Load(
                api,
                realm,
                everybody,
                sessions,
                Duration.ofMillis(1000L * everybody.logins().size() / rate));
    }

    /** @return a sentence for each fault after which the platform was not well in time */
    private static List<String> inject(List<Fault> plan, Injection injection, Recovery recovery, CaughtMails mails)
            throws Exception {
        var violations = new ArrayList<String>();
        for (var fault : plan) {
            var obstacle = injection.obstacle(fault);
            if (!obstacle.isEmpty()) {
                System.out.printf("  %-45s left out: %s%n", fault, obstacle);
                continue;
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_FAULTS.toMillis());
            if ("mail".equals(fault.killed())) {
                mails.serverWasKilled();
            }
            var took = recovery.awaitHealth(injection.inject(fault));
            var said = "%s at load %.1f"
                    .formatted(
                            took == null
                                    ? "NOT RECOVERED"
                                    : "recovered after %.1f s".formatted(took.toMillis() / 1000.0),
                            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
            System.out.printf("  %-45s %s%n", fault, said);
            if (took == null || took.compareTo(Recovery.LIMIT) > 0) {
                violations.add("%s: %s on %d processors"
                        .formatted(fault, said, Runtime.getRuntime().availableProcessors()));
            }
        }
        return violations;
    }

    /** What is still above the levels of before once it had the time to be released. */
    private static List<String> awaitLevels(Levels before, Recovery recovery, ServiceDatabases databases)
            throws IOException, SQLException {
        try {
            await().atMost(LONGEST_UNTIL_RELEASED)
                    .pollInterval(POLL_INTERVAL)
                    .until(() -> Levels.take(recovery, databases).above(before).isEmpty());
            return List.of();
        } catch (ConditionTimeoutException kept) {
            return Levels.take(recovery, databases).above(before);
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
        violations.stream().limit(MOST_SHOWN).forEach(violation -> System.out.println("  " + violation));
    }
}
