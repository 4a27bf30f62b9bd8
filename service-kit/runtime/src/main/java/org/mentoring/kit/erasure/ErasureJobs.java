package org.mentoring.kit.erasure;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import org.mentoring.kit.time.ScheduledJobs;

/** Erases people whose account is closed, one after the other; every replica may. */
@ApplicationScoped
class ErasureJobs {

    private final ScheduledJobs jobs;
    private final Erasures erasures;

    ErasureJobs(ScheduledJobs jobs, Erasures erasures) {
        this.jobs = jobs;
        this.erasures = erasures;
    }

    @Scheduled(every = "${mentoring.erasure.check-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> erase() {
        return jobs.untilDone("Erasing closed accounts failed, the next run retries", erasures::next);
    }

    @Scheduled(every = "${mentoring.erasure.check-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refreshClosed() {
        return jobs.run("Reading closed accounts failed, the next run retries", erasures::refreshClosed);
    }
}
