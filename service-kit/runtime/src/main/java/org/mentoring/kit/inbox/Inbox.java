package org.mentoring.kit.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.ce.CloudEventMetadata;
import io.smallrye.reactive.messaging.ce.IncomingCloudEventMetadata;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.mentoring.kit.database.DatabaseFailure;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.event.EventJson;
import org.mentoring.kit.event.Traceparent;
import org.mentoring.kit.lifecycle.GracefulShutdown;
import org.mentoring.kit.security.Caller;

/**
 * Applies events: each once, none after a later one of its aggregate, whatever Kafka repeats or reorders.
 *
 * <p>While the database is away an event waits. An event that cannot be read, takes too long time after time while other statements do
 * not, or fails repeatedly for another reason, is handed to the channel's dead-letter topic with its reason, and the next one goes on.
 * Once the service ends an event is left to those who consume after it.
 */
@ApplicationScoped
public class Inbox {

    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final String REGISTER = "SELECT inbox_register($1, $2, $3, $4, $5)";
    private static final String REGISTER_IN_ANY_ORDER =
            "INSERT INTO inbox (consumer, source, id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    private static final String CONTAINS = "SELECT inbox_contains($1, $2, $3)";
    private static final int ATTEMPTS = 4;

    private final Transactions transactions;
    private final EventJson json;
    private final InboxMetrics metrics;
    private final InboxConfig config;
    private final GracefulShutdown shutdown;
    private final Clock clock;
    /** Those whose last event had come before: where a consumer reads again, one follows the other. */
    private final Set<String> repeating = ConcurrentHashMap.newKeySet();

    Inbox(
            Transactions transactions,
            EventJson json,
            InboxMetrics metrics,
            InboxConfig config,
            GracefulShutdown shutdown,
            Clock clock) {
        this.transactions = transactions;
        this.json = json;
        this.metrics = metrics;
        this.config = config;
        this.shutdown = shutdown;
        this.clock = clock;
    }

    /**
     * Applies the event of a message in one transaction with the note that it was, and settles the message.
     *
     * @param consumer what the effect is for, so that two consumers in one service each see every event
     * @param message a CloudEvent in binary mode with JSON data
     * @param effect runs as {@link Caller#SERVICE}; nothing outside the transaction's connection may happen in it
     * @return completes when the message is acknowledged or parked
     */
    public Uni<Void> receive(
            String consumer, Message<String> message, BiFunction<Event, SqlConnection, Uni<Void>> effect) {
        return receive(consumer, message, Inbox::registerUnlessStale, effect);
    }

    /** Applies the event of a message as {@link #receive} does; Panache repositories used inside join its session. */
    public Uni<Void> receiveInSession(
            String consumer, Message<String> message, BiFunction<Event, SqlConnection, Uni<Void>> effect) {
        return handle(
                consumer,
                message,
                (event, attempts) -> transactions.session(
                        Caller.SERVICE,
                        attempts.noted(transaction ->
                                applied(Inbox::registerUnlessStale, consumer, event, transaction, effect))));
    }

    /**
     * Applies the event of a message once, also after a later one of its aggregate: for effects that each event has of its
     * own, rather than such as keep the last state. An event so old that the inbox {@linkplain #mayHaveForgotten may have
     * forgotten} it has none.
     *
     * @see #receive(String, Message, BiFunction)
     */
    public Uni<Void> receiveInAnyOrder(
            String consumer, Message<String> message, BiFunction<Event, SqlConnection, Uni<Void>> effect) {
        return receive(consumer, message, this::registerUnlessForgotten, effect);
    }

    /**
     * Applies the event of a message, also after a later one of its aggregate, and perhaps again where it is so old that the inbox
     * {@linkplain #mayHaveForgotten may have forgotten} it: for effects that neither the order nor a repetition changes.
     *
     * @see #receive(String, Message, BiFunction)
     */
    public Uni<Void> receiveIdempotent(
            String consumer, Message<String> message, BiFunction<Event, SqlConnection, Uni<Void>> effect) {
        return receive(consumer, message, Inbox::registerInAnyOrder, effect);
    }

    /**
     * Applies the event of a message by one statement that is a transaction of its own, where a transaction's round trips would
     * be what takes longest.
     *
     * @param statement calls a function that sets {@code app.roles} to service, inserts into {@code inbox} first, does nothing
     *     more where the event stands there, and answers in the first column whether it did not
     */
    public Uni<Void> receiveInOneStatement(
            String consumer, Message<String> message, String statement, Function<Event, Tuple> values) {
        return handle(consumer, message, (event, attempts) -> {
            var parameters = values.apply(event);
            return transactions
                    .onConnection(attempts.noted(
                            connection -> connection.preparedQuery(statement).execute(parameters)))
                    .map(rows -> rows.iterator().next().getBoolean(0));
        });
    }

    /**
     * Whether an event is so old that a note of it may have been deleted, so that its id does not tell whether it was applied;
     * its aggregate's version may.
     */
    public boolean mayHaveForgotten(Event event) {
        return event.time() != null && event.time().isBefore(clock.instant().minus(config.retention()));
    }

    private Uni<Void> receive(
            String consumer,
            Message<String> message,
            Registration registration,
            BiFunction<Event, SqlConnection, Uni<Void>> effect) {
        return handle(
                consumer,
                message,
                (event, attempts) -> transactions.write(
                        Caller.SERVICE,
                        attempts.noted(transaction -> applied(registration, consumer, event, transaction, effect))));
    }

