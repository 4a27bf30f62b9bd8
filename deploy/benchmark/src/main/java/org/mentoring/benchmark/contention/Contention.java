package org.mentoring.benchmark.contention;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

import io.vertx.core.Vertx;
import org.mentoring.benchmark.ServiceProcess;
import org.mentoring.kit.test.IssuerResource;
import org.mentoring.kit.test.KafkaResource;
import org.mentoring.kit.test.PostgresResource;
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
    private static final long SOONEST_KILL = 4_000;
    private static final int MOST_KILLS = 20;
    // A run that is over before the better compiler has paid does without it.
    private static final long SHORT = 50_000;
    private static final Duration TOKENS_LAST = Duration.ofMinutes(15);
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(10);
    private static final Duration QUIET_AFTER = Duration.ofMinutes(10);
    // A dozen reports of each session, most of which are too late or too early.
    private static final int SESSIONS = 300;
    private static final int REPORTS = 4_000;
    private static final Duration SESSIONS_END_WITHIN = Duration.ofSeconds(20);

    // Requests and holds end within the run, many of them while somebody wants them.
    private static final Map<String, String> HASTE = Map.of(
            "mentoring.bookings.answer-within", "PT2S",
            "mentoring.bookings.check-every", "1s",
            "mentoring.holds.duration", "PT2S",
            "mentoring.outbox.lease", "PT3S",
            "mentoring.sessions.check-every", "1s",
            "mentoring.sessions.no-show-within", "PT4S",
            "quarkus.otel.sdk.disabled", "true");

    private final Plan plan;

    private Contention(Plan plan) {
        this.plan = plan;
    }

    /**
     * What is to happen.
     *
     * @param killEvery after how many attempts an instance is killed, and another after as many more
     * @param without the name of a constraint on occupied to drop, to see that the checker notices; null for none
     * @param progress called periodically with the number of attempts made
     */
    record Plan(long attempts, long killEvery, String without, LongConsumer progress) {

        static Plan of(long attempts) {
            return new Plan(attempts, Math.max(SOONEST_KILL, attempts / (MOST_KILLS + 1) + 1), null, made -> {});
        }

        Plan without(String constraint) {
            return new Plan(attempts, killEvery, constraint, progress);
        }

        Plan reporting(LongConsumer listener) {
            return new Plan(attempts, killEvery, without, listener);
        }
    }

    /**
     * What happened.
     *
     * @param requests how many it took
     * @param goneAway how many requests were broken off by their client
     * @param events how many were published about bookings
     * @param reports on sessions that had begun
     * @param took the attempts alone, without start and check
     */
    record Result(
            List<Attempt> attempts,
            long requests,
            long goneAway,
            int kills,
            long bookings,
            long events,
            List<SessionReport> reports,
            Duration took,
            List<String> violations) {}

    static Result run(Plan plan) throws Exception {
        return new Contention(plan).withParts();
    }

    private Result withParts() throws Exception {
        var postgres = new PostgresResource();
        postgres.init(Map.of("database", "booking"));
        var kafka = new KafkaResource();
        var issuer = new IssuerResource();
        var settings = new HashMap<String, String>(HASTE);
        settings.putAll(postgres.start());
        settings.putAll(kafka.start());
        settings.putAll(issuer.start());
        var vertx = Vertx.vertx();
        var instances = new ArrayList<ServiceProcess>();
        try {
            // The first one migrates the database.
            var compiler = plan.attempts() < SHORT ? "-XX:TieredStopAtLevel=1" : "-XX:+TieredCompilation";
            for (var i = 0; i < INSTANCES; i++) {
                instances.add(ServiceProcess.launch(SERVICE, settings, "-XX:+UseSerialGC", compiler));
                if (i == 0) {
                    instances.getFirst().awaitReady();
                }
            }
            for (var instance : instances) {
                instance.awaitReady();
            }
            return rush(vertx, instances, settings);
        } finally {
            instances.forEach(ServiceProcess::kill);
            vertx.close().toCompletionStage().toCompletableFuture().join();
            issuer.stop();
            kafka.stop();
            postgres.stop();
        }
    }

    private Result rush(Vertx vertx, List<ServiceProcess> instances, Map<String, String> settings) throws Exception {
        var workload = new Workload();
        MentorSetup.set(workload, instances.getFirst().port());
        dropConstraint();
        var tokens = new ConcurrentHashMap<UUID, String>();
        var transport = new UnreliableTransport(
                vertx, instances.stream().map(ServiceProcess::port).toList(), tokens, CLIENTS);
        var history = new History();
        var clients = new ConcurrentClients(vertx, workload, transport, history, CLIENTS, plan.attempts());
        issue(workload, tokens);
        var renewal = vertx.setPeriodic(TOKENS_LAST.toMillis(), passed -> issue(workload, tokens));
        var progress = vertx.setPeriodic(
                PROGRESS_EVERY.toMillis(), passed -> plan.progress().accept(clients.made()));
        var reports =
                new SessionReports(instances.stream().map(ServiceProcess::port).toList());
        reports.plant(SESSIONS, SESSIONS_END_WITHIN);
        var began = Instant.now();
        reports.begin(REPORTS);
        clients.begin();
        var kills = kill(instances, clients);
        clients.awaitEnd();
        var said = reports.awaitEnd();
        vertx.cancelTimer(renewal);
        vertx.cancelTimer(progress);
        var took = Duration.between(began, Instant.now());
        for (var instance : instances) {
            instance.awaitReady();
        }
        var ending = Collector.collect(settings, QUIET_AFTER);
        var run = Run.of(workload.terms(), history.attempts(), ending);
        var violations = new ArrayList<>(HistoryChecker.violations(run));
        violations.addAll(
                SessionReportRule.violations(SessionHistory.collect(settings, reports.sessions(), said, QUIET_AFTER)));
        return new Result(
                run.attempts(),
                transport.requests(),
                transport.goneAway(),
                kills,
                ending.bookings().size(),
                ending.events().values().stream().mapToLong(List::size).sum(),
                said,
                took,
                violations);
    }

    /** One instance after another, whenever so many attempts more are made; not before the one killed last is back. */
    private int kill(List<ServiceProcess> instances, ConcurrentClients clients)
            throws IOException, InterruptedException {
        var kills = 0;
        while (clients.awaitMade((kills + 1) * plan.killEvery())) {
            var victim = instances.get(kills % instances.size());
            victim.kill();
            victim.begin();
            kills++;
            victim.awaitReady();
        }
        return kills;
    }

    private void dropConstraint() throws SQLException {
        if (plan.without() != null) {
            try (var database = TestDatabase.asSuperuser();
                    var statement = database.createStatement()) {
                statement.execute("ALTER TABLE occupied DROP CONSTRAINT \"%s\"".formatted(plan.without()));
            }
        }
    }

    private static void issue(Workload workload, Map<UUID, String> tokens) {
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
