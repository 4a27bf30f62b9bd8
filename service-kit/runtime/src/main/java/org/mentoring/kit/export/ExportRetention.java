package org.mentoring.kit.export;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.security.Caller;
import org.mentoring.kit.time.ScheduledJobs;

/**
 * Deletes parts of exports a day after they were published, as their topic does: those of exports that never became ready would stay
 * otherwise. Each replica may do it.
 */
@ApplicationScoped
class ExportRetention {

    private static final String PURGE = """
            DELETE FROM outbox
             WHERE topic = 'mentoring.exports' AND type = 'org.mentoring.export.provided.v1'
               AND published_at < now() - interval '1 day'
            """;

    private final ScheduledJobs jobs;
    private final Transactions transactions;

    ExportRetention(ScheduledJobs jobs, Transactions transactions) {
        this.jobs = jobs;
        this.transactions = transactions;
    }

    @Scheduled(
            every = "${mentoring.exports.check-every:PT1H}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return jobs.run(
                "Deleting old parts of exports failed, the next run retries",
                () -> transactions
                        .write(Caller.SERVICE, tx -> tx.query(PURGE).execute())
                        .replaceWithVoid());
    }
}
