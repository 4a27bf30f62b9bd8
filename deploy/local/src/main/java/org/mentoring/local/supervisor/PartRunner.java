package org.mentoring.local.supervisor;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.mentoring.kit.embedded.Launch;
import org.mentoring.local.supervisor.PartState.Phase;

/** Carries one part through its life: prepare, wait for its needs, start, watch, start again, stop. */
final class PartRunner {

    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
    private static final Duration PROBE_EVERY = Duration.ofMillis(100);
    private static final int LAST_WORDS = 12;
    private static final int DIAGNOSED_LINES = 1_000;
    /** SIGTERM, as the JVM answers it: somebody restarts the part, which is no failure of it. */
    private static final int ENDED_ON_REQUEST = 143;

    private final Part part;
    private final Logs logs;
    private final BackOff backOff;
    private final UnaryOperator<Launch> finish;
    private final Consumer<PartState> publish;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final CountDownLatch stopping = new CountDownLatch(1);

    private volatile Thread thread;
    private volatile Process process;
    private volatile PartState state;
    private long began;

    /**
     * @param finish the last word on how the process is started
     * @param publish told every change
     */
    PartRunner(Part part, Logs logs, BackOff backOff, UnaryOperator<Launch> finish, Consumer<PartState> publish) {
        this.part = part;
        this.logs = logs;
        this.backOff = backOff;
        this.finish = finish;
        this.publish = publish;
        this.state = PartState.waiting(part);
    }

    Part part() {
        return part;
    }

    CompletableFuture<Void> ready() {
        return ready;
    }

    CompletableFuture<Void> stopped() {
        return stopped;
    }

    void start(Collection<PartRunner> needs) {
        thread = Thread.ofVirtual().name(part.name()).start(() -> live(needs));
    }

    /** Ends the process when what depends on it has ended. */
    void stop(Collection<PartRunner> dependents) {
        stopping.countDown();
        dependents.forEach(dependent -> dependent.stopped().join());
        change(Phase.STOPPING, "");
        thread.interrupt();
        try {
            var running = running();
            if (running != null) {
                Processes.end(running.toHandle(), part.kind() == Part.Kind.SERVER_ENDED_BY_INTERRUPT, LONGEST_STOP);
            }
        } finally {
            process = null;
            change(Phase.STOPPED, "");
            stopped.complete(null);
        }
    }

    private void live(Collection<PartRunner> needs) {
        try {
            logs.begin(part.name());
            began = System.nanoTime();
            if (part.preparation() != Part.Preparation.NONE) {
                change(Phase.PREPARING, "");
                part.preparation().run();
            }
            change(Phase.WAITING, "");
            for (var need : needs) {
                need.ready().get();
            }
            while (isWanted() && runOnce()) {
                if (state.failures() == 0) {
                    continue;
                }
                var wait = backOff.afterFailure(state.failures());
                change(Phase.RESTARTING, state.detail() + ", started again in " + wait.toSeconds() + " s");
                if (stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            if (isWanted()) {
                fail(e);
            }
        }
    }

    /** Whether it is to be started again. */
    private boolean runOnce() throws Exception {
        began = System.nanoTime();
        var said = logs.length(part.name());
        var launched = launch(finish.apply(part.start().launch()));
        if (launched == null) {
            return false;
        }
        change(Phase.STARTING, "");
        var since = System.nanoTime();
        if (part.kind() != Part.Kind.TASK && becomesReady(launched)) {
            change(Phase.READY, "");
            since = System.nanoTime();
            ready.complete(null);
        }
        var code = launched.waitFor();
        if (!isWanted()) {
            return false;
        }
        if (part.kind() == Part.Kind.TASK && code == 0) {
            process = null;
            change(Phase.DONE, "");
            ready.complete(null);
            return false;
        }
        process = null;
        var hopeless = state.phase() == Phase.READY
                ? Optional.<String>empty()
                : part.diagnosis().of(logs.tail(part.name(), DIAGNOSED_LINES, said));
        if (hopeless.isPresent()) {
            change(Phase.FAILED, hopeless.get());
            return false;
        }
        var steady = state.phase() == Phase.READY
                && System.nanoTime() - since > backOff.forgetAfter().toNanos();
        var asked = code == ENDED_ON_REQUEST && state.phase() == Phase.READY;
        var failures = asked ? 0 : (steady ? 0 : state.failures()) + 1;
        state = new PartState(
                part.name(),
                part.address(),
                Phase.RESTARTING,
                seconds(),
                null,
                failures,
                "ended with " + code,
                logs.tail(part.name(), LAST_WORDS, said));
        return true;
    }

    /** Null when it is no longer wanted: what is started after that would outlive the supervisor. */
    private synchronized Process launch(Launch launch) throws IOException {
        if (isWanted()) {
            process = launch.start(logs.of(part.name()));
            return process;
        }
        return null;
    }

    private synchronized Process running() {
        return process;
    }

    private boolean becomesReady(Process launched) throws InterruptedException {
        var until = System.nanoTime() + LONGEST_START.toNanos();
        while (launched.isAlive()) {
            if (passes()) {
                return true;
            }
            if (System.nanoTime() > until) {
                launched.destroyForcibly();
                return false;
            }
            if (stopping.await(PROBE_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return false;
    }

    private boolean passes() throws InterruptedException {
        try {
            return part.probe().passes();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception notYet) {
            return false;
        }
    }

    private void fail(Exception reason) {
        var message = reason.getMessage() == null ? reason.toString() : reason.getMessage();
        if (reason instanceof IOException) {
            message = "could not be started: " + message;
        }
        change(Phase.FAILED, message);
    }

    private boolean isWanted() {
        return stopping.getCount() > 0;
    }

    private double seconds() {
        return began == 0 ? 0 : (System.nanoTime() - began) / 1e9;
    }

    private synchronized void change(Phase phase, String detail) {
        if (!isWanted() && phase != Phase.STOPPING && phase != Phase.STOPPED) {
            return;
        }
        var running = process;
        state = new PartState(
                part.name(),
                part.address(),
                phase,
                seconds(),
                running == null ? null : ProcessIdentity.of(running.toHandle()).orElse(null),
                state.failures(),
                detail,
                phase == Phase.READY ? List.of() : state.lastWords());
        publish.accept(state);
    }
}
