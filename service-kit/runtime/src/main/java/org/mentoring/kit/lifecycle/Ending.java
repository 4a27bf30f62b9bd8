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
 * A service ends in order: once it is told to end, no work begins that nobody waits for, by the clock or for an event, and what
 * is under way is waited for while there still is a database to finish it with. Connections to it are closed before Kafka's
 * consumers are: an event that comes between could only fail.
 */
@ApplicationScoped
public class Ending {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration LOOK_WHETHER_IDLE_EVERY = Duration.ofMillis(10);
    /** Before those who pass on what the last work brings about. */
    private static final int FIRST = 100;

    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean begun;

    /** Whether the service has been told to end. */
    public boolean hasBegun() {
        return begun;
    }

    /**
     * Does a piece of work, for which the end waits some seconds.
     *
     * @param instead what is answered once the service ends
     */
    public <T> Uni<T> waitFor(Supplier<Uni<T>> work, Uni<T> instead) {
        return Uni.createFrom().deferred(() -> {
            underWay.incrementAndGet();
            if (begun) {
                underWay.decrementAndGet();
                return instead;
            }
            return Uni.createFrom().deferred(work::get).onTermination().invoke(underWay::decrementAndGet);
        });
    }

    /** Returns when nothing is under way any more, or after some seconds. */
    public void begin(@Observes @Priority(FIRST) ShutdownEvent stopping) {
        begun = true;
        var until = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (underWay.get() > 0 && System.nanoTime() < until) {
            LockSupport.parkNanos(LOOK_WHETHER_IDLE_EVERY.toNanos());
        }
    }
}
