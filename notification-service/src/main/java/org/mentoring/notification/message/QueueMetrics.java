package org.mentoring.notification.message;

import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.security.Caller;
import org.mentoring.kit.time.ScheduledJobs;

/** What operators watch: how long the oldest mail that is due has waited, and how many could not be sent. */
@ApplicationScoped
class QueueMetrics {

    private static final String STATE = """
            SELECT (SELECT greatest(0, extract(epoch FROM now() - min(coalesce(resent_at, created_at)))) FROM messages
                     WHERE status IN ('pending', 'sending'))::bigint AS oldest,
                   (SELECT count(*) FROM messages WHERE status = 'failed') AS failed
            """;

    private final ScheduledJobs jobs;
    private final Transactions transactions;
    private final AtomicLong oldestSeconds = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    QueueMetrics(ScheduledJobs jobs, Transactions transactions, MeterRegistry metrics) {
        this.jobs = jobs;
        this.transactions = transactions;
        Gauge.builder("mentoring.mails.oldest.unsent", oldestSeconds, AtomicLong::get)
                .baseUnit("seconds")
                .description("How long ago the oldest mail that has not gone out was planned")
                .register(metrics);
        Gauge.builder("mentoring.mails.parked", failed, AtomicLong::get)
                .description(
                        "Mails with the status failed: refused permanently, or not delivered in time. An admin can send them again")
                .register(metrics);
    }

    @Scheduled(every = "${mentoring.mail.measure-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> measure() {
        return jobs.run(
                "Measuring the mail queue failed",
                () -> transactions
                        .read(Caller.SERVICE, tx -> tx.query(STATE).execute())
                        .invoke(rows -> note(rows.iterator().next()))
                        .replaceWithVoid());
    }

    private void note(Row row) {
        oldestSeconds.set(row.getLong("oldest"));
        failed.set(row.getLong("failed"));
    }
}
