package org.mentoring.benchmark.booking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import org.mentoring.kit.test.IssuerResource;
import org.mentoring.kit.test.KafkaResource;
import org.mentoring.kit.test.PostgresResource;

/**
 * {@code POST /bookings} against the bare call of {@code book_session}: the same function with the same arguments on the
 * same database in the same run, by turns, so that what slows the machine slows both. The request adds to it the token's
 * check, the body's, the slot engine, and the load generator's own share of the processors.
 */
public final class BookingBenchmark {

    private static final int ROUNDS = 5;
    private static final int WARM_UP_SECONDS = 40;
    private static final int SECONDS = 8;

    private BookingBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var postgres = new PostgresResource();
        postgres.init(Map.of("database", "booking", "durable", "true"));
        var kafka = new KafkaResource();
        var issuer = new IssuerResource();
        var settings = new HashMap<String, String>();
        settings.putAll(postgres.start());
        settings.putAll(kafka.start());
        settings.putAll(issuer.start());
        var vertx = Vertx.vertx();
        try (var service = BookingServer.start(settings)) {
            measure(vertx, service, settings);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
            issuer.stop();
            kafka.stop();
            postgres.stop();
        }
    }

    private static void measure(Vertx vertx, BookingServer service, Map<String, String> settings) throws Exception {
        var pairs = Pairs.seed();
        var overHttp = new HttpLoad(vertx, service.port(), pairs);
        var bare = new BareLoad(vertx, settings, pairs);
        System.out.printf("Warming up for %d s each.%n", WARM_UP_SECONDS);
        run(bare, WARM_UP_SECONDS);
        run(overHttp, WARM_UP_SECONDS);
        var baseline = new ArrayList<Double>();
        var requests = new ArrayList<Double>();
        for (var round = 1; round <= ROUNDS; round++) {
            baseline.add(run(bare, SECONDS));
            requests.add(run(overHttp, SECONDS));
            System.out.printf(
                    "Round %d: book_session %,.0f/s, POST /bookings %,.0f/s%n",
                    round, baseline.getLast(), requests.getLast());
        }
        System.out.printf(
                "Median of %d rounds with %d in flight: book_session %,.0f/s, POST /bookings %,.0f/s, ratio %.2f%n",
                ROUNDS, Load.IN_FLIGHT, median(baseline), median(requests), median(requests) / median(baseline));
    }

    private static double run(Load load, int seconds) throws InterruptedException {
        return load.run(TimeUnit.SECONDS.toNanos(seconds));
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
