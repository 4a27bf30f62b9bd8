package org.mentoring.user.closure;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.security.Caller;

/** The accounts that are still to be deleted at the identity provider, so that people can leave while it is down. */
@ApplicationScoped
class IdentityDeletions {

    private static final Logger LOG = Logger.getLogger(IdentityDeletions.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int LONGEST_REASON = 500;
    private static final int MOST_DOUBLINGS = 16;
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

    IdentityDeletions(
            Transactions transactions,
            IdentityProvider identityProvider,
            AccountClosure closure,
            AccountClosureConfig config) {
        this.transactions = transactions;
        this.identityProvider = identityProvider;
        this.closure = closure;
        this.config = config;
    }

    /** Deletes the next account that is due; answers whether there was one. */
    Uni<Boolean> next() {
        return claim().chain(found -> found.isEmpty()
                ? Uni.createFrom().item(false)
                : delete(found.get()).replaceWith(true));
    }

    private Uni<Optional<Claimed>> claim() {
        return transactions
                .write(
                        Caller.SERVICE,
                        tx -> tx.preparedQuery(CLAIM).execute(Tuple.of(DatabaseTime.seconds(config.lease()))))
                .map(rows -> rows.stream()
                        .map(row -> new Claimed(row.getUUID("user_id"), row.getInteger("identity_attempts")))
                        .findFirst());
    }

    private Uni<Void> delete(Claimed claimed) {
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
        var reason = failure.toString();
        return transactions
                .write(
                        Caller.SERVICE,
                        tx -> tx.preparedQuery(RETRY)
                                .execute(Tuple.of(
                                        claimed.person(),
                                        DatabaseTime.seconds(pause(claimed.attempts())),
                                        reason.substring(0, Math.min(reason.length(), LONGEST_REASON)))))
                .replaceWithVoid();
    }

    private Duration pause(int attempts) {
        var pause = config.retryAfter().multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private record Claimed(UUID person, int attempts) {}
}
