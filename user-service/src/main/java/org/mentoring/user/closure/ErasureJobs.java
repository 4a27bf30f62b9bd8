package org.mentoring.user.closure;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import org.mentoring.kit.time.ScheduledJobs;

/** Deletes accounts at the identity provider, and records of erasures past their retention. */
@ApplicationScoped
class ErasureJobs {

    private final ScheduledJobs jobs;
    private final IdentityDeletions deletions;
    private final AccountClosure closure;

    ErasureJobs(ScheduledJobs jobs, IdentityDeletions deletions, AccountClosure closure) {
        this.jobs = jobs;
        this.deletions = deletions;
        this.closure = closure;
    }

    @Scheduled(
            every = "${mentoring.account-closure.check-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> deleteIdentities() {
        return jobs.whileDue(
                "Deleting accounts at the identity provider failed, the next run retries",
                deletions::claim,
                deletions::delete);
    }

    @Scheduled(every = "PT6H", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> deleteOldRecords() {
        return jobs.run("Deleting old erasure records failed, the next run retries", closure::deleteOldRecords);
    }
}
