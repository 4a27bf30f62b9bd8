package org.mentoring.kit.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import org.jboss.logging.Logger;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.security.Caller;

/** How many events wait or are parked, how long the oldest waits, and how long those took that were published. */
@ApplicationScoped
class OutboxMetrics {

    private static final Logger LOG = Logger.getLogger(OutboxMetrics.class);
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(10);

    /**
     * Counting goes only so far: with more than that waiting, how many more is not the question. Events behind a parked one wait
     * for an admin, who is asked by the number of parked ones.
     */
    private static final String STATE = """
            SELECT (SELECT count(*) FROM (SELECT FROM outbox WHERE published_at IS NULL AND parked_at IS NULL LIMIT 10000) o)
                       AS events,
                   (SELECT extract(epoch FROM clock_timestamp() - o.time)::float8 FROM outbox o
                     WHERE o.published_at IS NULL AND o.parked_at IS NULL
                       AND (o.subject, o.topic) NOT IN (SELECT p.subject, p.topic FROM outbox p WHERE p.parked_at IS NOT NULL)
                     ORDER BY o.id LIMIT 1) AS age,
                   (SELECT count(*) FROM (SELECT FROM outbox WHERE parked_at IS NOT NULL LIMIT 10000) o) AS parked
            """;

    private final Transactions transactions;
    private final Vertx vertx;
    private final MeterRegistry registry;
    private final Clock clock;
    private volatile long events;
    private volatile double age;
    private volatile long parked;

    OutboxMetrics(Transactions transactions, Vertx vertx, MeterRegistry registry, Clock clock) {
        this.transactions = transactions;
        this.vertx = vertx;
        this.registry = registry;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        Gauge.builder("mentoring.outbox.waiting", () -> events)
                .description("Events that wait to be published; counted to 10000")
                .register(registry);
        Gauge.builder("mentoring.outbox.oldest", () -> age)
                .description("How long the oldest of them has waited")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("mentoring.outbox.parked", () -> parked)
                .description("Events that the broker refused permanently and nobody has decided on; counted to 10000")
                .register(registry);
        vertx.setPeriodic(REFRESH_INTERVAL.toMillis(), timer -> refresh());
    }

    void published(String topic, OffsetDateTime written) {
        var delay = Duration.between(written.toInstant(), clock.instant());
        registry.timer("mentoring.outbox.delay", "topic", topic).record(delay.isNegative() ? Duration.ZERO : delay);
    }

    private void refresh() {
        transactions
                .read(Caller.SERVICE, tx -> tx.query(STATE).execute())
                .map(rows -> rows.iterator().next())
                .subscribe()
                .with(this::update, failure -> LOG.debug("The outbox cannot be measured", failure));
    }

    private void update(Row row) {
        events = row.getLong("events");
        parked = row.getLong("parked");
        age = row.getDouble("age") == null ? 0 : row.getDouble("age");
    }
}