    private static Uni<Boolean> applied(
            Registration registration,
            String consumer,
            Event event,
            SqlConnection transaction,
            BiFunction<Event, SqlConnection, Uni<Void>> effect) {
        return registration
                .register(consumer, event, transaction)
                .chain(isNew -> isNew
                        ? effect.apply(event, transaction).replaceWith(true)
                        : Uni.createFrom().item(false));
    }

    /** @param application answers whether the event was new */
    private Uni<Void> handle(
            String consumer, Message<String> message, BiFunction<Event, Attempts, Uni<Boolean>> application) {
        return shutdown.waitFor(
                () -> metrics.timed(consumer, applyAndSettle(consumer, message, application)),
                Uni.createFrom().nothing());
    }

    private Uni<Void> applyAndSettle(
            String consumer, Message<String> message, BiFunction<Event, Attempts, Uni<Boolean>> application) {
        var attempts = new Attempts(transactions);
        return Uni.createFrom()
                .item(() -> event(message))
                .chain(event -> apply(consumer, event, known -> application.apply(known, attempts)))
                .onFailure(Inbox::isTransient)
                .call(attempts::count)
                .onFailure(failure -> isTransient(failure) && !attempts.areTooMany())
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(10))
                .withJitter(0.4)
                .indefinitely()
                .onFailure(Inbox::isTransient)
                .transform(failure -> new IllegalStateException(
                        "Applying the event took too long in each of " + Attempts.MOST + " attempts", failure))
                .onItemOrFailure()
                .transformToUni((done, failure) -> settle(consumer, message, failure));
    }

    private Uni<Void> apply(String consumer, Event event, Function<Event, Uni<Boolean>> application) {
        return Uni.createFrom()
                .deferred(() -> repeating.contains(consumer)
                        ? contains(consumer, event)
                                .chain(seen -> seen ? Uni.createFrom().item(false) : application.apply(event))
                        : application.apply(event))
                .invoke(applied -> {
                    metrics.settled(consumer, event, applied);
                    if (applied) {
                        repeating.remove(consumer);
                    } else {
                        repeating.add(consumer);
                    }
                })
                .replaceWithVoid()
                .onFailure(failure -> !isTransient(failure) && !(failure instanceof UnreadableEventException))
                .retry()
                .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(2))
                .atMost(ATTEMPTS - 1L);
    }

    /** One round trip, where the transaction that would find the same takes four: new events wait behind those read again. */
    private Uni<Boolean> contains(String consumer, Event event) {
        return transactions
                .statementWithoutEvents(CONTAINS, Tuple.of(consumer, event.source(), event.id()))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Registers an event; answers whether it is to be applied. */
    private interface Registration {
        Uni<Boolean> register(String consumer, Event event, SqlConnection transaction);
    }

    private static Uni<Boolean> registerUnlessStale(String consumer, Event event, SqlConnection transaction) {
        return transaction
                .preparedQuery(REGISTER)
                .execute(Tuple.of(
                        consumer, event.source(), event.id(), event.subject().toString(), event.aggregateVersion()))
                .map(rows -> "apply".equals(rows.iterator().next().getString(0)));
    }

    private Uni<Boolean> registerUnlessForgotten(String consumer, Event event, SqlConnection transaction) {
        return mayHaveForgotten(event)
                ? Uni.createFrom().item(false)
                : registerInAnyOrder(consumer, event, transaction);
    }

    private static Uni<Boolean> registerInAnyOrder(String consumer, Event event, SqlConnection transaction) {
        return transaction
                .preparedQuery(REGISTER_IN_ANY_ORDER)
                .execute(Tuple.of(consumer, event.source(), event.id()))
                .map(rows -> rows.rowCount() == 1);
    }

    /** What cannot be read stays so, although the parser's failure, its cause, is one of input and output. */
    private static boolean isTransient(Throwable failure) {
        return !(failure instanceof UnreadableEventException) && DatabaseFailure.isTransient(failure);
    }

    private Uni<Void> settle(String consumer, Message<String> message, Throwable failure) {
        if (failure == null) {
            return Uni.createFrom().completionStage(message::ack);
        }
        LOG.errorf(failure, "An event for %s is parked", consumer);
        metrics.parked(consumer);
        // The consumer would stop if it failed.
        return Uni.createFrom()
                .completionStage(() -> message.nack(failure))
                .onFailure()
                .invoke(cause -> LOG.warnf("Parking an event for %s failed, will retry: %s", consumer, cause))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(10))
                .indefinitely();
    }

    private Event event(Message<String> message) {
        IncomingCloudEventMetadata<?> metadata = message.getMetadata(IncomingCloudEventMetadata.class)
                .orElseThrow(() -> new UnreadableEventException("The message is not a CloudEvent"));
        try {
            return new Event(
                    metadata.getId(),
                    metadata.getSource().toString(),
                    metadata.getType(),
                    UUID.fromString(metadata.getSubject().orElseThrow()),
                    Long.parseLong(extension(metadata, "aggregateversion")),
                    metadata.getTimeStamp().map(ZonedDateTime::toInstant).orElse(null),
                    Traceparent.continued(
                            metadata.<String>getExtension("traceparent").orElse(null)),
                    message.getPayload(),
                    json.mapper());
        } catch (RuntimeException e) {
            throw new UnreadableEventException("The CloudEvent lacks what this platform's events carry: " + e, e);
        }
    }

    private static String extension(CloudEventMetadata<?> metadata, String name) {
        return metadata.<Object>getExtension(name)
                .map(Object::toString)
                .orElseThrow(() -> new UnreadableEventException("The extension " + name + " is missing"));
    }
}
