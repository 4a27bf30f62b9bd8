package org.mentoring.local.supervisor;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The state of the platform, as last published by its supervisor.
 *
 * @param supervisor the process that starts and watches the parts
 * @param seconds from the start of the supervisor until all parts were ready; 0 before
 */
public record PlatformState(ProcessIdentity supervisor, double seconds, List<PartState> parts) {

    /** Whether the supervisor that published it still runs. */
    @JsonIgnore
    public boolean supervised() {
        return supervisor.find().isPresent();
    }

    /** The processes that still run, by the names of their parts. */
    @JsonIgnore
    public Map<String, ProcessHandle> alive() {
        return parts.stream()
                .filter(part -> part.alive().isPresent())
                .collect(Collectors.toMap(PartState::name, part -> part.alive().orElseThrow()));
    }

    /** The state without a running supervisor. */
    public PlatformState unwatched() {
        return new PlatformState(
                supervisor, seconds, parts.stream().map(PartState::unwatched).toList());
    }

    @JsonIgnore
    public boolean ready() {
        return parts.stream().allMatch(PartState::settled);
    }

    @JsonIgnore
    public boolean failed() {
        return parts.stream().anyMatch(PartState::failed);
    }
}
