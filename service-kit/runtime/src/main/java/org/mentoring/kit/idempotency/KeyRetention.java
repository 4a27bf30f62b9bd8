package org.mentoring.kit.idempotency;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.time.ScheduledJobs;

/** Deletes keys that have expired, a batch at a time; every replica may. */
@ApplicationScoped
class KeyRetention {

    private static final int BATCH = 5000;
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
        return jobs.untilLessThan(
                BATCH,
                "Deleting expired keys failed, the next run retries",
                () -> transactions
                        .statementWithoutEvents(PURGE, Tuple.of(BATCH))
                        .map(rows -> rows.iterator().next().getInteger(0)));
    }
}
