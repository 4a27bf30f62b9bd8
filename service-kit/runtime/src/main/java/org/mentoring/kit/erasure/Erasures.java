package org.mentoring.kit.erasure;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.outbox.Outbox;
import org.mentoring.kit.outbox.OutboxEvent;
import org.mentoring.kit.security.Caller;
import org.mentoring.kit.security.ClosedAccounts;

/**
 * Erases what the service knows of people whose account is closed. Each service has an SQL function {@code erase_data(uuid, timestamptz)}
 * that answers how much has to wait; {@code erase_person} calls it until nothing has, which the service then acknowledges by an
 * event, and now and again later, because an event may come late.
 */
@ApplicationScoped
public class Erasures {

    private static final Logger LOG = Logger.getLogger(Erasures.class);
    private static final String NOTE = """
            INSERT INTO erased_people (user_id, erased_at, due_at) VALUES ($1, $2, now()) ON CONFLICT DO NOTHING
            """;
    private static final String DUE = """
            SELECT user_id, acknowledged_at FROM erased_people
             WHERE due_at <= now() ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
            """;
    private static final String ERASE = "SELECT erase_person($1, now())";
    // At first most events come late: those by which other services cancel and erase.
    private static final String SETTLE = """
            UPDATE erased_people
               SET acknowledged_at = coalesce(acknowledged_at, now()),
                   due_at = CASE WHEN now() > erased_at + make_interval(secs => $2) THEN '9999-01-01 00:00:00+00'
                                 WHEN now() < erased_at + make_interval(secs => $3) THEN now() + make_interval(secs => $4)
                                 ELSE now() + make_interval(secs => $5) END
             WHERE user_id = $1
            """;
    private static final String POSTPONE =
            "UPDATE erased_people SET due_at = now() + make_interval(secs => $2), attempts = attempts + 1 WHERE user_id = $1";
    private static final String RECENT =
            "SELECT user_id FROM erased_people WHERE erased_at > now() - make_interval(secs => $1)";
    private static final Duration EARLY_RECHECK_INTERVAL = Duration.ofSeconds(30);
    private static final Duration EARLY_RECHECK_PERIOD = Duration.ofMinutes(15);

    private final Transactions transactions;
    private final Outbox outbox;
    private final ClosedAccounts closed;
    private final ErasureConfig config;
    private final Clock clock;
    private final String service;

    Erasures(
            Transactions transactions,
            Outbox outbox,
            ClosedAccounts closed,
            ErasureConfig config,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.closed = closed;
        this.config = config;
        this.clock = clock;
        this.service = service;
    }

    /** Takes note, in the transaction, that a person left: from now on nothing is kept of the person. */
    Uni<Void> note(SqlConnection tx, UUID person, OffsetDateTime erasedAt) {
        return tx.preparedQuery(NOTE).execute(Tuple.of(person, erasedAt)).replaceWithVoid();
    }

    /** Reads which accounts were closed lately, also on other replicas. */
    Uni<Void> refreshClosed() {
        return transactions
                .read(Caller.SERVICE, RECENT, Tuple.of(DatabaseTime.seconds(config.longestToken())))
                .invoke(rows -> closed.replaceWith(
                        rows.stream().map(row -> row.getUUID("user_id")).collect(Collectors.toSet())))
                .replaceWithVoid();
    }

    /** Erases the next person who is due and whom no other replica erases; answers whether there was one. */
    Uni<Boolean> next() {
        var picked = new AtomicReference<UUID>();
        return transactions
                .write(Caller.SERVICE, tx -> eraseNext(tx, picked))
                .onFailure(failure -> picked.get() != null)
                .recoverWithUni(failure -> postpone(picked.get(), failure));
    }

    private Uni<Boolean> postpone(UUID person, Throwable failure) {
        LOG.warnf("Erasing %s failed, will retry: %s", person, failure);
        return transactions.write(Caller.SERVICE, tx -> postpone(tx, person)).replaceWith(true);
    }

    private Uni<Boolean> eraseNext(SqlConnection tx, AtomicReference<UUID> picked) {
        picked.set(null);
        return tx.preparedQuery(DUE).execute().chain(rows -> {
            if (rows.size() == 0) {
                return Uni.createFrom().item(false);
            }
            var person = rows.iterator().next();
            picked.set(person.getUUID("user_id"));
            return erase(tx, person).replaceWith(true);
        });
    }

    private Uni<Void> erase(SqlConnection tx, Row person) {
        var id = person.getUUID("user_id");
        var acknowledged = person.getOffsetDateTime("acknowledged_at");
        return tx.preparedQuery(ERASE)
                .execute(Tuple.of(id))
                .map(Erasures::isNothingLeft)
                .chain(nothingLeft -> nothingLeft
                        ? settle(tx, id)
                                .chain(() -> acknowledged == null
                                        ? outbox.append(tx, acknowledgement(id))
                                        : Uni.createFrom().voidItem())
                        : postpone(tx, id));
    }

    private Uni<Void> postpone(SqlConnection tx, UUID person) {
        return tx.preparedQuery(POSTPONE)
                .execute(Tuple.of(person, DatabaseTime.seconds(config.retryAfter())))
                .replaceWithVoid();
    }

    private Uni<Void> settle(SqlConnection tx, UUID person) {
        return tx.preparedQuery(SETTLE)
                .execute(Tuple.of(
                        person,
                        DatabaseTime.seconds(config.recheckFor()),
                        DatabaseTime.seconds(EARLY_RECHECK_PERIOD),
                        DatabaseTime.seconds(EARLY_RECHECK_INTERVAL),
                        DatabaseTime.seconds(config.recheckEvery())))
                .replaceWithVoid();
    }

    private OutboxEvent acknowledgement(UUID person) {
        return new OutboxEvent(
                "mentoring.erasures",
                "org.mentoring.erasure.acknowledged.v1",
                person,
                1,
                new Acknowledgement(person, service, now()));
    }

    private static boolean isNothingLeft(RowSet<Row> rows) {
        return rows.iterator().next().getBoolean(0);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private record Acknowledgement(UUID userId, String service, OffsetDateTime acknowledgedAt) {}
}
