package org.mentoring.notification.retention;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.time.ScheduledJobs;

/** Deletes what is done with and older than its retention, a batch at a time; every replica may. */
@ApplicationScoped
class Retention {

    private static final int BATCH = 1000;
    private static final String PURGE = "SELECT purge_notifications(now() - make_interval(secs => $1),"
            + " now() - make_interval(secs => $2), now() - make_interval(secs => $3), $4)";
    private static final String PURGE_BOOKINGS = "SELECT purge_bookings(now() - make_interval(secs => $1), $2)";

    private final ScheduledJobs jobs;
    private final Transactions transactions;
    private final RetentionConfig config;

    Retention(ScheduledJobs jobs, Transactions transactions, RetentionConfig config) {
        this.jobs = jobs;
        this.transactions = transactions;
        this.config = config;
    }

    @Scheduled(every = "${mentoring.retention.check-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return purgeBatches(
                        PURGE,
                        Tuple.of(
                                DatabaseTime.seconds(config.messages()),
                                DatabaseTime.seconds(config.deadLetters()),
                                DatabaseTime.seconds(config.reportRuns()),
                                BATCH))
                .chain(() -> purgeBatches(PURGE_BOOKINGS, Tuple.of(DatabaseTime.seconds(config.bookings()), BATCH)));
    }

    private Uni<Void> purgeBatches(String sql, Tuple values) {
        return jobs.untilLessThan(
                BATCH,
                "Deleting old rows failed, the next run retries",
                () -> transactions
                        .statement(sql, values)
                        .map(rows -> rows.iterator().next().getInteger(0)));
    }
}
