package org.mentoring.local.platform;

import java.util.List;
import java.util.Optional;

import org.mentoring.local.supervisor.Part;

/** Detects that a service refuses its database because the applied migrations differ from its own. */
final class OutdatedData implements Part.Diagnosis {

    static final String SENTENCE = "The local data was written by another version of the schema."
            + " ./platform reset deletes the data, and the next ./platform up begins anew.";

    /** What Flyway throws when a migration is missing or has another checksum than the one that was applied. */
    private static final String REFUSED = "org.flywaydb.core.api.exception.FlywayValidateException";

    @Override
    public Optional<String> of(List<String> log) {
        return log.stream().anyMatch(line -> line.contains(REFUSED)) ? Optional.of(SENTENCE) : Optional.empty();
    }
}
