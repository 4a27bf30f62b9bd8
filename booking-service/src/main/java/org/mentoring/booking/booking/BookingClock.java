package org.mentoring.booking.booking;

import java.time.Clock;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;
import org.mentoring.kit.database.Transactions;

/**
 * Tells of requests that nobody answered in time and clears holds away, in as many replicas as there are. Nothing waits for
 * it to free the time: what has expired occupies none.
 */
@ApplicationScoped
class BookingClock {

    private static final Logger LOG = Logger.getLogger(BookingClock.class);
    private static final int BATCH = 500;
    private static final String EXPIRE = "SELECT expire_bookings($1, $2) AS changed";

    private final Transactions transactions;
    private final Clock clock;

    BookingClock(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(
            every = "${mentoring.bookings.check-every:10s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return expire().onFailure()
                .invoke(failure -> LOG.warnf("Bookings wait for the next look at the clock: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    /** After a downtime there may be more than a batch; then it goes on at once. */
    private Uni<Void> expire() {
        return transactions
                .statement(EXPIRE, Tuple.of(clock.instant().atOffset(ZoneOffset.UTC), BATCH))
                .map(rows -> rows.iterator().next().getInteger("changed"))
                .chain(changed -> changed < BATCH ? Uni.createFrom().voidItem() : expire());
    }
}
