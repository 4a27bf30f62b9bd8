package org.mentoring.notification.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.time.ScheduledJobs;

/** Deletes what is done with and older than its retention, a batch at a time; every replica may. */
@ApplicationScoped
class Retention {

    private static final int BATCH = 1000;
    private static final String PURGE = "SELECT purge_notifications($1, $2, $3, $4)";
    private static final String PURGE_BOOKINGS = "SELECT purge_bookings($1, $2)";

    private final ScheduledJobs jobs;
    private final Transactions transactions;
    private final RetentionConfig config;
    private final Clock clock;

    Retention(ScheduledJobs jobs, Transactions transactions, RetentionConfig config, Clock clock) {
        this.jobs = jobs;
        this.transactions = transactions;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "${mentoring.retention.check-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return purgeBatches(
                        PURGE,
                        Tuple.of(
                                before(config.messages()),
                                before(config.deadLetters()),
                                before(config.reportRuns()),
                                BATCH))
                .chain(() -> purgeBatches(PURGE_BOOKINGS, Tuple.of(before(config.bookings()), BATCH)));
    }

    private Uni<Void> purgeBatches(String sql, Tuple values) {
        return jobs.untilLessThan(
                BATCH,
                "Deleting old rows failed, the next run retries",
                () -> transactions
                        .statement(sql, values)
                        .map(rows -> rows.iterator().next().getInteger(0)));
    }

    private OffsetDateTime before(Duration kept) {
        return clock.instant().minus(kept).atOffset(ZoneOffset.UTC);
    }
}
