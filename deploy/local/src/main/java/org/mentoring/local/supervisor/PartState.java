package org.mentoring.local.supervisor;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * How one part is.
 *
 * @param seconds how long it took to become ready, or has taken so far
 * @param process its process; null while there is none
 * @param failures how often it ended unasked since it was last ready for a while
 * @param detail why it is in this phase; empty if there is nothing to say
 * @param lastWords the last lines of its log, when it ended unasked
 */
public record PartState(
        String name,
        String address,
        Phase phase,
        double seconds,
        ProcessIdentity process,
        int failures,
        String detail,
        List<String> lastWords) {

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

    /** Whether waiting longer for it is of no use: it cannot be prepared, or it has ended again and again. */
    @JsonIgnore
    public boolean hopeless() {
        return phase == Phase.FAILED || !settled() && failures >= 3;
    }

    static PartState waiting(Part part) {
        return new PartState(part.name(), part.address(), Phase.WAITING, 0, null, 0, "", List.of());
    }
}
