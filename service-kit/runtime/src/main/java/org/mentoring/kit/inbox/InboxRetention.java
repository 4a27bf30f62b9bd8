package org.mentoring.kit.inbox;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.kit.time.BatchJobs;

/** Deletes ids of events that were applied long ago. */
@ApplicationScoped
class InboxRetention {

    private static final int BATCH = 5000;
    /** Events have the time of another machine. */
    private static final Duration MOST_THAT_CLOCKS_DIFFER = Duration.ofDays(1);

    private static final String PURGE = "SELECT inbox_purge(now() - make_interval(secs => $1), $2)";

    private final BatchJobs jobs;
    private final InboxConfig config;

    InboxRetention(BatchJobs jobs, InboxConfig config) {
        this.jobs = jobs;
        this.config = config;
    }

    @Scheduled(every = "${mentoring.inbox.check-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        var kept = DatabaseTime.seconds(config.retention().plus(MOST_THAT_CLOCKS_DIFFER));
        return jobs.call("Deleting old event ids failed, the next run retries", BATCH, PURGE, Tuple.of(kept, BATCH));
    }
}
