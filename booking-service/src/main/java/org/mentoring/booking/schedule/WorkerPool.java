package org.mentoring.booking.schedule;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.mentoring.kit.problem.Problems;

/**
 * Threads for what would keep an event loop from answering others. They are fewer than the processors, and no more than a certain
 * number of computations wait for them, so that no number of requests takes all of the machine.
 */
public final class WorkerPool implements AutoCloseable {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ThreadPoolExecutor threads;

    /** @param mostWaiting how many computations wait; what comes when so many do is refused */
    public WorkerPool(String name, int mostWaiting) {
        var count = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        this.threads = new ThreadPoolExecutor(
                count,
                count,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(mostWaiting),
                Thread.ofPlatform().name(name + "-", 0).daemon().factory());
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** Starts a computation. The result fails with 503 when too many wait. */
    <T> CompletableFuture<T> start(Supplier<T> computation) {
        try {
            return CompletableFuture.supplyAsync(computation, threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(Problems.unavailable("The service is busy.", RETRY));
        }
    }

    /** Runs a computation, and goes on with its result where the subscriber is. */
    public <T> Uni<T> run(Supplier<T> computation) {
        return result(() -> start(computation));
    }

    /** What a computation comes to, given to each subscriber on the event loop that the subscriber is on. */
    static <T> Uni<T> result(Supplier<? extends CompletionStage<T>> computation) {
        return Uni.createFrom().deferred(() -> {
            var context = Vertx.currentContext();
            var result = Uni.createFrom()
                    .completionStage(computation.get())
                    .onFailure(CompletionException.class)
                    .transform(Throwable::getCause);
            return context == null ? result : result.emitOn(task -> context.runOnContext(ignored -> task.run()));
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
