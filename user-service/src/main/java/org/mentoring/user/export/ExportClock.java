package org.mentoring.user.export;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import org.mentoring.kit.time.Rounds;

/** Deletes archives that have been kept for long enough. */
@ApplicationScoped
class ExportClock {

    private final Rounds rounds;
    private final Exports exports;

    ExportClock(Rounds rounds, Exports exports) {
        this.rounds = rounds;
        this.exports = exports;
    }

    @Scheduled(
            every = "${mentoring.exports.check-every:PT1H}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return rounds.run("Archives stay until the next look", exports::purge);
    }
}
