package org.mentoring.benchmark.contention;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

import io.vertx.core.Vertx;
import org.mentoring.benchmark.ServiceParts;
import org.mentoring.benchmark.ServiceProcess;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

/**
 * Lets many clients compete for the time of a few mentors, at several instances of the booking service of which one after
 * another is killed, and checks the history of their requests and the answers.
 */
public final class Contention {

    private static final String SERVICE = "booking-service";
    private static final int CLIENTS = 48;
    private static final int INSTANCES = 3;
    private static final long MIN_ATTEMPTS_PER_KILL = 4_000;
    private static final int MAX_KILLS = 20;
    // Optimised compilation does not pay in a shorter run.
    private static final long SHORT = 50_000;
    private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(15);
    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(10);
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(10);
    // A dozen reports of each session, most of which are too late or too early.
    private static final int SESSIONS = 300;
    private static final int REPORTS = 4_000;
    private static final Duration LONGEST_SESSION = Duration.ofSeconds(20);

    // Requests and holds expire within the run, many of them while others compete for them.
    private static final Map<String, String> SHORT_TIMEOUTS = Map.of(
            "mentoring.bookings.answer-within", "PT2S",
            "mentoring.bookings.check-every", "1s",
            "mentoring.holds.duration", "PT2S",
            "mentoring.outbox.lease", "PT3S",
            "mentoring.sessions.check-every", "1s",
            "mentoring.sessions.no-show-within", "PT4S",
            "quarkus.otel.sdk.disabled", "true");

    private final Options options;

    private Contention(Options options) {
        this.options = options;
    }

    /**
     * The options of a run.
     *
     * @param killEvery after how many attempts an instance is killed, and another after as many more
     * @param without the name of a constraint on occupied to drop, to see that the checker notices; null for none
     * @param progress called periodically with the number of attempts made
     */
    record Options(long attempts, long killEvery, String without, LongConsumer progress) {

        static Options of(long attempts) {
            return new Options(
                    attempts, Math.max(MIN_ATTEMPTS_PER_KILL, attempts / (MAX_KILLS + 1) + 1), null, made -> {});
        }

        Options without(String constraint) {
            return new Options(attempts, killEvery, constraint, progress);
        }

        Options reporting(LongConsumer listener) {
            return new Options(attempts, killEvery, without, listener);
        }
    }

    /**
     * The result of a run.
     *
     * @param requests how many it took
     * @param abandoned how many requests were broken off by their client
     * @param events how many were published about bookings
     * @param reports on sessions that had begun
     * @param took the attempts alone, without start and check
     */
    record Result(
            List<Attempt> attempts,
            long requests,
            long abandoned,
            int kills,
            long bookings,
            long events,
            List<SessionReport> reports,
            Duration took,
            List<String> violations) {}

    static Result run(Options options) throws Exception {
        return new Contention(options).start();
    }

    private Result start() throws Exception {
        try (var parts = ServiceParts.start("booking", false)) {
            var settings = parts.settings();
            settings.putAll(SHORT_TIMEOUTS);
            var compiler = options.attempts() < SHORT ? "-XX:TieredStopAtLevel=1" : "-XX:+TieredCompilation";
            var instances = new ArrayList<ServiceProcess>();
            try {
                // The first one migrates the database.
                for (var i = 0; i < INSTANCES; i++) {
                    instances.add(ServiceProcess.launch(SERVICE, settings, "-XX:+UseSerialGC", compiler));
                    if (i == 0) {
                        instances.getFirst().awaitReady();
                    }
                }
                for (var instance : instances) {
                    instance.awaitReady();
                }
                return runClients(parts.vertx(), instances, settings);
            } finally {
                instances.forEach(ServiceProcess::kill);
            }
        }
    }

    private Result runClients(Vertx vertx, List<ServiceProcess> instances, Map<String, String> settings)
            throws Exception {
        var workload = new Workload();
        MentorData.set(workload, instances.getFirst().port());
        dropConstraint();
        var tokens = new ConcurrentHashMap<UUID, String>();
        var transport = new UnreliableTransport(
                vertx, instances.stream().map(ServiceProcess::port).toList(), tokens, CLIENTS);
        var history = new History();
        var clients = new ConcurrentClients(vertx, workload, transport, history, CLIENTS, options.attempts());
        issueTokens(workload, tokens);
        var renewal = vertx.setPeriodic(TOKEN_LIFETIME.toMillis(), passed -> issueTokens(workload, tokens));
        var progress = vertx.setPeriodic(
                PROGRESS_INTERVAL.toMillis(), passed -> options.progress().accept(clients.made()));
        var reports =
                new SessionReports(instances.stream().map(ServiceProcess::port).toList());
        reports.insertSessions(SESSIONS, LONGEST_SESSION);
        var began = Instant.now();
        reports.begin(REPORTS);
        clients.begin();
        var kills = kill(instances, clients);
        clients.awaitEnd();
        var sentReports = reports.awaitEnd();
        vertx.cancelTimer(renewal);
        vertx.cancelTimer(progress);
        var took = Duration.between(began, Instant.now());
        for (var instance : instances) {
            instance.awaitReady();
        }
        var finalState = FinalStateReader.collect(settings, IDLE_TIMEOUT);
        var run = Run.of(workload.terms(), history.attempts(), finalState);
        var violations = new ArrayList<>(HistoryChecker.violations(run));
        violations.addAll(SessionReportRule.violations(
                SessionHistory.collect(settings, reports.sessions(), sentReports, IDLE_TIMEOUT)));
        return new Result(
                run.attempts(),
                transport.requests(),
                transport.abandoned(),
                kills,
                finalState.bookings().size(),
                finalState.events().values().stream().mapToLong(List::size).sum(),
                sentReports,
                took,
                violations);
    }

    /** Kills one instance after another, each after so many further attempts, when the instance killed last is ready again. */
    private int kill(List<ServiceProcess> instances, ConcurrentClients clients)
            throws IOException, InterruptedException {
        var kills = 0;
        while (clients.awaitMade((kills + 1) * options.killEvery())) {
            var victim = instances.get(kills % instances.size());
            victim.kill();
            victim.begin();
            kills++;
            victim.awaitReady();
        }
        return kills;
    }

    private void dropConstraint() throws SQLException {
        if (options.without() != null) {
            try (var database = TestDatabase.asSuperuser();
                    var statement = database.createStatement()) {
                statement.execute("ALTER TABLE occupied DROP CONSTRAINT \"%s\"".formatted(options.without()));
            }
        }
    }

    private static void issueTokens(Workload workload, Map<UUID, String> tokens) {
        Stream.concat(
                        workload.mentees().stream().map(id -> Map.entry(id, "mentee")),
                        workload.terms().keySet().stream().map(id -> Map.entry(id, "mentee,mentor")))
                .forEach(person -> tokens.put(
                        person.getKey(),
                        Tokens.of("Somebody", person.getKey())
                                .roles(person.getValue().split(","))
                                .build()));
    }
}
