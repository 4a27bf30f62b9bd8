package org.mentoring.user.leaving;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import org.mentoring.kit.time.Rounds;

/** Deletes accounts at the identity provider, and forgets records of erasures that are not needed any more. */
@ApplicationScoped
class LeavingClock {

    private final Rounds rounds;
    private final IdentityDeletions deletions;
    private final Leaving leaving;

    LeavingClock(Rounds rounds, IdentityDeletions deletions, Leaving leaving) {
        this.rounds = rounds;
        this.deletions = deletions;
        this.leaving = leaving;
    }

    @Scheduled(every = "${mentoring.leaving.check-every:2s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> deleteIdentities() {
        return rounds.untilDone("Accounts at the identity provider are deleted later", deletions::next);
    }

    @Scheduled(every = "PT6H", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return rounds.run("Records of erasures stay until the next look", leaving::forget);
    }
}
