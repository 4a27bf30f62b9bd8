package org.mentoring.booking.booking;

import java.time.Clock;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.time.Rounds;

/** Cancels the rest of what a suspension ends, in as many replicas as there are: the event's own transaction does the first batch. */
@ApplicationScoped
class SuspensionJob {

    private static final int BATCH = 100;
    private static final String CANCEL = "SELECT cancel_scheduled($1, NULL, $2) AS dealt_with";

    private final Rounds rounds;
    private final Transactions transactions;
    private final Clock clock;

    SuspensionJob(Rounds rounds, Transactions transactions, Clock clock) {
        this.rounds = rounds;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(
            every = "${mentoring.bookings.check-every:10s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> cancelScheduled() {
        return rounds.untilDone("Bookings of suspended mentors stand until the next look", this::batch);
    }

    private Uni<Boolean> batch() {
        return transactions
                .statement(CANCEL, Tuple.of(clock.instant().atOffset(ZoneOffset.UTC), BATCH))
                .map(rows -> rows.iterator().next().getInteger("dealt_with") >= BATCH);
    }
}
