package org.mentoring.local.supervisor;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * How the platform is, as its supervisor last said.
 *
 * @param supervisor the process that starts and watches the parts
 * @param seconds from the start of the supervisor until all parts were ready; 0 before
 */
public record PlatformState(ProcessIdentity supervisor, double seconds, List<PartState> parts) {

    /** Whether the one who said so still lives. */
    @JsonIgnore
    public boolean supervised() {
        return supervisor.find().isPresent();
    }

    @JsonIgnore
    public boolean ready() {
        return parts.stream().allMatch(PartState::settled);
    }

    @JsonIgnore
    public boolean hopeless() {
        return parts.stream().anyMatch(PartState::hopeless);
    }
}
