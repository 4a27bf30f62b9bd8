package org.mentoring.benchmark.campaign;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the thread that created it when the process is terminated (Ctrl-C), and waits until the thread has ended its fault:
 * otherwise a part would stay frozen, a connection cut, or a disk full.
 */
final class InterruptAtShutdown implements AutoCloseable {

    private static final Duration END_TIMEOUT = Duration.ofSeconds(30);

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;

    InterruptAtShutdown() {
        var interrupted = Thread.currentThread();
        hook = new Thread(() -> interrupt(interrupted), "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void interrupt(Thread interrupted) {
        interrupted.interrupt();
        try {
            over.await(END_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
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
