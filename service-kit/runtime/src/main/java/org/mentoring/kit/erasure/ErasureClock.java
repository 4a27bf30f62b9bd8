package org.mentoring.kit.erasure;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import org.mentoring.kit.time.Rounds;

/** Erases people who left, one after the other; every replica may. */
@ApplicationScoped
class ErasureClock {

    private final Rounds rounds;
    private final Erasures erasures;

    ErasureClock(Rounds rounds, Erasures erasures) {
        this.rounds = rounds;
        this.erasures = erasures;
    }

    @Scheduled(every = "${mentoring.erasure.check-every:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> erase() {
        return rounds.untilDone("People who left are erased later", erasures::next);
    }

    @Scheduled(every = "${mentoring.erasure.check-every:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refreshClosed() {
        return rounds.run("Which accounts were closed is read later", erasures::refreshClosed);
    }
}
