package org.mentoring.mentor.account;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;
import org.mentoring.kit.time.Rounds;
import org.mentoring.mentor.role.IdentityProvider;

/**
 * Notices that mentors' accounts were deleted or disabled in the identity provider, which tells nobody of it. While the provider
 * is down nothing is concluded; each comes again with the next round.
 */
@ApplicationScoped
class AccountChecks {

    private static final Logger LOG = Logger.getLogger(AccountChecks.class);
    /** So many may well close their accounts between two looks, whatever part of a small directory they are. */
    private static final int FEW = 5;

    private final Rounds rounds;
    private final AccountWalk walk;
    private final IdentityProvider identityProvider;
    private final ClosedAccounts closedAccounts;
    private final AccountConfig config;

    AccountChecks(
            Rounds rounds,
            AccountWalk walk,
            IdentityProvider identityProvider,
            ClosedAccounts closedAccounts,
            AccountConfig config) {
        this.rounds = rounds;
        this.walk = walk;
        this.identityProvider = identityProvider;
        this.closedAccounts = closedAccounts;
        this.config = config;
    }

    @Scheduled(every = "${mentoring.accounts.check-every:2s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> check() {
        if (!config.enabled()) {
            return Uni.createFrom().voidItem();
        }
        return rounds.run(
                "Mentors' accounts are looked at later", () -> walk.next().chain(this::look));
    }

    private Uni<Void> look(List<UUID> batch) {
        if (batch.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return identityProvider.withoutActiveAccount(batch).chain(closed -> close(closed, batch));
    }

    private Uni<Void> close(List<UUID> closed, List<UUID> batch) {
        // A provider that was restored from an old backup, or is another one, must not end everybody's sessions.
        if (closed.size() > FEW && 2 * closed.size() > batch.size()) {
            LOG.errorf(
                    "%d of %d mentors have no active account in the identity provider: none is suspended for it. If this is"
                            + " right, suspend them as an admin",
                    closed.size(), batch.size());
            return Uni.createFrom().voidItem();
        }
        return Multi.createFrom()
                .iterable(closed)
                .onItem()
                .transformToUniAndConcatenate(mentor -> closedAccounts
                        .closed(mentor)
                        .invoke(() -> LOG.infof("The account of mentor %s is closed: suspended", mentor)))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
