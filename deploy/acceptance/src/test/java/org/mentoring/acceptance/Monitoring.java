package org.mentoring.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** The rules and dashboards that operators install. */
final class Monitoring {

    static final Path FOLDER = Path.of("../kubernetes/components/monitoring");
    static final List<String> RULES = List.of("alerts.yaml", "objectives.yaml", "dependencies.yaml", "sign-in.yaml");

    /** What asks for metrics of others, which no service exports. */
    private static final List<String> OF_OTHERS = List.of("dependencies.yaml", "sign-in.yaml", "dependencies.json");

    private static final String SPEC = "spec:\n";
    /** What a service exports; other names are of Prometheus or of the rules themselves. */
    private static final Pattern EXPORTED =
            Pattern.compile("\\b(?:http_server|mentoring|kafka|sql_pool|jvm|process)_[a-z0-9_]+");

    private Monitoring() {}

    /** The rules as promtool reads them: without the resource around them, and each still in its line. */
    static String rules(String file) throws IOException {
        var manifest = Files.readString(FOLDER.resolve(file));
        var spec = manifest.indexOf("\n" + SPEC) + 1;
        var above = manifest.substring(0, spec + SPEC.length());
        return "\n".repeat((int) above.lines().count())
                + manifest.substring(above.length())
                        .lines()
                        .map(Monitoring::outdent)
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    static List<JsonNode> alerts() throws IOException {
        var alerts = new ArrayList<JsonNode>();
        for (var file : RULES) {
            new YAMLMapper()
                    .readTree(FOLDER.resolve(file).toFile())
                    .findParents("alert")
                    .forEach(alerts::add);
        }
        return alerts;
    }

    /** The queries of the dashboards as rules of one file, a group for each dashboard. */
    static String queriesAsRules() throws IOException {
        return queriesAsRules(dashboards());
    }

    private static String queriesAsRules(List<Path> dashboards) throws IOException {
        var yaml = new YAMLMapper();
        var rules = yaml.createObjectNode();
        var groups = rules.putArray("groups");
        for (var file : dashboards) {
            var group = groups.addObject().put("name", file.getFileName().toString());
            var queries = group.putArray("rules");
            for (var panel : new ObjectMapper().readTree(file.toFile()).path("panels")) {
                for (var target : panel.path("targets")) {
                    queries.addObject()
                            .put(
                                    "record",
                                    "panel_" + panel.path("id").asInt() + ":"
                                            + target.path("refId").asText())
                            .put("expr", target.path("expr").asText());
                }
            }
        }
        return yaml.writeValueAsString(rules);
    }

    static List<Path> dashboards() throws IOException {
        try (var files = Files.list(FOLDER.resolve("dashboards"))) {
            return files.sorted().toList();
        }
    }

    /** Every metric of a service that a rule or a dashboard asks for. */
    static Set<String> metrics() throws IOException {
        var expressions = new StringBuilder(queriesAsRules(dashboards().stream()
                .filter(file -> !OF_OTHERS.contains(file.getFileName().toString()))
                .toList()));
        for (var file : RULES.stream().filter(file -> !OF_OTHERS.contains(file)).toList()) {
            new YAMLMapper()
                    .readTree(FOLDER.resolve(file).toFile())
                    .findValuesAsText("expr")
                    .forEach(expression -> expressions.append(expression).append('\n'));
        }
        return EXPORTED.matcher(expressions)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String outdent(String line) {
        return line.startsWith("  ") ? line.substring(2) : line;
    }
}
