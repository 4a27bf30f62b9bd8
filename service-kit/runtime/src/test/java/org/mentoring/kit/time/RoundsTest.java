package org.mentoring.kit.time;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RoundsTest {

    private final Rounds rounds = new Rounds();
    private final AtomicInteger steps = new AtomicInteger();

    @Test
    void waitsAtTheEndForTheRoundThatIsUnderWayAndNoLonger() throws Exception {
        var work = new CompletableFuture<Void>();
        rounds.run(() -> Uni.createFrom().completionStage(work)).subscribe().with(done -> {});
        var stop = stop();

        assertThatThrownBy(() -> stop.get(100, MILLISECONDS)).isInstanceOf(TimeoutException.class);
        work.complete(null);
        stop.get(2, SECONDS);
    }

    @Test
    void waitsForNoRoundThatFailed() throws Exception {
        rounds.run(() -> Uni.createFrom().failure(new IllegalStateException("The database is away")))
                .subscribe()
                .with(done -> {}, failure -> {});

        stop().get(2, SECONDS);
    }

    @Test
    void beginsNoRoundOnceTheServiceEnds() throws Exception {
        stop().get(2, SECONDS);

        rounds.run(() -> {
                    steps.incrementAndGet();
                    return Uni.createFrom().voidItem();
                })
                .subscribeAsCompletionStage()
                .get(2, SECONDS);

        assertThat(steps).hasValue(0);
    }

    @Test
    void takesStepAfterStepUntilNothingIsLeft() throws Exception {
        rounds.untilDone(() -> Uni.createFrom().item(steps.incrementAndGet() < 3))
                .subscribeAsCompletionStage()
                .get(2, SECONDS);

        assertThat(steps).hasValue(3);
    }

    @Test
    void takesNoFurtherStepOnceTheServiceEnds() throws Exception {
        var step = new CompletableFuture<Boolean>();
        var round = rounds.untilDone(() -> {
                    steps.incrementAndGet();
                    return Uni.createFrom().completionStage(step);
                })
                .subscribeAsCompletionStage();
        var stop = stop();
        assertThatThrownBy(() -> stop.get(100, MILLISECONDS)).isInstanceOf(TimeoutException.class);

        step.complete(true);

        round.get(2, SECONDS);
        assertThat(steps).hasValue(1);
    }

    private CompletableFuture<Void> stop() {
        return CompletableFuture.runAsync(() -> rounds.stop(new ShutdownEvent()));
    }
}
