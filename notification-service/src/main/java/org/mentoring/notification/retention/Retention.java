package org.mentoring.notification.retention;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.kit.time.BatchJobs;

/** Deletes what is done with and older than its retention. */
@ApplicationScoped
class Retention {

    private static final int BATCH = 1000;
    private static final String ON_FAILURE = "Deleting old rows failed, the next run retries";
    private static final String PURGE = "SELECT purge_notifications(now() - make_interval(secs => $1),"
            + " now() - make_interval(secs => $2), now() - make_interval(secs => $3), $4)";
    private static final String PURGE_BOOKINGS = "SELECT purge_bookings(now() - make_interval(secs => $1), $2)";

    private final BatchJobs jobs;
    private final RetentionConfig config;

    Retention(BatchJobs jobs, RetentionConfig config) {
        this.jobs = jobs;
        this.config = config;
    }

    @Scheduled(every = "${mentoring.retention.check-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return jobs.call(
                        ON_FAILURE,
                        BATCH,
                        PURGE,
                        Tuple.of(
                                DatabaseTime.seconds(config.messages()),
                                DatabaseTime.seconds(config.deadLetters()),
                                DatabaseTime.seconds(config.reportRuns()),
                                BATCH))
                .chain(() -> jobs.call(
                        ON_FAILURE, BATCH, PURGE_BOOKINGS, Tuple.of(DatabaseTime.seconds(config.bookings()), BATCH)));
    }
}
