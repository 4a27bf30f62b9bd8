package org.mentoring.user.closure;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.security.Caller;

/** Which people are looked at next at the identity provider; of all replicas one at a time gets a batch. */
@ApplicationScoped
class IdentityCheckQueue {

    private static final UUID BEGINNING = new UUID(0, 0);
    private static final String CLAIM = """
            UPDATE identity_check_progress SET due_at = now() + make_interval(secs => $1)
             WHERE only_row IN (SELECT only_row FROM identity_check_progress WHERE due_at <= now() FOR UPDATE SKIP LOCKED)
            RETURNING position
            """;
    private static final String ADVANCE =
            "UPDATE identity_check_progress SET position = $1, due_at = now() + make_interval(secs => $2)";
    private static final String NEXT = """
            SELECT id FROM (
                (SELECT user_id AS id FROM users WHERE user_id > $1 ORDER BY user_id LIMIT $2)
                UNION (SELECT user_id FROM mentor_decisions WHERE user_id > $1 ORDER BY user_id LIMIT $2)
                UNION (SELECT DISTINCT mentee_id FROM mentor_bookers WHERE mentee_id > $1 ORDER BY mentee_id LIMIT $2)) people
             ORDER BY id LIMIT $2
            """;

    private final Transactions transactions;
    private final IdentityCheckConfig config;

    IdentityCheckQueue(Transactions transactions, IdentityCheckConfig config) {
        this.transactions = transactions;
        this.config = config;
    }

    /** People to look at, everybody known by id whatever the role; the last id checked is {@code after}. */
    record Batch(UUID after, List<UUID> people) {}

    /** Claims the next batch for a while; empty when none is due, or another replica has it. */
    Uni<Optional<Batch>> claim() {
        return transactions.write(
                Caller.SERVICE,
                tx -> tx.preparedQuery(CLAIM)
                        .execute(Tuple.of(DatabaseTime.seconds(config.lease())))
                        .chain(claimed -> claimed.rowCount() == 0
                                ? Uni.createFrom().item(Optional.<Batch>empty())
                                : tx.preparedQuery(NEXT)
                                        .execute(Tuple.of(position(claimed), config.batch()))
                                        .map(rows -> Optional.of(new Batch(
                                                position(claimed),
                                                rows.stream()
                                                        .map(row -> row.getUUID("id"))
                                                        .toList())))));
    }

    /** Goes on behind the batch, or from the beginning after the last one. */
    Uni<Void> done(Batch batch) {
        return advance(
                batch.people().size() < config.batch()
                        ? BEGINNING
                        : batch.people().getLast());
    }

    /** Has the batch looked at again. */
    Uni<Void> failed(Batch batch) {
        return advance(batch.after());
    }

    private Uni<Void> advance(UUID position) {
        return transactions
                .write(Caller.SERVICE, ADVANCE, Tuple.of(position, DatabaseTime.seconds(config.pause())))
                .replaceWithVoid();
    }

    private static UUID position(Iterable<io.vertx.mutiny.sqlclient.Row> claimed) {
        return claimed.iterator().next().getUUID("position");
    }
}
