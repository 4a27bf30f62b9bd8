package org.mentoring.local.supervisor;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.mentoring.kit.embedded.Launch;
import org.mentoring.local.supervisor.PartState.Phase;

/** Runs one part: prepares it, waits for its needs, starts it or takes it over, restarts it when it ends, and stops it. */
final class PartRunner {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(100);
    private static final int LAST_LINES = 12;
    private static final int DIAGNOSED_LINES = 1_000;
    /** The exit code of the JVM after SIGTERM: a requested restart, which is not a failure. */
    private static final int ENDED_ON_REQUEST = 143;
    /** The system reports the exit code to the parent process only. */
    private static final int UNKNOWN = -1;

    private final Part part;
    private final Logs logs;
    private final BackOff backOff;
    private final UnaryOperator<Launch> finish;
    private final Consumer<PartState> publish;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final CountDownLatch stopping = new CountDownLatch(1);

    private volatile Thread thread;
    private volatile Running process;
    private volatile PartState state;
    private long began;

    private record Running(ProcessHandle handle, CompletableFuture<Integer> code) {

        static Running started(Process process) {
            return new Running(process.toHandle(), process.onExit().thenApply(Process::exitValue));
        }

        static Running adopted(ProcessHandle process) {
            return new Running(process, process.onExit().thenApply(ended -> UNKNOWN));
        }
    }

    /**
     * @param adopted the process of the part that an earlier supervisor left behind; null if there is none
     * @param finish modifies the launch of the process
     * @param publish called at every change
     */
    PartRunner(
            Part part,
            ProcessHandle adopted,
            Logs logs,
            BackOff backOff,
            UnaryOperator<Launch> finish,
            Consumer<PartState> publish) {
        this.part = part;
        this.logs = logs;
        this.backOff = backOff;
        this.finish = finish;
        this.publish = publish;
        this.process = adopted == null ? null : Running.adopted(adopted);
        this.state = PartState.waiting(part, adopted);
    }

    PartState state() {
        return state;
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
        thread = Thread.ofVirtual().name(part.name()).start(() -> run(needs));
    }

    /** Ends the process when what depends on it has ended. */
    void stop(Collection<PartRunner> dependents) {
        stopping.countDown();
        dependents.forEach(dependent -> dependent.stopped().join());
        change(Phase.STOPPING, "");
        if (thread != null) {
            thread.interrupt();
        }
        try {
            var running = running();
            if (running != null) {
                Processes.end(running.handle(), part.kind() == Part.Kind.SERVER_ENDED_BY_INTERRUPT, STOP_TIMEOUT);
            }
        } finally {
            process = null;
            change(Phase.STOPPED, "");
            stopped.complete(null);
        }
    }

    private void run(Collection<PartRunner> needs) {
        try {
            began = System.nanoTime();
            if (process == null) {
                logs.begin(part.name());
            } else if (!watch(process, logs.length(part.name())) || !waitToRestart()) {
                return;
            }
            if (part.preparation() != Part.Preparation.NONE) {
                change(Phase.PREPARING, "");
                part.preparation().run();
            }
            change(Phase.WAITING, "");
            for (var need : needs) {
                need.ready().get();
            }
            while (isWanted() && runOnce() && waitToRestart()) {
                continue;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            if (isWanted()) {
                fail(e);
            }
        }
    }

    /** Waits for the delay after its failures; false when the part is being stopped. */
    private boolean waitToRestart() throws InterruptedException {
        if (state.failures() == 0) {
            return true;
        }
        var wait = backOff.afterFailure(state.failures());
        change(Phase.RESTARTING, state.detail() + ", started again in " + wait.toSeconds() + " s");
        return !stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether it is to be started again. */
    private boolean runOnce() throws Exception {
        began = System.nanoTime();
        var said = logs.length(part.name());
        var launched = launch(finish.apply(part.start().launch()));
        return launched != null && watch(launched, said);
    }

    /**
     * Returns when the process has ended.
     *
     * @param said the size of the log before this start, in bytes
     * @return whether it is to be started again
     */
    private boolean watch(Running launched, long said) throws InterruptedException, ExecutionException {
        change(Phase.STARTING, "");
        var since = System.nanoTime();
        if (part.kind() != Part.Kind.TASK && becomesReady(launched)) {
            change(Phase.READY, "");
            since = System.nanoTime();
            ready.complete(null);
        }
        int code = launched.code().get();
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
        var reason = state.phase() == Phase.READY
                ? Optional.<String>empty()
                : part.diagnosis().of(logs.tail(part.name(), DIAGNOSED_LINES, said));
        if (reason.isPresent()) {
            change(Phase.FAILED, reason.get());
            return false;
        }
        var steady = state.phase() == Phase.READY
                && System.nanoTime() - since > backOff.resetAfter().toNanos();
        var asked = code == ENDED_ON_REQUEST && state.phase() == Phase.READY;
        var failures = asked ? 0 : (steady ? 0 : state.failures()) + 1;
        state = new PartState(
                part.name(),
                part.address(),
                Phase.RESTARTING,
                seconds(),
                null,
                failures,
                code == UNKNOWN ? "ended" : "ended with " + code,
                logs.tail(part.name(), LAST_LINES, said));
        return true;
    }

    /** Null when the part is being stopped: a process that is started then would outlive the supervisor. */
    private synchronized Running launch(Launch launch) throws IOException {
        if (isWanted()) {
            process = Running.started(launch.start(logs.of(part.name())));
            return process;
        }
        return null;
    }

    private synchronized Running running() {
        return process;
    }

    private boolean becomesReady(Running launched) throws InterruptedException {
        var until = System.nanoTime() + backOff.longestStart(state.failures()).toNanos();
        while (launched.handle().isAlive()) {
            if (part.probe().passesNow()) {
                return true;
            }
            if (System.nanoTime() > until) {
                Processes.kill(launched.handle());
                return false;
            }
            if (stopping.await(PROBE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return false;
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
                running == null ? null : ProcessIdentity.of(running.handle()).orElse(null),
                state.failures(),
                detail,
                phase == Phase.READY ? List.of() : state.lastLogLines());
        publish.accept(state);
    }
}
