package org.mentoring.kit.outbox;

import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.opentelemetry.context.Context;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.TracingMetadata;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;
import org.mentoring.kit.event.Traceparent;

/**
 * Publishes what stands in the outbox, at least once and in the order of each aggregate.
 *
 * <p>Of several replicas the one that holds the lease relays. It is handed at most one event of each aggregate at a time,
 * and the next one only after the broker has acknowledged that and the row says so; a failure therefore delays an
 * aggregate and never reorders it. A crash between acknowledgement and mark publishes again: the event's id stays the
 * same, and consumers go by it.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final String CLAIM = "SELECT * FROM outbox_claim($1, make_interval(secs => $2), $3)";
    private static final String MARK = "SELECT outbox_mark($1, $2, $3)";
    private static final String RELEASE = "SELECT outbox_release($1)";

    private static final Duration LONGEST_BATCH = Duration.ofSeconds(5);
    private static final Duration LONGEST_RELEASE = Duration.ofSeconds(2);
    private static final Duration LOOK_WHETHER_IDLE_EVERY = Duration.ofMillis(10);

    private final UUID holder = UUID.randomUUID();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile boolean failing;

    private final Pool pool;
    private final Vertx vertx;
    private final OutboxSignal signal;
    private final OutboxConfig config;
    private final MutinyEmitter<String> emitter;
    private final Optional<URI> source;
    private final OutboxMetrics metrics;

    OutboxRelay(
            Pool pool,
            Vertx vertx,
            OutboxSignal signal,
            OutboxConfig config,
            OutboxMetrics metrics,
            @ConfigProperty(name = "mentoring.event-source") Optional<URI> source,
            @Channel("outbox") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) MutinyEmitter<String> emitter) {
        this.pool = pool;
        this.vertx = vertx;
        this.signal = signal;
        this.config = config;
        this.metrics = metrics;
        this.emitter = emitter;
        this.source = source;
    }

    void start(@Observes StartupEvent started) {
        if (source.isEmpty() || !config.enabled()) {
            return;
        }
        signal.listen(this::wake);
        vertx.setPeriodic(config.pollInterval().toMillis(), timer -> poll());
    }

    /** Hands over at once to another replica, which would otherwise wait for the lease to end. */
    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
        if (source.isEmpty() || !config.enabled()) {
            return;
        }
        var until = System.nanoTime() + LONGEST_BATCH.toNanos();
        while (busy.get() && !failing && System.nanoTime() < until) {
            LockSupport.parkNanos(LOOK_WHETHER_IDLE_EVERY.toNanos());
        }
        try {
            pool.preparedQuery(RELEASE)
                    .execute(Tuple.of(holder))
                    .subscribeAsCompletionStage()
                    .get(LONGEST_RELEASE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.infof("The lease of the relay runs out by itself: %s", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll() {
        if (!failing) {
            wake();
        }
    }

    private void wake() {
        again.set(true);
        if (!stopped && busy.compareAndSet(false, true)) {
            vertx.runOnContext(this::run);
        }
    }

    private void run() {
        again.set(false);
        relayBatch()
                .subscribe()
                .with(
                        published -> {
                            failing = false;
                            end(published > 0);
                        },
                        this::failed);
    }

    private void end(boolean more) {
        if (!stopped && (more || again.get())) {
            vertx.runOnContext(this::run);
            return;
        }
        busy.set(false);
        if (again.get()) {
            wake();
        }
    }

    /** Nothing is lost by waiting: the events stay where they are. */
    private void failed(Throwable failure) {
        LOG.warnf("Events wait in the outbox: %s", failure.toString());
        failing = true;
        vertx.setTimer(config.retryDelay().toMillis(), timer -> {
            failing = false;
            busy.set(false);
            wake();
        });
    }

    private Uni<Long> relayBatch() {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(holder, config.lease().toMillis() / 1000.0, config.batchSize()))
                .chain(rows -> {
                    var batch = Multi.createFrom().iterable(rows).collect().asList();
                    return batch.chain(this::publishAndMark);
                });
    }

    private Uni<Long> publishAndMark(List<Row> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().item(0L);
        }
        var epoch = rows.getFirst().getLong("lease_epoch");
        var sends = rows.stream().map(this::publish).toList();
        return Uni.join().all(sends).andCollectFailures().onItemOrFailure().transformToUni((ids, failure) -> {
            // With a failure among them the others were published all the same; they are found in no list then, and
            // are published once more. Consumers know them by their ids.
            if (failure != null) {
                return Uni.createFrom().failure(failure);
            }
            return pool.preparedQuery(MARK)
                    .execute(Tuple.of(holder, epoch, ids.toArray(UUID[]::new)))
                    .map(marked -> marked.iterator().next().getLong(0));
        });
    }

    private Uni<UUID> publish(Row row) {
        var id = row.getUUID("id");
        var subject = row.getUUID("subject").toString();
        var traceparent = row.getString("traceparent");
        var event = OutgoingCloudEventMetadata.<String>builder()
                .withId(id.toString())
                .withSource(source.orElseThrow())
                .withType(row.getString("type"))
                .withSubject(subject)
                .withTimestamp(row.get(OffsetDateTime.class, "event_time").toZonedDateTime())
                .withDataContentType("application/json")
                .withDataSchema(URI.create("urn:mentoring:schema:" + row.getString("type")))
                .withExtension("aggregateversion", Long.toString(row.getLong("aggregate_version")));
        if (traceparent != null) {
            event.withExtension("traceparent", traceparent);
        }
        Context trace = Traceparent.context(traceparent);
        var message = Message.of(row.getString("data"))
                .addMetadata(event.build())
                .addMetadata(TracingMetadata.withCurrent(trace))
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withTopic(row.getString("topic"))
                        .withKey(subject)
                        .build());
        return emitter.sendMessage(message)
                .invoke(() -> metrics.published(row.getString("topic"), row.get(OffsetDateTime.class, "event_time")))
                .replaceWith(id);
    }
}
