package org.mentoring.kit.idempotency;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.time.BatchJobs;

/** Deletes keys that have expired. */
@ApplicationScoped
class KeyRetention {

    private static final int BATCH = 5000;
    private static final String PURGE = "SELECT idempotency_purge($1)";

    private final BatchJobs jobs;

    KeyRetention(BatchJobs jobs) {
        this.jobs = jobs;
    }

    @Scheduled(
            every = "${mentoring.idempotency.check-every:PT1H}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return jobs.call("Deleting expired keys failed, the next run retries", BATCH, PURGE, Tuple.of(BATCH));
    }
}
