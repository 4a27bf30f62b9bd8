package org.mentoring.kit.time;

import java.net.ConnectException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.lifecycle.GracefulShutdown;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScheduledJobsTest {

    private final GracefulShutdown shutdown = new GracefulShutdown();
    private final ScheduledJobs jobs = new ScheduledJobs(shutdown);
    private final AtomicInteger steps = new AtomicInteger();

    @Test
    void shutdownWaitsForTheRunningJob() throws Exception {
        var work = new CompletableFuture<Void>();
        jobs.run("Work waits", () -> Uni.createFrom().completionStage(work))
                .subscribe()
                .with(done -> {});
        var stop = stop();

        assertThatThrownBy(() -> stop.get(100, MILLISECONDS)).isInstanceOf(TimeoutException.class);
        work.complete(null);
        stop.get(30, SECONDS);
    }

    @Test
    void shutdownDoesNotWaitForAFailedJob() throws Exception {
        jobs.run("Work waits", () -> Uni.createFrom().failure(new IllegalStateException("The database is away")))
                .subscribe()
                .with(done -> {});

        stop().get(30, SECONDS);
    }

    @Test
    void logsTheConsequenceOfAFailureAndRunsTheNextJob() throws Exception {
        try (var log = new Log()) {
            jobs.run("Letters wait", () -> {
                        throw new IllegalStateException("No pen");
                    })
                    .subscribeAsCompletionStage()
                    .get(30, SECONDS);
            jobs.untilDone("Cards wait", () -> Uni.createFrom().failure(new IllegalStateException("No ink")))
                    .subscribeAsCompletionStage()
                    .get(30, SECONDS);
            jobs.run(
                            "Parcels wait",
                            () -> Uni.createFrom().item(steps.incrementAndGet()).replaceWithVoid())
                    .subscribeAsCompletionStage()
                    .get(30, SECONDS);

            assertThat(log.lines)
                    .containsExactly(
                            "WARN Letters wait: java.lang.IllegalStateException: No pen",
                            "WARN Cards wait: java.lang.IllegalStateException: No ink");
            assertThat(steps).hasValue(1);
        }
    }

    @Test
    void startsNoJobAfterShutdownHasBegun() throws Exception {
        stop().get(30, SECONDS);

        jobs.run("Work waits", () -> {
                    steps.incrementAndGet();
                    return Uni.createFrom().voidItem();
                })
                .subscribeAsCompletionStage()
                .get(30, SECONDS);

        assertThat(steps).hasValue(0);
    }

    @Test
    void repeatsAStepUntilNothingIsLeft() throws Exception {
        jobs.untilDone("Work waits", () -> Uni.createFrom().item(steps.incrementAndGet() < 3))
                .subscribeAsCompletionStage()
                .get(30, SECONDS);

        assertThat(steps).hasValue(3);
    }

    @Test
    void repeatsAStepUntilItAnswersLessThanABatch() throws Exception {
        jobs.untilLessThan(5, "Work waits", () -> Uni.createFrom().item(steps.incrementAndGet() < 3 ? 5 : 4))
                .subscribeAsCompletionStage()
                .get(30, SECONDS);

        assertThat(steps).hasValue(3);
    }

    @Test
    void worksOnEachClaimedTaskUntilNoneIsDue() throws Exception {
        var due = new ArrayDeque<>(List.of("first", "second"));
        var worked = new ArrayList<String>();
        jobs.whileDue(
                        "Work waits",
                        () -> Uni.createFrom().item(Optional.ofNullable(due.poll())),
                        task -> Uni.createFrom().voidItem().invoke(() -> worked.add(task)))
                .subscribeAsCompletionStage()
                .get(30, SECONDS);

        assertThat(worked).containsExactly("first", "second");
    }

    @Test
    void worksOnPagesWithoutEndOneAfterTheOther() throws Exception {
        var last = 100_000;
        jobs.eachPage(
                        "Work waits",
                        0,
                        after -> Uni.createFrom()
                                .item(Optional.of(after + 1).filter(next -> next <= last))
                                .invoke(steps::incrementAndGet))
                .subscribeAsCompletionStage()
                .get(60, SECONDS);

        assertThat(steps).hasValue(last + 1);
    }

    @Test
    void oneTaskThatFailsDoesNotKeepTheOthersWaiting() throws Exception {
        try (var log = new Log()) {
            jobs.oneByOne(List.of(1, 2, 3, 4, 5), "Task %s failed", task -> {
                        steps.incrementAndGet();
                        return task < 5
                                ? Uni.createFrom().failure(new IllegalStateException("No ink"))
                                : Uni.createFrom().voidItem();
                    })
                    .subscribeAsCompletionStage()
                    .get(30, SECONDS);

            assertThat(steps).hasValue(5);
            assertThat(log.lines)
                    .containsExactly(
                            "ERROR Task 1 failed", "ERROR Task 2 failed", "ERROR Task 3 failed", "ERROR Task 4 failed");
        }
    }

    @Test
    void noTaskIsTriedWhileTheDatabaseIsAway() {
        var work = jobs.oneByOne(List.of(1, 2, 3, 4, 5, 6, 7), "Task %s failed", task -> {
                    steps.incrementAndGet();
                    return task == 3
                            ? Uni.createFrom().voidItem()
                            : Uni.createFrom().failure(new ConnectException("Connection refused"));
                })
                .subscribeAsCompletionStage();

        assertThatThrownBy(() -> work.get(30, SECONDS)).hasCauseInstanceOf(ConnectException.class);
        assertThat(steps).hasValue(6);
    }

    @Test
    void noTaskIsBegunAfterShutdownHasBegun() throws Exception {
        jobs.oneByOne(List.of(1, 2, 3), "Task %s failed", task -> {
                    steps.incrementAndGet();
                    return Uni.createFrom().completionStage(stop());
                })
                .subscribeAsCompletionStage()
                .get(30, SECONDS);

        assertThat(steps).hasValue(1);
    }

    @Test
    void repeatsNoStepAfterShutdownHasBegun() throws Exception {
        var step = new CompletableFuture<Boolean>();
        var job = jobs.untilDone("Work waits", () -> {
                    steps.incrementAndGet();
                    return Uni.createFrom().completionStage(step);
                })
                .subscribeAsCompletionStage();
        var stop = stop();
        assertThatThrownBy(() -> stop.get(100, MILLISECONDS)).isInstanceOf(TimeoutException.class);

        step.complete(true);

        job.get(30, SECONDS);
        assertThat(steps).hasValue(1);
    }

    private CompletableFuture<Void> stop() {
        return CompletableFuture.runAsync(() -> shutdown.begin(new ShutdownEvent()));
    }

    /** What jobs log. */
    private static final class Log extends Handler implements AutoCloseable {

        final List<String> lines = new CopyOnWriteArrayList<>();
        private final Logger logger = Logger.getLogger(ScheduledJobs.class.getName());

        Log() {
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord logged) {
            lines.add(logged.getLevel() + " " + new SimpleFormatter().formatMessage(logged));
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }
}
