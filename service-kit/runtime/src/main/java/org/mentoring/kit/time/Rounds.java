package org.mentoring.kit.time;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/**
 * What a service does by the clock. A round that fails is logged, and the next one comes all the same. The service ends in order:
 * once it is told to end no round begins, and those under way are waited for, while there still is a database to finish them
 * with. Every {@code @Scheduled} method works in a round.
 */
@ApplicationScoped
public class Rounds {

    private static final Logger LOG = Logger.getLogger(Rounds.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration LOOK_WHETHER_IDLE_EVERY = Duration.ofMillis(10);
    /** Before those who pass on what the last rounds bring about. */
    private static final int FIRST = 100;

    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean ending;

    /**
     * Runs a round, unless the service ends: then there is nothing more to do.
     *
     * @param otherwise what is so if it fails, for the log, such as "Reminders wait for the next look"
     * @return never fails
     */
    public Uni<Void> run(String otherwise, Supplier<Uni<Void>> round) {
        return Uni.createFrom().deferred(() -> {
            running.incrementAndGet();
            return (ending ? Uni.createFrom().voidItem() : Uni.createFrom().deferred(round::get))
                    .onTermination()
                    .invoke(running::decrementAndGet)
                    .onFailure()
                    .invoke(failure -> LOG.warnf("%s: %s", otherwise, failure))
                    .onFailure()
                    .recoverWithNull();
        });
    }

    /**
     * Runs a step after the other in a round, until one says that there is nothing more to do or the service ends.
     *
     * @see #run
     */
    public Uni<Void> untilDone(String otherwise, Supplier<Uni<Boolean>> step) {
        return run(
                otherwise,
                () -> Multi.createBy()
                        .repeating()
                        .uni(step::get)
                        .whilst(more -> more && !ending)
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    void stop(@Observes @Priority(FIRST) ShutdownEvent stopping) {
        ending = true;
        var until = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (running.get() > 0 && System.nanoTime() < until) {
            LockSupport.parkNanos(LOOK_WHETHER_IDLE_EVERY.toNanos());
        }
    }
}
