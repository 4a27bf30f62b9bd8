package org.mentoring.local.supervisor;

import java.time.Instant;
import java.util.Optional;

/**
 * A process, distinguished from another one that gets the same id later.
 *
 * @param started in milliseconds since 1970, as the system counts it
 */
public record ProcessIdentity(long pid, long started) {

    /** The identity of a process that runs; empty if it has ended. */
    public static Optional<ProcessIdentity> of(ProcessHandle handle) {
        return handle.info().startInstant().map(start -> new ProcessIdentity(handle.pid(), start.toEpochMilli()));
    }

    /** The process, if it still runs. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> handle.info()
                        .startInstant()
                        .map(Instant::toEpochMilli)
                        .filter(start -> start == started)
                        .isPresent());
    }
}
