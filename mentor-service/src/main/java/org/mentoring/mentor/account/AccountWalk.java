package org.mentoring.mentor.account;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.security.Caller;

/** Which approved mentors are looked at next; of all replicas one at a time gets a batch. */
@ApplicationScoped
class AccountWalk {

    private static final UUID BEGINNING = new UUID(0, 0);
    private static final String LOCK = "SELECT position FROM account_walk WHERE due_at <= $1 FOR UPDATE SKIP LOCKED";
    private static final String NEXT =
            "SELECT id FROM mentors WHERE status = 'approved' AND id > $1 ORDER BY id LIMIT $2";
    private static final String ADVANCE = "UPDATE account_walk SET position = $1, due_at = $2";

    private final Transactions transactions;
    private final AccountConfig config;
    private final Clock clock;

    AccountWalk(Transactions transactions, AccountConfig config, Clock clock) {
        this.transactions = transactions;
        this.config = config;
        this.clock = clock;
    }

    /** The next batch of mentors; empty when none is due, or another replica has it. */
    Uni<List<UUID>> next() {
        return transactions.write(
                Caller.SERVICE,
                tx -> tx.preparedQuery(LOCK)
                        .execute(Tuple.of(utc(clock.instant())))
                        .chain(rows -> rows.rowCount() == 0
                                ? Uni.createFrom().item(List.<UUID>of())
                                : next(tx, rows.iterator().next().getUUID("position"))));
    }

    private Uni<List<UUID>> next(SqlConnection tx, UUID after) {
        return tx.preparedQuery(NEXT).execute(Tuple.of(after, config.batch())).chain(rows -> {
            var mentors = rows.stream().map(row -> row.getUUID("id")).toList();
            var last = mentors.size() < config.batch();
            var due = clock.instant().plus(last ? config.roundPause() : config.pause());
            return tx.preparedQuery(ADVANCE)
                    .execute(Tuple.of(last ? BEGINNING : mentors.getLast(), utc(due)))
                    .replaceWith(mentors);
        });
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
