package org.mentoring.kit.outbox;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;
import org.mentoring.kit.database.SingleStatement;
import org.mentoring.kit.outbox.EventPublisher.Failed;
import org.mentoring.kit.outbox.EventPublisher.Outcome;
import org.mentoring.kit.outbox.EventPublisher.Published;
import org.mentoring.kit.outbox.EventPublisher.Refused;

/**
 * Publishes the events of the outbox, at least once and in the order of each aggregate.
 *
 * <p>Of several replicas the one that holds the lease relays. It is handed at most one event of each aggregate at a time,
 * and the next one only after the broker has acknowledged that and the row is marked; a failure therefore delays an
 * aggregate and never reorders it. Each event is marked by itself, as soon as its acknowledgement has come. A crash between
 * acknowledgement and mark publishes again: the event's id stays the same, and consumers go by it.
 *
 * <p>What the broker refuses permanently is parked with its reason. Later events of its aggregate wait until an admin has replayed
 * or discarded it; all others go on. After a failure that may pass, the topic waits, and other topics go on.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final String CLAIM = "SELECT * FROM outbox_claim($1, make_interval(secs => $2), $3, $4)";
    private static final String MARK = "SELECT outbox_mark($1, $2, $3, $4, $5)";
    private static final String RELEASE = "SELECT outbox_release($1)";

    private static final Duration LONGEST_BATCH = Duration.ofSeconds(5);
    private static final Duration LONGEST_RELEASE = Duration.ofSeconds(2);
    private static final Duration IDLE_CHECK_INTERVAL = Duration.ofMillis(10);

    private final UUID holder = UUID.randomUUID();
    private final Pool pool;
    private final Vertx vertx;
    private final OutboxSignal signal;
    private final OutboxConfig config;
    private final EventPublisher publisher;
    private final OutboxMetrics metrics;

    /** All that follows changes on this context alone, so that it needs no locks; what is read elsewhere is volatile. */
    private Context context;

    private final List<Settled> settled = new ArrayList<>();
    private final Map<String, Long> heldUntil = new HashMap<>();
    private boolean working;
    private boolean again;
    private volatile boolean failing;
    private volatile boolean stopped;
    private volatile boolean ended;
    private final Map<UUID, Row> inFlight = new ConcurrentHashMap<>();

    OutboxRelay(
            Pool pool,
            Vertx vertx,
            OutboxSignal signal,
            OutboxConfig config,
            OutboxMetrics metrics,
            EventPublisher publisher) {
        this.pool = pool;
        this.vertx = vertx;
        this.signal = signal;
        this.config = config;
        this.metrics = metrics;
        this.publisher = publisher;
    }

    /** A result to be stored. */
    private record Settled(Row event, Outcome outcome) {

        UUID id() {
            return event.getUUID("id");
        }

        long epoch() {
            return event.getLong("lease_epoch");
        }
    }

    void start(@Observes StartupEvent started) {
        if (!config.enabled()) {
            return;
        }
        context = vertx.getOrCreateContext();
        signal.listen(this::wake);
        vertx.setPeriodic(config.pollInterval().toMillis(), timer -> wake());
    }

    /** Releases the lease so that another replica takes over. */
    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
        if (!config.enabled()) {
            return;
        }
        var until = System.nanoTime() + LONGEST_BATCH.toNanos();
        while (!inFlight.isEmpty() && !failing && System.nanoTime() < until) {
            LockSupport.parkNanos(IDLE_CHECK_INTERVAL.toNanos());
        }
        try {
            SingleStatement.execute(pool, RELEASE, Tuple.of(holder))
                    .subscribeAsCompletionStage()
                    .get(LONGEST_RELEASE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.infof("Releasing the relay lease failed; it expires by itself: %s", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // Timer and signals outlive the connections to the database.
            ended = true;
        }
    }

    private void wake() {
        context.runOnContext(nothing -> work());
    }

    /** Marks what was settled, then sends what may be sent; again, if something has happened meanwhile. */
    private void work() {
        if (ended) {
            return;
        }
        if (working) {
            again = true;
            return;
        }
        working = true;
        again = false;
        var marked = List.copyOf(settled);
        mark(marked)
                .invoke(() -> forget(marked))
                .chain(() -> stopped || isBusy() ? Uni.createFrom().item(List.<Row>of()) : claim())
                .subscribe()
                .with(this::send, this::databaseFailed);
    }

    private void forget(List<Settled> marked) {
        settled.removeAll(marked);
        marked.forEach(event -> inFlight.remove(event.id()));
    }

    /** A claim reads again what is in flight; so it waits until it reads as much that is new. */
    private boolean isBusy() {
        return inFlight.size() > config.batchSize() / 2;
    }

    private Uni<List<Row>> claim() {
        var now = System.nanoTime();
        heldUntil.values().removeIf(until -> until - now <= 0);
        failing = !heldUntil.isEmpty();
        return SingleStatement.execute(
                        pool,
                        CLAIM,
                        Tuple.of(
                                holder,
                                config.lease().toMillis() / 1000.0,
                                config.batchSize(),
                                heldUntil.keySet().toArray(String[]::new)))
                .chain(rows -> Multi.createFrom().iterable(rows).collect().asList());
    }

    private void send(List<Row> events) {
        working = false;
        for (var event : events) {
            if (inFlight.putIfAbsent(event.getUUID("id"), event) == null) {
                publisher
                        .publish(event)
                        .subscribe()
                        .with(outcome -> context.runOnContext(nothing -> settle(event, outcome)));
            }
        }
        if (again) {
            work();
        }
    }

    private void settle(Row event, Outcome outcome) {
        var topic = event.getString("topic");
        switch (outcome) {
            case Published published -> metrics.published(topic, event.get(OffsetDateTime.class, "event_time"));
            case Refused refused ->
                LOG.errorf(
                        "The event %s (%s) is parked, and those of its aggregate after it wait: %s",
                        event.getUUID("id"), event.getString("type"), refused.reason());
            case Failed failed -> {
                inFlight.remove(event.getUUID("id"));
                hold(topic, failed.failure());
                return;
            }
        }
        settled.add(new Settled(event, outcome));
        work();
    }

    /** Nothing is lost by waiting: the events stay where they are. */
    private void hold(String topic, Throwable failure) {
        failing = true;
        if (heldUntil.put(topic, System.nanoTime() + config.retryAfter().toNanos()) == null) {
            LOG.warnf("Publishing to %s failed, will retry: %s", topic, failure.toString());
        }
    }

    private void databaseFailed(Throwable failure) {
        LOG.warnf("Publishing events failed, will retry: %s", failure.toString());
        failing = true;
        vertx.setTimer(
                config.retryAfter().toMillis(),
                timer -> context.runOnContext(nothing -> {
                    working = false;
                    work();
                }));
    }

    /** By the epochs in which they were handed out, of which there is one unless the lease was lost and won again. */
    private Uni<Void> mark(List<Settled> events) {
        var byEpoch = events.stream().collect(Collectors.groupingBy(Settled::epoch));
        return Multi.createFrom()
                .iterable(byEpoch.entrySet())
                .onItem()
                .transformToUniAndConcatenate(epoch -> mark(epoch.getKey(), epoch.getValue()))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Long> mark(long epoch, List<Settled> events) {
        var published = new ArrayList<UUID>();
        var refused = new ArrayList<UUID>();
        var reasons = new ArrayList<String>();
        for (var event : events) {
            if (event.outcome() instanceof Refused refusal) {
                refused.add(event.id());
                reasons.add(refusal.reason());
            } else {
                published.add(event.id());
            }
        }
        return SingleStatement.execute(
                        pool,
                        MARK,
                        Tuple.of(
                                holder,
                                epoch,
                                published.toArray(UUID[]::new),
                                refused.toArray(UUID[]::new),
                                reasons.toArray(String[]::new)))
                .map(rows -> rows.iterator().next().getLong(0));
    }
}
