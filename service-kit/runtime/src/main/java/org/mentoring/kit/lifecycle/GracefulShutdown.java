package org.mentoring.kit.lifecycle;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;

/**
 * Lets background work finish when the application stops: after the shutdown event no scheduled job and no event handler starts,
 * and those that are running are awaited while the database is still available. Quarkus closes database connections before
 * Kafka consumers, so an event that is handled in between would fail.
 */
@ApplicationScoped
public class GracefulShutdown {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);
    /** Before the observers that publish what the last work has written. */
    private static final int FIRST = 100;

    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean begun;

    /** Whether the application is stopping. */
    public boolean hasBegun() {
        return begun;
    }

    /**
     * Runs work that the shutdown awaits for up to 5 seconds.
     *
     * @param instead the result once the application is stopping; the work is not run then
     */
    public <T> Uni<T> waitFor(Supplier<Uni<T>> work, Uni<T> instead) {
        return Uni.createFrom().deferred(() -> {
            running.incrementAndGet();
            if (begun) {
                running.decrementAndGet();
                return instead;
            }
            return Uni.createFrom().deferred(work::get).onTermination().invoke(running::decrementAndGet);
        });
    }

    /** Returns when no work is running any more, or after 5 seconds. */
    public void begin(@Observes @Priority(FIRST) ShutdownEvent stopping) {
        begun = true;
        var until = System.nanoTime() + TIMEOUT.toNanos();
        while (running.get() > 0 && System.nanoTime() < until) {
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }
}
