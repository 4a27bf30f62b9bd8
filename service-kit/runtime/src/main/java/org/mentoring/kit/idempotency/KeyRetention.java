package org.mentoring.kit.idempotency;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.time.ScheduledJobs;

/** Deletes keys that have run out, a little at a time; every replica may. */
@ApplicationScoped
class KeyRetention {

    private static final int AT_ONCE = 5000;
    private static final String PURGE = "SELECT idempotency_purge($1)";

    private final ScheduledJobs jobs;
    private final Transactions transactions;

    KeyRetention(ScheduledJobs jobs, Transactions transactions) {
        this.jobs = jobs;
        this.transactions = transactions;
    }

    @Scheduled(
            every = "${mentoring.idempotency.check-every:PT1H}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return jobs.untilDone("Keys that have run out stay until the next run", this::purgeBatch);
    }

    /** Answers whether there may be more. */
    private Uni<Boolean> purgeBatch() {
        return transactions
                .statementWithoutEvents(PURGE, Tuple.of(AT_ONCE))
                .map(rows -> rows.iterator().next().getInteger(0) >= AT_ONCE);
    }
}
