package org.mentoring.mentor.role;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.apache.commons.lang3.StringUtils;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.security.Caller;
import org.mentoring.kit.time.RetryDelay;

/** The decisions of which the identity provider has yet to learn. */
@ApplicationScoped
public class RealmRoles {

    private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);
    private static final int LONGEST_REASON = 500;
    // The number of the transaction: a count would begin again once the row is deleted. The lock waits for a decision
    // that is being made.
    private static final String WANT = """
            INSERT INTO realm_role_changes (mentor_id, granted, due_at, revision)
            SELECT id, status = 'approved', now(), pg_current_xact_id()::text::bigint FROM mentors WHERE id = $1 FOR SHARE
            ON CONFLICT (mentor_id) DO UPDATE
               SET granted = excluded.granted, due_at = excluded.due_at, attempts = 0, reason = NULL,
                   revision = excluded.revision
            """;
    private static final String CLAIM = """
            UPDATE realm_role_changes c SET due_at = now() + make_interval(secs => $1), attempts = c.attempts + 1
             WHERE c.mentor_id = (SELECT d.mentor_id FROM realm_role_changes d WHERE d.due_at <= now()
                                   ORDER BY d.due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING c.mentor_id, c.granted, c.revision, c.attempts
            """;
    private static final String DONE = "DELETE FROM realm_role_changes WHERE mentor_id = $1 AND revision = $2";
    private static final String RETRY =
            "UPDATE realm_role_changes SET due_at = now() + make_interval(secs => $3), reason = $4"
                    + " WHERE mentor_id = $1 AND revision = $2";

    private final Transactions transactions;
    private final RealmRoleConfig config;
    private final RetryDelay retryDelay;

    RealmRoles(Transactions transactions, RealmRoleConfig config) {
        this.transactions = transactions;
        this.config = config;
        this.retryDelay = new RetryDelay(config.retryAfter(), LONGEST_DELAY);
    }

    /**
     * A decision to be passed on.
     *
     * @param revision which one of this mentor; never the same twice
     */
    record Change(UUID mentor, boolean granted, long revision, int attempts) {}

    /** Requests, in the transaction of the decision, that the identity provider grants or revokes the role. */
    public Uni<Void> want(SqlConnection tx, UUID mentor) {
        if (!config.enabled()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(WANT).execute(Tuple.of(mentor)).replaceWithVoid();
    }

    /** The next one that is due, kept from others for a while; empty if there is none. */
    Uni<Optional<Change>> claim() {
        return transactions
                .write(Caller.SERVICE, CLAIM, Tuple.of(DatabaseTime.seconds(config.lease())))
                .map(rows -> rows.stream()
                        .map(row -> new Change(
                                row.getUUID("mentor_id"),
                                row.getBoolean("granted"),
                                row.getLong("revision"),
                                row.getInteger("attempts")))
                        .findFirst());
    }

    Uni<Void> done(Change change) {
        return settle(change, DONE, Tuple.of(change.mentor(), change.revision()));
    }

    Uni<Void> failed(Change change, String reason) {
        return settle(
                change,
                RETRY,
                Tuple.of(
                        change.mentor(),
                        change.revision(),
                        DatabaseTime.seconds(retryDelay.after(change.attempts())),
                        StringUtils.truncate(reason, LONGEST_REASON)));
    }

    /**
     * The identity provider may apply two concurrent requests in either order: where another decision was made meanwhile, the current one
     * is sent again, even if it was sent before.
     */
    private Uni<Void> settle(Change change, String sql, Tuple values) {
        return transactions.write(
                Caller.SERVICE,
                tx -> tx.preparedQuery(sql)
                        .execute(values)
                        .chain(rows -> rows.rowCount() == 0
                                ? want(tx, change.mentor())
                                : Uni.createFrom().voidItem()));
    }
}
