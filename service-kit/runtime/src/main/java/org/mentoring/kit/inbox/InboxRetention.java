package org.mentoring.kit.inbox;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.time.ScheduledJobs;

/** Deletes ids of events that were applied long ago, a batch at a time; every replica may. */
@ApplicationScoped
class InboxRetention {

    private static final int BATCH = 5000;
    /** Events have the time of another machine. */
    private static final Duration MOST_THAT_CLOCKS_DIFFER = Duration.ofDays(1);

    private static final String PURGE = "SELECT inbox_purge(now() - make_interval(secs => $1), $2)";

    private final ScheduledJobs jobs;
    private final Transactions transactions;
    private final InboxConfig config;

    InboxRetention(ScheduledJobs jobs, Transactions transactions, InboxConfig config) {
        this.jobs = jobs;
        this.transactions = transactions;
        this.config = config;
    }

    @Scheduled(every = "${mentoring.inbox.check-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return jobs.untilLessThan(BATCH, "Deleting old event ids failed, the next run retries", this::purgeBatch);
    }

    private Uni<Integer> purgeBatch() {
        var kept = DatabaseTime.seconds(config.retention().plus(MOST_THAT_CLOCKS_DIFFER));
        return transactions
                .statementWithoutEvents(PURGE, Tuple.of(kept, BATCH))
                .map(rows -> rows.iterator().next().getInteger(0));
    }
}
