package org.mentoring.benchmark.campaign;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the thread that made it when the process is told to end (Ctrl-C), and lets it finish: a part that a fault has frozen would
 * stay so otherwise, a connection cut, a disk full.
 */
final class Interruption implements AutoCloseable {

    private static final Duration LONGEST_END = Duration.ofSeconds(30);

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;

    Interruption() {
        var interrupted = Thread.currentThread();
        hook = new Thread(() -> interrupt(interrupted), "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void interrupt(Thread interrupted) {
        interrupted.interrupt();
        try {
            over.await(LONGEST_END.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook runs already, and has nothing to wait for any more.
        }
    }
}
