package org.mentoring.notification.message;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.DatabaseFailure;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.kit.database.Transactions;

/**
 * Stores results of deliveries. Results of deliveries that end while a statement is running are stored by the next one, so that
 * under load many share a commit, and a single one waits for nobody.
 */
@ApplicationScoped
class DeliveryResults {

    private static final int MOST_AT_ONCE = 100;
    /** Shorter than between two looks for mails that are due: another replica would send again what has no result yet. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

    private static final String SETTLE = """
            SELECT settle_mails(
                $1, $2, $3, $4,
                ARRAY(SELECT now() + make_interval(secs => after) FROM unnest($5::float8[]) WITH ORDINALITY retry (after, position)
                       ORDER BY position),
                ARRAY(SELECT CASE status WHEN 'sent' THEN now() END
                        FROM unnest($3::text[]) WITH ORDINALITY result (status, position) ORDER BY position),
                $6)
            """;

    private final Transactions transactions;
    private final Queue<Pending> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean delayed;

    DeliveryResults(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Result of a delivery.
     *
     * @param reason may be null
     * @param retryAfter how long from now, by the clock of the database; null where that is not wanted
     * @param unconfirmedAttempts how many this attempt adds
     */
    record DeliveryResult(
            UUID id, UUID claim, String status, String reason, Duration retryAfter, int unconfirmedAttempts) {}

    private record Pending(DeliveryResult result, UniEmitter<? super Void> done) {}

    /** Whether results wait for the database: until they are stored, mails whose claims have ended may have been sent. */
    boolean areDelayed() {
        return delayed;
    }

    /** Completes when the database has stored it. */
    Uni<Void> store(DeliveryResult result) {
        return Uni.createFrom().emitter(emitter -> {
            waiting.add(new Pending(result, emitter));
            next();
        });
    }

    private void next() {
        if (waiting.isEmpty() || !busy.compareAndSet(false, true)) {
            return;
        }
        var batch = new ArrayList<Pending>();
        for (var one = waiting.poll(); one != null; one = batch.size() < MOST_AT_ONCE ? waiting.poll() : null) {
            batch.add(one);
        }
        settle(batch).subscribe().with(done -> {
            busy.set(false);
            next();
        });
    }

    /** Results of other mails are stored although the database refuses one. */
    private Uni<Void> settle(List<Pending> batch) {
        return store(batch.stream().map(Pending::result).toList())
                .invoke(() -> batch.forEach(one -> one.done().complete(null)))
                .onFailure()
                .recoverWithUni(failure -> {
                    if (batch.size() > 1) {
                        return Multi.createFrom()
                                .iterable(batch)
                                .onItem()
                                .transformToUniAndConcatenate(one -> settle(List.of(one)))
                                .collect()
                                .last();
                    }
                    batch.forEach(one -> one.done().fail(failure));
                    return Uni.createFrom().voidItem();
                });
    }

    /** Results of deliveries are kept as long as the database is away; without them the mails would be sent again. */
    private Uni<Void> store(List<DeliveryResult> results) {
        if (results.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var values = Tuple.tuple()
                .addArrayOfUUID(all(results, DeliveryResult::id).toArray(UUID[]::new))
                .addArrayOfUUID(all(results, DeliveryResult::claim).toArray(UUID[]::new))
                .addArrayOfString(all(results, DeliveryResult::status).toArray(String[]::new))
                .addArrayOfString(all(results, DeliveryResult::reason).toArray(String[]::new))
                .addArrayOfDouble(all(results, DeliveryResult::retryAfter)
                        .map(after -> after == null ? null : DatabaseTime.seconds(after))
                        .toArray(Double[]::new))
                .addArrayOfInteger(
                        all(results, DeliveryResult::unconfirmedAttempts).toArray(Integer[]::new));
        return transactions
                .statement(SETTLE, values)
                .onFailure(DatabaseFailure::isTransient)
                .invoke(() -> delayed = true)
                .onFailure(DatabaseFailure::isTransient)
                .retry()
                .withBackOff(Duration.ofMillis(50), LONGEST_PAUSE)
                .indefinitely()
                .onTermination()
                .invoke(() -> delayed = delayed && !waiting.isEmpty())
                .replaceWithVoid();
    }

    private static <T> Stream<T> all(List<DeliveryResult> results, Function<DeliveryResult, T> part) {
        return results.stream().map(part);
    }
}
