package org.mentoring.booking.booking;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.time.BatchJobs;

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

    private final BatchJobs jobs;

    BookingJobs(BatchJobs jobs) {
        this.jobs = jobs;
    }

    @Scheduled(every = "${mentoring.bookings.check-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> expire() {
        return jobs.call("Expiring bookings failed, the next run retries", BATCH, EXPIRE, Tuple.of(BATCH));
    }

    @Scheduled(every = "${mentoring.bookings.check-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> cancelScheduled() {
        return jobs.call(
                "Cancelling bookings of suspended mentors failed, the next run retries",
                BATCH,
                CANCEL,
                Tuple.of(BATCH));
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> deleteOldActivity() {
        return jobs.call(
                "Deleting mentee activity failed, retried at the next run", BATCH, DELETE_ACTIVITY, Tuple.of(BATCH));
    }
}
