package org.mentoring.mentor.calendar;

import java.time.Duration;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.security.Caller;
import org.mentoring.mentor.calendar.provider.CalendarProviders;
import org.mentoring.mentor.calendar.provider.ProviderFailure;
import org.mentoring.mentor.calendar.token.Keyrings;
import org.mentoring.mentor.calendar.token.TokenLocation;

/** Tells providers of grants that are over. Given up after a while: what was granted is forgotten here in any case. */
@ApplicationScoped
class Revocations {

    private static final Logger LOG = Logger.getLogger(Revocations.class);
    private static final String CLAIM = """
            UPDATE calendar_revocations r SET due_at = now() + make_interval(secs => $1), attempts = r.attempts + 1
             WHERE r.id = (SELECT d.id FROM calendar_revocations d WHERE d.due_at <= now()
                            ORDER BY d.due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING r.id, r.mentor_id, r.provider, r.token_column, r.token, r.attempts
            """;
    private static final String DONE = "DELETE FROM calendar_revocations WHERE id = $1";
    private static final String AGAIN =
            "UPDATE calendar_revocations SET due_at = now() + make_interval(secs => $2) WHERE id = $1";

    private final Transactions transactions;
    private final Keyrings keyrings;
    private final CalendarProviders providers;
    private final CalendarConfig config;
    private final SyncTiming timing;

    Revocations(
            Transactions transactions,
            Keyrings keyrings,
            CalendarProviders providers,
            CalendarConfig config,
            SyncTiming timing) {
        this.transactions = transactions;
        this.keyrings = keyrings;
        this.providers = providers;
        this.config = config;
        this.timing = timing;
    }

    /** Claims the next grant to be revoked for a while; empty if none is due. */
    Uni<Optional<Row>> claim() {
        return transactions
                .write(Caller.SERVICE, CLAIM, Tuple.of(DatabaseTime.seconds(config.lease())))
                .map(rows -> rows.stream().findFirst());
    }

    /** Revokes a claimed grant, or tries again later. */
    Uni<Void> revoke(Row row) {
        return revokeAtProvider(row).onItemOrFailure().transformToUni((done, failure) -> settle(row, failure));
    }

    private Uni<Void> revokeAtProvider(Row row) {
        var ciphertext = row.getString("token");
        var place =
                new TokenLocation(row.getUUID("mentor_id"), row.getString("provider"), row.getString("token_column"));
        return keyrings.forDecrypting(ciphertext)
                .map(keyring -> keyring.decrypt(place, ciphertext))
                .chain(token -> providers.find(place.provider()).orElseThrow().revoke(token));
    }

    private Uni<Void> settle(Row row, Throwable failure) {
        var attempts = row.getInteger("attempts");
        if (failure == null || attempts >= config.revocationAttempts()) {
            if (failure != null) {
                LOG.warnf(
                        "Revoking the grant of mentor %s at %s failed: %s",
                        row.getUUID("mentor_id"), row.getString("provider"), failure);
            }
            return change(DONE, Tuple.of(row.getUUID("id")));
        }
        var wanted = failure instanceof ProviderFailure of ? of.retryAfter().orElse(Duration.ZERO) : Duration.ZERO;
        return change(AGAIN, Tuple.of(row.getUUID("id"), DatabaseTime.seconds(timing.againAfter(attempts, wanted))));
    }

    private Uni<Void> change(String sql, Tuple values) {
        return transactions.write(Caller.SERVICE, sql, values).replaceWithVoid();
    }
}
