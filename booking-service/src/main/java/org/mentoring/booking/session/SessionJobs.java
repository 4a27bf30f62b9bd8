package org.mentoring.booking.session;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.time.BatchJobs;

/** Begins and ends sessions by the clock and makes uncontested reports of no-shows final, in as many replicas as there are. */
@ApplicationScoped
class SessionJobs {

    private static final int BATCH = 500;
    private static final String ADVANCE = "SELECT advance_sessions(now(), $1)";
    private static final String SETTLE = "SELECT settle_no_shows(now(), $1)";

    private final BatchJobs jobs;

    SessionJobs(BatchJobs jobs) {
        this.jobs = jobs;
    }

    @Scheduled(every = "${mentoring.sessions.check-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> advanceSessions() {
        return jobs.call("Advancing sessions failed, the next run retries", BATCH, ADVANCE, Tuple.of(BATCH))
                .chain(() -> jobs.call(
                        "Settling no-show reports failed, the next run retries", BATCH, SETTLE, Tuple.of(BATCH)));
    }
}
