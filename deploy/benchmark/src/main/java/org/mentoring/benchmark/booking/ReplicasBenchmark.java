package org.mentoring.benchmark.booking;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.mentoring.benchmark.Measurements;
import org.mentoring.benchmark.ServiceParts;
import org.mentoring.benchmark.ServiceProcess;
import org.mentoring.benchmark.load.ConstantConcurrencyLoad;
import org.mentoring.kit.test.TestDatabase;

import static org.mentoring.benchmark.Measurements.median;

/**
 * What one, two and four replicas of the booking service carry on one machine: bookings a second over HTTP, what a booking takes of a
 * processor in all replicas and in PostgreSQL, how long the relay needs for the events of what was booked, and the rate of one
 * mentor, whose bookings wait for each other. The replicas share the machine's processors with the database and the load, so
 * that the rate shows a limit only where the cost of a booking grows.
 */
public final class ReplicasBenchmark {

    private static final List<Integer> REPLICAS = List.of(1, 2, 4);
    private static final int ROUNDS = 5;
    private static final int WARM_UP_SECONDS = 25;
    private static final int SECONDS = 6;
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private ReplicasBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (var parts = ServiceParts.start("booking")) {
            for (var replicas : REPLICAS) {
                measure(parts, replicas);
            }
        }
    }

    private static void measure(ServiceParts parts, int count) throws Exception {
        var services = new ArrayList<ServiceProcess>();
        try {
            // The first one migrates the database.
            services.add(ServiceProcess.start("booking-service", parts.settings()));
            while (services.size() < count) {
                services.add(ServiceProcess.start("booking-service", parts.settings()));
            }
            var ports = services.stream().map(ServiceProcess::port).toList();
            var many = new HttpLoad(parts.vertx(), ports, MentorMenteePairs.seed());
            var oneMentor = new HttpLoad(parts.vertx(), ports, MentorMenteePairs.seed(1));
            // Each replica compiles what it runs often for itself.
            run(many, WARM_UP_SECONDS * count);
            awaitPublished();

            var rates = new ArrayList<Double>();
            var inServices = new ArrayList<Double>();
            var inDatabase = new ArrayList<Double>();
            for (var round = 0; round < ROUNDS; round++) {
                var servicesBefore = processorMillis(services);
                var databaseBefore = databaseMillis();
                rates.add(run(many, SECONDS));
                var bookings = rates.getLast() * SECONDS;
                inServices.add((processorMillis(services) - servicesBefore) / bookings);
                inDatabase.add((databaseMillis() - databaseBefore) / bookings);
            }
            var waiting = unpublished();
            var began = System.nanoTime();
            awaitPublished();
            var publishing = Duration.ofNanos(System.nanoTime() - began);
            var ofOneMentor = Stream.generate(() -> SECONDS)
                    .limit(ROUNDS)
                    .map(seconds -> run(oneMentor, seconds))
                    .toList();
            System.out.printf(
                    "%d replicas: %,.0f bookings/s (%,.0f to %,.0f); of a processor %.2f ms in the replicas and %.2f ms in PostgreSQL;"
                            + " %,d events published in %.1f s afterwards; one mentor %,.0f bookings/s%n",
                    count,
                    median(rates),
                    Measurements.of(rates).min(),
                    Measurements.of(rates).max(),
                    median(inServices),
                    median(inDatabase),
                    waiting,
                    publishing.toMillis() / 1000.0,
                    median(ofOneMentor));
        } finally {
            services.forEach(ServiceProcess::close);
        }
    }

    private static long processorMillis(List<ServiceProcess> services) {
        return services.stream().mapToLong(ServiceProcess::processorMillis).sum();
    }

    /** Of the server and its children; what a connection had that has ended is missing. */
    private static long databaseMillis() throws SQLException {
        try (var database = TestDatabase.asSuperuser()) {
            var backend = ProcessHandle.of(TestDatabase.count(database, "SELECT pg_backend_pid()"))
                    .orElseThrow();
            var server = backend.parent().orElseThrow();
            return Stream.concat(Stream.of(server), server.children())
                    .flatMap(process -> process.info().totalCpuDuration().stream())
                    .mapToLong(Duration::toMillis)
                    .sum();
        }
    }

    private static long unpublished() throws SQLException {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(database, "SELECT count(*) FROM outbox WHERE published_at IS NULL");
        }
    }

    private static void awaitPublished() {
        Awaitility.await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(100)).until(() -> unpublished() == 0);
    }

    private static double run(ConstantConcurrencyLoad load, int seconds) {
        try {
            return load.run(TimeUnit.SECONDS.toNanos(seconds));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
