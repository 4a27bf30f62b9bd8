package org.mentoring.booking.availability;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.security.Caller;
import org.mentoring.kit.time.ScheduledJobs;

/** Deletes windows and overrides past their retention: they count among those that a mentor may have. */
@ApplicationScoped
class WindowRetention {

    private static final int BATCH = 500;
    private static final String DELETE = """
            DELETE FROM availability
             WHERE id IN (SELECT id FROM availability
                           WHERE end_time < now() - make_interval(secs => $1)
                           ORDER BY end_time LIMIT $2)
            """;

    private static final String DELETE_OVERRIDES = """
            DELETE FROM availability_overrides
             WHERE id IN (SELECT id FROM availability_overrides
                           WHERE last_day < (now() AT TIME ZONE 'UTC' - make_interval(secs => $1))::date - 1
                           ORDER BY last_day LIMIT $2)
            """;

    private final ScheduledJobs jobs;
    private final Transactions transactions;
    private final WindowConfig config;

    WindowRetention(ScheduledJobs jobs, Transactions transactions, WindowConfig config) {
        this.jobs = jobs;
        this.transactions = transactions;
        this.config = config;
    }

    @Scheduled(every = "${mentoring.windows.check-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> deleteOldWindows() {
        return jobs.untilLessThan(BATCH, "Deleting old windows failed, the next run retries", this::deleteBatch)
                .chain(() -> jobs.untilLessThan(
                        BATCH, "Deleting old overrides failed, the next run retries", this::deleteBatchOfOverrides));
    }

    private Uni<Integer> deleteBatch() {
        return transactions
                .write(
                        Caller.SERVICE,
                        tx -> tx.preparedQuery(DELETE)
                                .execute(Tuple.of(DatabaseTime.seconds(config.retention()), BATCH)))
                .map(RowSet::rowCount);
    }

    /** A day later than the day of the clock in UTC: the last day has ended in every zone then. */
    private Uni<Integer> deleteBatchOfOverrides() {
        return transactions
                .write(
                        Caller.SERVICE,
                        tx -> tx.preparedQuery(DELETE_OVERRIDES)
                                .execute(Tuple.of(DatabaseTime.seconds(config.retention()), BATCH)))
                .map(RowSet::rowCount);
    }
}
