package org.mentoring.mentor.calendar;

import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import org.mentoring.kit.time.ScheduledJobs;

/** Looks for what is due with calendars, and works until nothing is. */
@ApplicationScoped
class CalendarJobs {

    private static final String ON_FAILURE = "Synchronising calendars failed, the next run retries";

    private final ScheduledJobs jobs;
    private final Claims claims;
    private final ConnectionSync connections;
    private final Revocations revocations;
    private final Authorisations authorisations;
    private final ExpectedEntries entries;
    private final CalendarConfig config;

    CalendarJobs(
            ScheduledJobs jobs,
            Claims claims,
            ConnectionSync connections,
            Revocations revocations,
            Authorisations authorisations,
            ExpectedEntries entries,
            CalendarConfig config) {
        this.jobs = jobs;
        this.claims = claims;
        this.connections = connections;
        this.revocations = revocations;
        this.authorisations = authorisations;
        this.entries = entries;
        this.config = config;
    }

    @Scheduled(every = "${mentoring.calendars.check-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> syncConnections() {
        if (!config.enabled()) {
            return Uni.createFrom().voidItem();
        }
        var workers = Stream.concat(
                        Stream.of(jobs.whileDue(ON_FAILURE, revocations::claim, revocations::revoke)),
                        Stream.generate(() -> jobs.whileDue(ON_FAILURE, claims::next, connections::sync))
                                .limit(config.workers()))
                .toList();
        return Uni.join().all(workers).andFailFast().replaceWithVoid();
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return jobs.run(
                "Deleting past calendar entries failed, the next run retries",
                () -> authorisations.purge().chain(entries::purge));
    }
}
