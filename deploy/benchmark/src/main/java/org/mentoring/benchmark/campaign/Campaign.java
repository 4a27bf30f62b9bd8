package org.mentoring.benchmark.campaign;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import org.mentoring.benchmark.campaign.Change.Kind;
import org.mentoring.local.client.Api;
import org.mentoring.local.client.MailPageClient;
import org.mentoring.local.command.CommandFailedException;
import org.mentoring.local.command.PlatformCommand;
import org.mentoring.local.platform.Databases;
import org.mentoring.local.platform.PlatformPaths;
import org.mentoring.local.platform.Ports;
import org.mentoring.local.platform.RunningPlatform;
import org.mentoring.local.platform.Secrets;
import org.mentoring.local.supervisor.PlatformState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Injects faults into a running platform under load, restores it and checks consistency. */
@Command(
        name = "campaign",
        description =
                "kills and freezes the parts of a running platform under load, restores it and checks consistency")
public final class Campaign implements Callable<Integer> {

    private static final List<String> MENTEES = List.of("linus", "margaret", "ken");
    private static final Map<String, String> MENTORS =
            Map.of("ada", "Ada Lovelace", "grace", "Grace Hopper", "alan", "Alan Turing");
    private static final String ASKS_FIRST = "alan";
    private static final int DAYS = 58;
    private static final int SESSIONS_WITH_EACH = 20;
    private static final Duration BETWEEN_FAULTS = Duration.ofSeconds(3);
    private static final int MOST_SHOWN = 20;

    @Option(names = "--seed", defaultValue = "1", description = "decides which faults happen to which parts")
    private long seed;

    @Option(names = "--faults", defaultValue = "20", description = "how many")
    private int faults;

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
        var root = repository.toAbsolutePath().normalize();
        var paths = new PlatformPaths(root, root.resolve(state), new Ports(portOffset));
        if (new RunningPlatform(paths).state().filter(PlatformState::ready).isEmpty()) {
            throw new CommandFailedException("The platform is not up; ./platform up starts it.");
        }
        var began = Instant.now();
        var local = new Databases(new Secrets(paths.secrets()), paths.ports().postgres());
        var databases = new ServiceDatabases(service -> "%s?user=%s&password=%s"
                .formatted(local.url(service), Databases.SUPERUSER, Databases.SUPERUSER_PASSWORD));
        var check = new ConsistencyCheck(databases, began);
        try (var api = new Api(paths.addresses());
                var page = new MailPageClient(paths.addresses());
                var mails = new CaughtMails(page);
                var load = load(api, new Preparation(databases))) {
            mails.begin();
            load.begin(MENTEES, List.of(ASKS_FIRST), seed);
            var unrecovered = inject(new Injection(paths), mails);
            var changes = load.stop();
            check.awaitIdle();
            mails.poll();
            var violations = new ArrayList<>(unrecovered);
            violations.addAll(check.violations(changes, mails));
            report(changes, violations, Duration.between(began, Instant.now()));
            return violations.isEmpty() ? 0 : 1;
        }
    }

    private Load load(Api api, Preparation preparation) throws Exception {
        var slots = new HashMap<UUID, List<String>>();
        for (var mentor : MENTORS.entrySet()) {
            var id = UUID.fromString(api.anyone()
                    .get("/api/v1/mentors?q=" + Api.encode(mentor.getValue()))
                    .expect(200)
                    .json()
                    .path("items")
                    .path(0)
                    .path("id")
                    .asText());
            var from = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            slots.put(
                    id,
                    api.anyone()
                            .get("/api/v1/slots?mentor_id=" + id + "&from=" + from + "&to="
                                    + from.plus(DAYS, ChronoUnit.DAYS)
                                    + "&session_type=Mentoring%20session&time_zone=Etc/UTC")
                            .expect(200)
                            .json()
                            .path("items")
                            .valueStream()
                            .map(slot -> slot.path("start_time").asText())
                            .toList());
            if (mentor.getKey().equals(ASKS_FIRST)) {
                preparation.widenTerms(id);
            }
        }
        var sessions = new HashMap<String, ConcurrentLinkedQueue<UUID>>();
        for (var login : MENTEES) {
            var mentee = UUID.fromString(api.as(login)
                    .get("/api/v1/users/me")
                    .expect(200)
                    .json()
                    .path("user_id")
                    .asText());
            sessions.put(
                    login,
                    new ConcurrentLinkedQueue<>(preparation.addSessions(mentee, slots.keySet(), SESSIONS_WITH_EACH)));
        }
        return new Load(api, slots, sessions);
    }

    /** @return a sentence for each part that did not recover in time */
    private List<String> inject(Injection injection, CaughtMails mails) throws Exception {
        var unrecovered = new ArrayList<String>();
        for (var fault : Fault.plan(seed, faults, injection.parts())) {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_FAULTS.toMillis());
            if (fault.kills("mail")) {
                mails.serverWasKilled();
            }
            var recovery = injection.inject(fault);
            System.out.printf(
                    Locale.ROOT,
                    "  %-36s %s%n",
                    fault,
                    recovery == null
                            ? "NOT RECOVERED"
                            : "recovered after %.1f s".formatted(recovery.toMillis() / 1000.0));
            if (recovery == null) {
                unrecovered.add("not recovered within a minute: " + fault);
            }
        }
        return unrecovered;
    }

    private void report(List<Change> changes, List<String> violations, Duration took) {
        for (var kind : Kind.values()) {
            var ofKind =
                    changes.stream().filter(change -> change.kind() == kind).toList();
            System.out.printf(
                    Locale.ROOT,
                    "%-7s %4d done, %4d refused, %2d unknown, %4d requests, longest %.1f s%n",
                    kind.name().toLowerCase(Locale.ROOT),
                    ofKind.stream().filter(Change::done).count(),
                    ofKind.stream().filter(Change::refused).count(),
                    ofKind.stream().filter(change -> change.status() == 0).count(),
                    ofKind.stream().mapToInt(Change::requests).sum(),
                    ofKind.stream()
                                    .mapToLong(change -> change.took().toMillis())
                                    .max()
                                    .orElse(0)
                            / 1000.0);
        }
        System.out.printf(
                "seed %d, %d faults, %d s: %d violations%n", seed, faults, took.toSeconds(), violations.size());
        violations.stream().limit(MOST_SHOWN).forEach(violation -> System.out.println("  " + violation));
    }
}
