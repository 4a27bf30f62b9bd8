package org.mentoring.local.supervisor;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The state of one part.
 *
 * @param seconds how long it took to become ready, or has taken so far
 * @param process its process; null while there is none
 * @param failures how often it ended unexpectedly since it was last ready for a while
 * @param detail why it is in this phase; empty if there is nothing to say
 * @param lastLogLines the last lines of its log, when it ended unexpectedly
 */
public record PartState(
        String name,
        String address,
        Phase phase,
        double seconds,
        ProcessIdentity process,
        int failures,
        String detail,
        List<String> lastLogLines) {

    /** From the first to the last. */
    public enum Phase {
        WAITING,
        PREPARING,
        STARTING,
        READY,
        DONE,
        RESTARTING,
        FAILED,
        STOPPING,
        STOPPED
    }

    @JsonIgnore
    public boolean settled() {
        return phase == Phase.READY || phase == Phase.DONE;
    }

    /** Whether waiting for it is pointless: it cannot be prepared, or it has ended repeatedly. */
    @JsonIgnore
    public boolean failed() {
        return phase == Phase.FAILED || !settled() && failures >= 3;
    }

    /** @param adopted its process already; null if it has none */
    static PartState waiting(Part part, ProcessHandle adopted) {
        var process = Optional.ofNullable(adopted).flatMap(ProcessIdentity::of).orElse(null);
        return new PartState(part.name(), part.address(), Phase.WAITING, 0, process, 0, "", List.of());
    }

    /** Its process, if that still runs. */
    Optional<ProcessHandle> alive() {
        return Optional.ofNullable(process).flatMap(ProcessIdentity::find);
    }

    /** The state without a supervisor: the last written one, unless the process has ended since. */
    PartState unwatched() {
        return phase == Phase.DONE || alive().isPresent()
                ? this
                : new PartState(name, address, Phase.STOPPED, seconds, null, failures, "", List.of());
    }
}
