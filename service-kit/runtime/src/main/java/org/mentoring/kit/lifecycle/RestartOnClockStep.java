package org.mentoring.kit.lifecycle;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

/**
 * Ends the application when the clock of the machine is set back by more than ten seconds, so that it is started again. The scheduler of
 * Quarkus and the client of Kafka measure their waits by that clock: for as long as it was set back, no job would run and no heartbeat
 * would be sent. A clock that is set forward delays nothing.
 */
@ApplicationScoped
class RestartOnClockStep {

    private static final Logger LOG = Logger.getLogger(RestartOnClockStep.class);
    private static final Duration CHECK_EVERY = Duration.ofSeconds(1);
    private static final Duration TOLERANCE = Duration.ofSeconds(10);
    private static final int FAILED = 1;

    private final LongSupplier clockMillis;
    private final LongSupplier elapsedNanos;
    private final Runnable end;
    private long lastOffset;
    private long timer;

    @Inject
    RestartOnClockStep() {
        this(System::currentTimeMillis, System::nanoTime, () -> Quarkus.asyncExit(FAILED));
    }

    /**
     * @param clockMillis what may be set
     * @param elapsedNanos what only grows
     */
    RestartOnClockStep(LongSupplier clockMillis, LongSupplier elapsedNanos, Runnable end) {
        this.clockMillis = clockMillis;
        this.elapsedNanos = elapsedNanos;
        this.end = end;
        this.lastOffset = offset();
    }

    void start(@Observes StartupEvent started, Vertx vertx) {
        timer = vertx.setPeriodic(CHECK_EVERY.toMillis(), fired -> check());
    }

    void stop(@Observes ShutdownEvent stopping, Vertx vertx) {
        vertx.cancelTimer(timer);
    }

    /** Compares with the previous check, so that a clock that is corrected gradually is not taken for a step. */
    void check() {
        var offset = offset();
        var setBack = Duration.ofMillis(lastOffset - offset);
        lastOffset = offset;
        if (setBack.compareTo(TOLERANCE) > 0) {
            LOG.errorf("The clock was set back by %s: exiting, to be restarted", setBack);
            end.run();
        }
    }

    private long offset() {
        return clockMillis.getAsLong() - TimeUnit.NANOSECONDS.toMillis(elapsedNanos.getAsLong());
    }
}
