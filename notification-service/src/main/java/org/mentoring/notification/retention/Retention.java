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

    private static final int AT_ONCE = 1000;
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

    @Scheduled(
            every = "${mentoring.retention.check-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return jobs.untilDone(
                "What is old stays until the next run",
                () -> purgeNotifications().chain(more -> more ? Uni.createFrom().item(true) : purgeBookings()));
    }

    private Uni<Boolean> purgeNotifications() {
        return purged(
                PURGE,
                Tuple.of(
                        before(config.messages()), before(config.deadLetters()), before(config.reportRuns()), AT_ONCE));
    }

    private Uni<Boolean> purgeBookings() {
        return purged(PURGE_BOOKINGS, Tuple.of(before(config.bookings()), AT_ONCE));
    }

    /** Answers whether there may be more. */
    private Uni<Boolean> purged(String purge, Tuple values) {
        return transactions
                .statement(purge, values)
                .map(rows -> rows.iterator().next().getInteger(0) >= AT_ONCE);
    }

    private OffsetDateTime before(Duration kept) {
        return clock.instant().minus(kept).atOffset(ZoneOffset.UTC);
    }
}
