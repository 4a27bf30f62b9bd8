package org.mentoring.benchmark.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.Future;

/** A closed load: keeps a constant number of operations in progress, and counts those that succeed; a failure ends the run. */
public abstract class ConstantConcurrencyLoad {

    public static final int IN_FLIGHT = 32;

    /** Starts one operation. */
    protected abstract Future<Void> start();

    /** Successes per second. */
    public final double run(long nanos) throws InterruptedException {
        var end = System.nanoTime() + nanos;
        var done = new AtomicLong();
        var running = new CountDownLatch(IN_FLIGHT);
        var failures = new AtomicLong();
        var start = System.nanoTime();
        for (var i = 0; i < IN_FLIGHT; i++) {
            next(end, done, failures, running);
        }
        running.await();
        if (failures.get() > 0) {
            throw new IllegalStateException(failures + " operations failed; a rate would mean nothing");
        }
        return done.get() / ((System.nanoTime() - start) / 1e9);
    }

    private void next(long end, AtomicLong done, AtomicLong failures, CountDownLatch running) {
        if (System.nanoTime() >= end) {
            running.countDown();
            return;
        }
        start().onComplete(outcome -> {
            if (outcome.succeeded()) {
                done.incrementAndGet();
                next(end, done, failures, running);
            } else {
                failures.incrementAndGet();
                System.err.println(outcome.cause());
                running.countDown();
            }
        });
    }
}
