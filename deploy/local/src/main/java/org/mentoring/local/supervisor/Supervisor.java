package org.mentoring.local.supervisor;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import org.mentoring.kit.embedded.Launch;

/**
 * Starts parts as soon as what they need is ready, starts again what ends, and stops everything in the reverse order. It
 * ends only processes that it started, or took over from a supervisor that was killed.
 */
public final class Supervisor {

    private final Map<String, PartRunner> runners = new LinkedHashMap<>();
    private final Map<String, PartState> states = new LinkedHashMap<>();
    private final Consumer<List<PartState>> publish;

    /**
     * @param adopted processes of parts, by name, that run already
     * @param finish modifies the launch of a part, given by name
     * @param publish called with the state of all parts at every change, one call at a time
     */
    public Supervisor(
            List<Part> parts,
            Map<String, ProcessHandle> adopted,
            Logs logs,
            BackOff backOff,
            BiFunction<String, Launch, Launch> finish,
            Consumer<List<PartState>> publish) {
        this.publish = publish;
        for (var part : parts) {
            var runner = new PartRunner(
                    part,
                    adopted.get(part.name()),
                    logs,
                    backOff,
                    launch -> finish.apply(part.name(), launch),
                    this::changed);
            runners.put(part.name(), runner);
            states.put(part.name(), runner.state());
        }
        for (var part : parts) {
            if (!runners.keySet().containsAll(part.needs())) {
                throw new IllegalArgumentException(part.name() + " needs a part that does not exist: " + part.needs());
            }
        }
    }

    /** Starts all parts and returns at once. */
    public void start() {
        runners.values().forEach(runner -> runner.start(needsOf(runner)));
    }

    /** Completes when every part has been ready once. */
    public CompletableFuture<Void> allReady() {
        return CompletableFuture.allOf(
                runners.values().stream().map(PartRunner::ready).toArray(CompletableFuture[]::new));
    }

    /** Stops all parts, those first that others do not need, and returns when they have ended. */
    public void stop() {
        try (var stops = Executors.newVirtualThreadPerTaskExecutor()) {
            runners.values().forEach(runner -> stops.submit(() -> runner.stop(dependentsOf(runner))));
        }
    }

    private synchronized void changed(PartState state) {
        states.put(state.name(), state);
        publish.accept(List.copyOf(states.values()));
    }

    private Collection<PartRunner> needsOf(PartRunner runner) {
        return runner.part().needs().stream().map(runners::get).toList();
    }

    private Collection<PartRunner> dependentsOf(PartRunner runner) {
        return runners.values().stream()
                .filter(other -> other.part().needs().contains(runner.part().name()))
                .toList();
    }
}
