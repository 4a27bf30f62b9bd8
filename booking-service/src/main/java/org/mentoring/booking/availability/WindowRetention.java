package org.mentoring.booking.availability;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.kit.time.BatchJobs;

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

    // A day later than the day of the clock in UTC: the last day has ended in every zone then.
    private static final String DELETE_OVERRIDES = """
            DELETE FROM availability_overrides
             WHERE id IN (SELECT id FROM availability_overrides
                           WHERE last_day < (now() AT TIME ZONE 'UTC' - make_interval(secs => $1))::date - 1
                           ORDER BY last_day LIMIT $2)
            """;

    private final BatchJobs jobs;
    private final WindowConfig config;

    WindowRetention(BatchJobs jobs, WindowConfig config) {
        this.jobs = jobs;
        this.config = config;
    }

    @Scheduled(every = "${mentoring.windows.check-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> deleteOldWindows() {
        var parameters = Tuple.of(DatabaseTime.seconds(config.retention()), BATCH);
        return jobs.delete("Deleting old windows failed, the next run retries", BATCH, DELETE, parameters)
                .chain(() -> jobs.delete(
                        "Deleting old overrides failed, the next run retries", BATCH, DELETE_OVERRIDES, parameters));
    }
}
