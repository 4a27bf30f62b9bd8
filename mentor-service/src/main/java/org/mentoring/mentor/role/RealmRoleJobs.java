package org.mentoring.mentor.role;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;
import org.mentoring.kit.time.ScheduledJobs;

/** Passes decisions on to the identity provider, one after the other, until none is due. */
@ApplicationScoped
class RealmRoleJobs {

    private static final Logger LOG = Logger.getLogger(RealmRoleJobs.class);

    private final ScheduledJobs jobs;
    private final RealmRoles roles;
    private final RealmRoleConfig config;
    private final IdentityProvider identityProvider;

    RealmRoleJobs(ScheduledJobs jobs, RealmRoles roles, RealmRoleConfig config, IdentityProvider identityProvider) {
        this.jobs = jobs;
        this.roles = roles;
        this.config = config;
        this.identityProvider = identityProvider;
    }

    @Scheduled(every = "${mentoring.realm-roles.check-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> applyRoles() {
        if (!config.enabled()) {
            return Uni.createFrom().voidItem();
        }
        return jobs.whileDue("Setting realm roles failed, the next run retries", roles::claim, this::apply);
    }

    private Uni<Void> apply(RealmRoles.Change change) {
        return identityProvider
                .setMentor(change.mentor(), change.granted())
                .onItemOrFailure()
                .transformToUni((done, failure) -> {
                    if (failure == null) {
                        return roles.done(change);
                    }
                    LOG.warnf(
                            "Setting the role of mentor %s failed, will retry: %s",
                            change.mentor(), failure.toString());
                    return roles.failed(change, failure.toString());
                });
    }
}
