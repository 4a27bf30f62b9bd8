package org.mentoring.user.closure;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.security.Caller;

/** The people whom the identity provider did not know when it was asked for them. */
@ApplicationScoped
class MissingIdentities {

    /** So many are asked for in one check. */
    private static final int MOST_AT_ONCE = 50;
    /** People who are known here and are not stored as missing, or not as a recorded deletion. */
    private static final String NEW = """
            SELECT id FROM unnest($1::uuid[]) WITH ORDINALITY AS missing (id, position)
             WHERE NOT EXISTS (SELECT FROM missing_identities m WHERE m.user_id = id AND m.deletion_recorded >= $2)
               AND (EXISTS (SELECT FROM users WHERE user_id = id)
                    OR EXISTS (SELECT FROM mentor_decisions WHERE user_id = id)
                    OR EXISTS (SELECT FROM mentor_bookers WHERE mentee_id = id))
             ORDER BY position LIMIT $3
            """;

    private static final String ADD = """
            INSERT INTO missing_identities (user_id, deletion_recorded, missing_since, due_at)
            VALUES ($1, $2, now(), now() + make_interval(secs => $3))
            ON CONFLICT (user_id) DO UPDATE SET deletion_recorded = excluded.deletion_recorded
            """;
    private static final String FOUND = "DELETE FROM missing_identities WHERE user_id = ANY($1) AND closed_at IS NULL";
    private static final String POSTPONE =
            "UPDATE missing_identities SET due_at = now() + make_interval(secs => $2) WHERE user_id = $1";
    private static final String CLOSED =
            "UPDATE missing_identities SET closed_at = now() WHERE user_id = $1 AND closed_at IS NULL";
    private static final String DELETE_OLD =
            "DELETE FROM missing_identities WHERE closed_at < now() - interval '24 hours'";
    private static final String DUE = """
            SELECT user_id, deletion_recorded FROM missing_identities
             WHERE closed_at IS NULL AND due_at <= now() ORDER BY due_at LIMIT $1
            """;
    private static final String COUNT = """
            SELECT (SELECT count(*) FROM missing_identities WHERE deletion_recorded = $1 AND
                                                                 (closed_at IS NULL OR closed_at > now() - interval '24 hours'))
                       AS missing,
                   (SELECT count(*) FROM users) AS accounts
            """;

    private final Transactions transactions;
    private final IdentityCheckConfig config;

    MissingIdentities(Transactions transactions, IdentityCheckConfig config) {
        this.transactions = transactions;
        this.config = config;
    }

    /** Somebody who was missing long enough ago to be asked for again. */
    record Due(UUID person, boolean deletionRecorded) {}

    /** How many are missing or were closed for it within a day, and how many may be. */
    record MissingShare(long missing, long accounts, long most) {

        boolean isTooLarge() {
            return missing > most;
        }
    }

    /** Those of the people who are known here and are not stored as missing yet, or not as a recorded deletion. */
    Uni<List<UUID>> newlyMissing(List<UUID> people, boolean recorded) {
        return transactions
                .read(Caller.SERVICE, NEW, Tuple.of(people.toArray(UUID[]::new), recorded, MOST_AT_ONCE))
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).toList());
    }

    Uni<Void> add(UUID person, boolean recorded) {
        return change(ADD, Tuple.of(person, recorded, DatabaseTime.seconds(config.confirmAfter())));
    }

    /** The people are there again, or were not seen for a moment. */
    Uni<Void> found(List<UUID> people) {
        return change(FOUND, Tuple.of(people.toArray(UUID[]::new)));
    }

    Uni<Void> postpone(UUID person) {
        return change(POSTPONE, Tuple.of(person, DatabaseTime.seconds(config.confirmAfter())));
    }

    Uni<Void> closed(SqlConnection tx, UUID person) {
        return tx.preparedQuery(CLOSED).execute(Tuple.of(person)).replaceWithVoid();
    }

    Uni<Void> deleteOld() {
        return change(DELETE_OLD, Tuple.tuple());
    }

    Uni<List<Due>> due() {
        return transactions
                .read(Caller.SERVICE, DUE, Tuple.of(MOST_AT_ONCE))
                .map(rows -> rows.stream()
                        .map(row -> new Due(row.getUUID("user_id"), row.getBoolean("deletion_recorded")))
                        .toList());
    }

    /** Recorded deletions are counted apart: that an old backup lacks accounts says nothing about them. */
    Uni<MissingShare> share(boolean recorded) {
        return transactions
                .read(Caller.SERVICE, COUNT, Tuple.of(recorded))
                .map(rows -> rows.iterator().next())
                .map(row -> new MissingShare(
                        row.getLong("missing"), row.getLong("accounts"), Math.max(config.largestNumber(), (long)
                                (config.largestShare() * row.getLong("accounts")))));
    }

    private Uni<Void> change(String sql, Tuple values) {
        return transactions.write(Caller.SERVICE, sql, values).replaceWithVoid();
    }
}
