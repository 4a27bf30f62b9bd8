package org.mentoring.contracts;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mentoring.contracts.database.DatabasePages;

import static org.assertj.core.api.Assertions.assertThat;

/** The committed contracts match the services. */
class DriftTest {

    private static final Project PROJECT = new Project(Path.of("../.."));

    private static Map<String, String> generated;

    @BeforeAll
    static void generate() {
        generated = new Contracts(PROJECT).generated();
    }

    @Test
    void committedContractsMatchTheServices() {
        assertThat(new Contracts(PROJECT).differences(generated))
                .as("what differs; if the change is meant, run ./platform contracts and commit what comes of it")
                .isEmpty();
    }

    @Test
    void namesTheFirstDifference() {
        var wrong = new java.util.TreeMap<>(generated);
        wrong.computeIfPresent("asyncapi.yaml", (path, text) -> text.replaceFirst("ce_specversion", "ce_specversio"));
        wrong.remove("openapi/mentoring.yaml");

        assertThat(new Contracts(PROJECT).differences(wrong))
                .anyMatch(difference -> difference.startsWith("deploy/contracts/asyncapi.yaml, line ")
                        && difference.contains("and the build says"))
                .anyMatch(difference ->
                        difference.equals("deploy/contracts/openapi/mentoring.yaml belongs to nothing any more"));
    }

    @Test
    void everyTableAndFunctionIsDescribed() {
        for (var service : Project.SERVICES) {
            assertThat(generated.get("database/" + service + ".md").lines())
                    .as("what a new migration of the %s service should COMMENT ON", service)
                    .noneMatch(line -> line.contains(DatabasePages.NOT_DESCRIBED));
        }
    }
}
