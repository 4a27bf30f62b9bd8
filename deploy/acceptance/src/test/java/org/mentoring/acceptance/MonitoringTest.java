package org.mentoring.acceptance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The rules and dashboards that operators install, without anything running. */
class MonitoringTest {

    private static final Path GUIDE = Path.of("../README.md");

    @ParameterizedTest
    @ValueSource(strings = {"alerts", "objectives", "dependencies", "sign-in"})
    void rulesAreWhatPrometheusReadsAndFireWhenTheyShould(String rules) throws Exception {
        Promtool.require();
        for (var file : Monitoring.RULES) {
            Promtool.lay(file, Monitoring.rules(file));
        }
        Promtool.agrees("check", "rules", "--lint-fatal", rules + ".yaml");

        var tests = rules + "-test.yaml";
        Promtool.lay(tests, Monitoring.read(Monitoring.FOLDER.resolve("tests").resolve(tests)));
        Promtool.agrees("test", "rules", tests);
    }

    @Test
    void everyAlertFiresInATest() throws IOException {
        var seen = new HashSet<String>();
        for (var rules : Monitoring.RULES) {
            var tests = Monitoring.FOLDER.resolve("tests").resolve(rules.replace(".yaml", "-test.yaml"));
            new YAMLMapper().readTree(tests.toFile()).findParents("alertname").forEach(test -> {
                if (!test.path("exp_alerts").isEmpty()) {
                    seen.add(test.path("alertname").asText());
                }
            });
        }

        assertThat(Monitoring.alerts())
                .extracting(alert -> alert.path("alert").asText())
                .isNotEmpty()
                .isSubsetOf(seen);
    }

    @Test
    void everyAlertHasASeverityAndARunbook() throws IOException {
        var guide = Monitoring.read(GUIDE);
        for (var alert : Monitoring.alerts()) {
            var name = alert.path("alert").asText();
            assertThat(alert.at("/labels/severity").asText()).as(name).isIn("critical", "warning", "none");
            assertThat(alert.at("/annotations/summary").asText()).as(name).isNotBlank();
            assertThat(alert.at("/annotations/runbook_url").asText())
                    .as(name)
                    .matches("https://.+/deploy/README\\.md#" + name.toLowerCase());
            assertThat(Pattern.compile("^#+ " + name + "$", Pattern.MULTILINE).matcher(guide))
                    .as("deploy/README.md has a section on %s", name)
                    .matches(headings -> headings.find());
        }
    }

    @Test
    void dashboardsHaveValidQueries() throws Exception {
        var ids = new HashSet<String>();
        for (var file : Monitoring.dashboards()) {
            var dashboard = new ObjectMapper().readTree(file.toFile());
            assertThat(dashboard.path("title").asText()).as(file.toString()).startsWith("Mentoring: ");
            assertThat(ids.add(dashboard.path("uid").asText()))
                    .as("%s has an id of its own", file)
                    .isTrue();
            assertThat(dashboard.path("panels").findValuesAsText("expr"))
                    .as(file.toString())
                    .isNotEmpty();
        }
        Promtool.require();
        Promtool.lay("dashboards.yaml", Monitoring.queriesAsRules());
        Promtool.agrees("check", "rules", "dashboards.yaml");
    }
}
