package org.mentoring.booking.session;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.time.ScheduledJobs;

/** Begins and ends sessions by the clock and makes uncontested reports of no-shows final, in as many replicas as there are. */
@ApplicationScoped
class SessionJobs {

    private static final int BATCH = 500;
    private static final String ADVANCE = "SELECT advance_sessions(now(), $1) AS changed";
    private static final String SETTLE = "SELECT settle_no_shows(now(), $1) AS changed";

    private final ScheduledJobs jobs;
    private final Transactions transactions;

    SessionJobs(ScheduledJobs jobs, Transactions transactions) {
        this.jobs = jobs;
        this.transactions = transactions;
    }

    @Scheduled(every = "${mentoring.sessions.check-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> advanceSessions() {
        return untilNoneIsLeft("Advancing sessions failed, the next run retries", ADVANCE)
                .chain(() -> untilNoneIsLeft("Settling no-show reports failed, the next run retries", SETTLE));
    }

    /** After a downtime there may be more than a batch. */
    private Uni<Void> untilNoneIsLeft(String onFailure, String statement) {
        return jobs.untilLessThan(
                BATCH,
                onFailure,
                () -> transactions
                        .statement(statement, Tuple.of(BATCH))
                        .map(rows -> rows.iterator().next().getInteger("changed")));
    }
}
