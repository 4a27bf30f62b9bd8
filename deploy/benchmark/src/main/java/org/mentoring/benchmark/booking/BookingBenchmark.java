package org.mentoring.benchmark.booking;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.mentoring.benchmark.ServiceParts;
import org.mentoring.benchmark.ServiceProcess;
import org.mentoring.benchmark.load.ConstantConcurrencyLoad;
import org.mentoring.kit.test.TestDatabase;

import static org.mentoring.benchmark.Measurements.median;

/**
 * {@code POST /bookings} against the direct call of {@code book_session}, and that against inserts of the same rows without any
 * rule: on the same database in the same run, alternately, so that what slows the machine slows all. The request adds to the call the
 * token's check, the body's, the slot engine, and the load generator's own share of the processors.
 */
public final class BookingBenchmark {

    private static final int ROUNDS = 5;
    private static final int WARM_UP_SECONDS = 40;
    private static final int SECONDS = 8;

    private BookingBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (var parts = ServiceParts.start("booking");
                var service = ServiceProcess.start("booking-service", parts.settings())) {
            measure(parts, service);
        }
    }

    private static void measure(ServiceParts parts, ServiceProcess service) throws Exception {
        var pairs = MentorMenteePairs.seed();
        var overHttp = new HttpLoad(parts.vertx(), List.of(service.port()), pairs);
        var pool = DirectCallLoad.pool(parts.vertx(), parts.settings());
        var bare = new DirectCallLoad(pool, pairs);
        System.out.printf("Warming up for %d s each.%n", WARM_UP_SECONDS);
        run(bare, WARM_UP_SECONDS);
        var plain = PlainInsertLoad.over(pool, pairs);
        run(plain, SECONDS);
        run(overHttp, WARM_UP_SECONDS);
        var inserts = new ArrayList<Double>();
        var baseline = new ArrayList<Double>();
        var requests = new ArrayList<Double>();
        var processor = new ArrayList<Double>();
        for (var round = 1; round <= ROUNDS; round++) {
            inserts.add(run(plain, SECONDS));
            baseline.add(run(bare, SECONDS));
            var before = service.processorMillis();
            requests.add(run(overHttp, SECONDS));
            processor.add((service.processorMillis() - before) / (requests.getLast() * SECONDS));
            System.out.printf(
                    "Round %d: plain inserts %,.0f/s, book_session %,.0f/s, POST /bookings %,.0f/s%n",
                    round, inserts.getLast(), baseline.getLast(), requests.getLast());
        }
        System.out.printf(
                "Median of %d rounds with %d in flight: plain inserts %,.0f/s, book_session %,.0f/s, POST /bookings %,.0f/s%n",
                ROUNDS, ConstantConcurrencyLoad.IN_FLIGHT, median(inserts), median(baseline), median(requests));
        System.out.printf(
                "book_session is %.2f of plain inserts, POST /bookings %.2f of book_session%n",
                median(baseline) / median(inserts), median(requests) / median(baseline));
        System.out.printf("A booking takes the service %.2f ms of processor%n", median(processor));
        printSpace();
    }

    /** With indexes, what updates left behind and the events, which stay for a while: an upper bound for sizing. */
    private static void printSpace() throws SQLException {
        try (var superuser = TestDatabase.asSuperuser();
                var statement = superuser.createStatement();
                var space = statement.executeQuery("""
                        SELECT (SELECT count(*) FROM bookings),
                               (SELECT sum(pg_total_relation_size(oid)) FROM pg_class
                                WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace) / (SELECT count(*) FROM bookings),
                               pg_total_relation_size('outbox') / (SELECT count(*) FROM bookings)
                        """)) {
            space.next();
            System.out.printf(
                    "Of %,d bookings, each takes %,d bytes of the database, %,d of them in the outbox%n",
                    space.getLong(1), space.getLong(2), space.getLong(3));
        }
    }

    private static double run(ConstantConcurrencyLoad load, int seconds) throws InterruptedException {
        return load.run(TimeUnit.SECONDS.toNanos(seconds));
    }
}
