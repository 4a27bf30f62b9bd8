package org.mentoring.mentor.role;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** Passes decisions on to the identity provider, one after the other, until none is due. */
@ApplicationScoped
class RealmRoleClock {

    private static final Logger LOG = Logger.getLogger(RealmRoleClock.class);

    private final RealmRoles roles;
    private final RealmRoleConfig config;
    private final IdentityProvider identityProvider;

    RealmRoleClock(RealmRoles roles, RealmRoleConfig config, IdentityProvider identityProvider) {
        this.roles = roles;
        this.config = config;
        this.identityProvider = identityProvider;
    }

    @Scheduled(
            every = "${mentoring.realm-roles.check-every:2s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        if (!config.enabled()) {
            return Uni.createFrom().voidItem();
        }
        return passOnWhatIsDue()
                .onFailure()
                .invoke(failure -> LOG.warnf("Decisions on mentors wait for the next look: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> passOnWhatIsDue() {
        return roles.claim().chain(this::passOnAndLookAgain);
    }

    private Uni<Void> passOnAndLookAgain(Optional<RealmRoles.Change> found) {
        if (found.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return passOn(found.get()).chain(this::passOnWhatIsDue);
    }

    private Uni<Void> passOn(RealmRoles.Change change) {
        return identityProvider
                .setMentor(change.mentor(), change.granted())
                .onItemOrFailure()
                .transformToUni((done, failure) -> {
                    if (failure == null) {
                        return roles.done(change);
                    }
                    LOG.warnf("The role of mentor %s waits: %s", change.mentor(), failure.toString());
                    return roles.failed(change, failure.toString());
                });
    }
}
