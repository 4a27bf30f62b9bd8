package org.mentoring.user.closure;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.apache.commons.lang3.StringUtils;
import org.jboss.logging.Logger;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.security.Caller;
import org.mentoring.kit.time.RetryDelay;

/** The accounts that are still to be deleted at the identity provider, so that people can leave while it is down. */
@ApplicationScoped
class IdentityDeletions {

    private static final Logger LOG = Logger.getLogger(IdentityDeletions.class);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);
    private static final int LONGEST_REASON = 500;
    private static final String CLAIM = """
            UPDATE erasures e SET identity_due_at = now() + make_interval(secs => $1), identity_attempts = e.identity_attempts + 1
             WHERE e.user_id = (SELECT d.user_id FROM erasures d WHERE d.identity_due_at <= now()
                                 ORDER BY d.identity_due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING e.user_id, e.identity_attempts
            """;
    private static final String DONE = """
            UPDATE erasures SET identity_due_at = NULL, identity_deleted_at = now(), identity_failure = NULL WHERE user_id = $1
            """;
    private static final String RETRY =
            "UPDATE erasures SET identity_due_at = now() + make_interval(secs => $2), identity_failure = $3 WHERE user_id = $1";

    private final Transactions transactions;
    private final IdentityProvider identityProvider;
    private final AccountClosure closure;
    private final AccountClosureConfig config;
    private final RetryDelay retryDelay;

    IdentityDeletions(
            Transactions transactions,
            IdentityProvider identityProvider,
            AccountClosure closure,
            AccountClosureConfig config) {
        this.transactions = transactions;
        this.identityProvider = identityProvider;
        this.closure = closure;
        this.config = config;
        this.retryDelay = new RetryDelay(config.retryAfter(), LONGEST_DELAY);
    }

    /** Claims the next deletion that is due for a while; empty if there is none. */
    Uni<Optional<Claimed>> claim() {
        return transactions
                .write(Caller.SERVICE, CLAIM, Tuple.of(DatabaseTime.seconds(config.lease())))
                .map(rows -> rows.stream()
                        .map(row -> new Claimed(row.getUUID("user_id"), row.getInteger("identity_attempts")))
                        .findFirst());
    }

    /** Deletes the account, or tries again later. */
    Uni<Void> delete(Claimed claimed) {
        return identityProvider
                .delete(claimed.person())
                .onItemOrFailure()
                .transformToUni((done, failure) -> failure == null ? done(claimed) : failed(claimed, failure));
    }

    private Uni<Void> done(Claimed claimed) {
        return transactions.write(
                Caller.SERVICE,
                tx -> tx.preparedQuery(DONE)
                        .execute(Tuple.of(claimed.person()))
                        .chain(() -> closure.completeIfDone(tx, claimed.person())));
    }

    private Uni<Void> failed(Claimed claimed, Throwable failure) {
        LOG.warnf("The account of %s at the identity provider is deleted later: %s", claimed.person(), failure);
        return transactions
                .write(
                        Caller.SERVICE,
                        RETRY,
                        Tuple.of(
                                claimed.person(),
                                DatabaseTime.seconds(retryDelay.after(claimed.attempts())),
                                StringUtils.truncate(failure.toString(), LONGEST_REASON)))
                .replaceWithVoid();
    }

    record Claimed(UUID person, int attempts) {}
}
