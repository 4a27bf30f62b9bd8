package org.mentoring.benchmark.campaign;

import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What docs/adr/0005 asks of whoever changes a migration after a release. */
class MigrationsSinceBaselineTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service-kit/runtime/src/main/resources/db/kit",
                "user-service/src/main/resources/db/migration",
                "mentor-service/src/main/resources/db/migration",
                "booking-service/src/main/resources/db/migration",
                "review-service/src/main/resources/db/migration",
                "notification-service/src/main/resources/db/migration"
            })
    void leaveAppliedFilesUnchangedAndAddAVersionForChangedFunctions(String folder) throws Exception {
        var before = Baseline.recorded().hashes(folder);
        var now = Baseline.hashesNow(folder);

        assertThat(now.entrySet())
                .as("a versioned migration that databases have applied stays as it is")
                .containsAll(before.entrySet().stream()
                        .filter(file -> file.getKey().startsWith("V"))
                        .toList());
        var changed = now.entrySet().stream()
                .filter(file -> !file.getValue().equals(before.get(file.getKey())))
                .map(file -> file.getKey())
                .collect(Collectors.toSet());
        before.keySet().stream().filter(name -> !now.containsKey(name)).forEach(changed::add);
        if (!changed.isEmpty()) {
            assertThat(changed)
                    .as(
                            "a versioned migration beside what has changed in %s, or the version before applies its own again",
                            folder)
                    .anyMatch(name -> name.startsWith("V"));
        }
    }
}
