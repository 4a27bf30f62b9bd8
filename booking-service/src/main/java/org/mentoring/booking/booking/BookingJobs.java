package org.mentoring.booking.booking;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.time.ScheduledJobs;

/**
 * Expires requests and holds, cancels bookings of suspended mentors, deletes mentee activity older than a day. Runs on every
 * replica. Nothing waits for it to free the time: what has expired occupies none, and a suspension's own transaction cancels the
 * first bookings.
 */
@ApplicationScoped
class BookingJobs {

    private static final int BATCH = 500;
    private static final String EXPIRE = "SELECT expire_bookings(now(), $1)";
    private static final String CANCEL = "SELECT cancel_scheduled(now(), NULL, $1)";
    private static final String DELETE_ACTIVITY = "SELECT forget_activity(now(), $1)";

    private final ScheduledJobs jobs;
    private final Transactions transactions;

    BookingJobs(ScheduledJobs jobs, Transactions transactions) {
        this.jobs = jobs;
        this.transactions = transactions;
    }

    @Scheduled(every = "${mentoring.bookings.check-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> expire() {
        return untilNoneIsLeft("Expiring bookings failed, the next run retries", EXPIRE);
    }

    @Scheduled(every = "${mentoring.bookings.check-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> cancelScheduled() {
        return untilNoneIsLeft("Cancelling bookings of suspended mentors failed, the next run retries", CANCEL);
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> deleteOldActivity() {
        return untilNoneIsLeft("Deleting mentee activity failed, retried at the next run", DELETE_ACTIVITY);
    }

    /** After a downtime there may be more than a batch. */
    private Uni<Void> untilNoneIsLeft(String onFailure, String statement) {
        return jobs.untilLessThan(
                BATCH,
                onFailure,
                () -> transactions
                        .statement(statement, Tuple.of(BATCH))
                        .map(rows -> rows.iterator().next().getInteger(0)));
    }
}
