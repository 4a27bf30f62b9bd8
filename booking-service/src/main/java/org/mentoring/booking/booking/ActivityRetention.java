package org.mentoring.booking.booking;

import java.time.Clock;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.time.Rounds;

/** Forgets what mentees did more than a day ago, by which nobody is limited any more. */
@ApplicationScoped
class ActivityRetention {

    private static final int BATCH = 1000;
    private static final String FORGET = "SELECT forget_activity($1, $2) AS forgotten";

    private final Rounds rounds;
    private final Transactions transactions;
    private final Clock clock;

    ActivityRetention(Rounds rounds, Transactions transactions, Clock clock) {
        this.rounds = rounds;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return rounds.untilDone("What mentees did is remembered until the next look", this::batch);
    }

    private Uni<Boolean> batch() {
        return transactions
                .statement(FORGET, Tuple.of(clock.instant().atOffset(ZoneOffset.UTC), BATCH))
                .map(rows -> rows.iterator().next().getInteger("forgotten") >= BATCH);
    }
}
