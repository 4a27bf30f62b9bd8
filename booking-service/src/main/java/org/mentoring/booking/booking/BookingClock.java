package org.mentoring.booking.booking;

import java.time.Clock;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.time.Rounds;

/**
 * Tells of requests that nobody answered in time and clears holds away, in as many replicas as there are. Nothing waits for
 * it to free the time: what has expired occupies none.
 */
@ApplicationScoped
class BookingClock {

    private static final int BATCH = 500;
    private static final String EXPIRE = "SELECT expire_bookings($1, $2) AS changed";

    private final Rounds rounds;
    private final Transactions transactions;
    private final Clock clock;

    BookingClock(Rounds rounds, Transactions transactions, Clock clock) {
        this.rounds = rounds;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(
            every = "${mentoring.bookings.check-every:10s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return rounds.untilDone("Bookings wait for the next look at the clock", this::expire);
    }

    /** Whether it goes on at once: after a downtime there may be more than a batch. */
    private Uni<Boolean> expire() {
        return transactions
                .statement(EXPIRE, Tuple.of(clock.instant().atOffset(ZoneOffset.UTC), BATCH))
                .map(rows -> rows.iterator().next().getInteger("changed") >= BATCH);
    }
}
