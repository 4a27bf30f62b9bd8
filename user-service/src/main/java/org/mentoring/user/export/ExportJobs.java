package org.mentoring.user.export;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import org.mentoring.kit.time.ScheduledJobs;

/** Deletes archives past their retention. */
@ApplicationScoped
class ExportJobs {

    private final ScheduledJobs jobs;
    private final Exports exports;

    ExportJobs(ScheduledJobs jobs, Exports exports) {
        this.jobs = jobs;
        this.exports = exports;
    }

    @Scheduled(every = "${mentoring.exports.check-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return jobs.run("Deleting old archives failed, the next run retries", exports::purge);
    }
}
