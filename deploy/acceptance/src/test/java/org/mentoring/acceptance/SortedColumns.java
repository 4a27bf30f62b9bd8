package org.mentoring.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The columns of all databases as they are sorted by who may be shown what is in them. */
final class SortedColumns {

    static final List<String> SERVICES = List.of("user", "mentor", "booking", "review", "notification");

    private static final Path WRITTEN = Path.of("src/test/resources/columns.txt");
    private static final Set<String> NOT_PRIVATE = Set.of("no text", "everyone");

    private SortedColumns() {}

    /**
     * A row that is planted, with canaries in its private columns.
     *
     * @param values what makes it that row, as JSON with names in braces
     */
    record Row(String service, String table, String values, List<Private> columns) {}

    /**
     * @param readers logins of those who may be shown it; empty for nobody
     * @param value what is put there, with {@code {canary}} in it or a text that is found nowhere else
     */
    record Private(String name, Set<String> readers, String value) {}

    /** Every column that is sorted, as {@code service.table.column}. */
    static Set<String> names() throws IOException {
        var names = new TreeSet<String>();
        read().forEach(section -> section.columns()
                .forEach((column, readers) -> section.services()
                        .forEach(service -> names.add(service + "." + section.table() + "." + column))));
        return names;
    }

    /** In the order in which they can be planted. */
    static List<Row> rows() throws IOException {
        return read().stream()
                .filter(section -> section.values() != null)
                .flatMap(section -> section.services().stream()
                        .map(service -> new Row(service, section.table(), section.values(), section.hidden())))
                .toList();
    }

    private record Section(
            List<String> services,
            String table,
            String values,
            Map<String, String> columns,
            Map<String, String> templates) {

        List<Private> hidden() {
            return columns.entrySet().stream()
                    .filter(column -> !NOT_PRIVATE.contains(column.getValue()))
                    .map(column -> new Private(
                            column.getKey(),
                            column.getValue().equals("nobody")
                                    ? Set.of()
                                    : Set.of(column.getValue().split(" ")),
                            templates.getOrDefault(column.getKey(), "{canary}")))
                    .toList();
        }
    }

    private static List<Section> read() throws IOException {
        var sections = new ArrayList<Section>();
        for (var line : Files.readAllLines(WRITTEN)) {
            if (line.startsWith("  ")) {
                var parts = line.strip().split(": ", 2);
                var section = sections.getLast();
                Arrays.stream(parts[1].split(" "))
                        .map(column -> column.split("=", 2))
                        .forEach(column -> {
                            section.columns().put(column[0], parts[0]);
                            if (column.length == 2) {
                                section.templates().put(column[0], column[1]);
                            }
                        });
            } else if (!line.isBlank() && !line.startsWith("#")) {
                var parts = line.split(" ", 2);
                var name = parts[0].split("\\.");
                sections.add(new Section(
                        name[0].equals("*") ? SERVICES : List.of(name[0]),
                        name[1],
                        parts.length == 2 ? parts[1] : null,
                        new LinkedHashMap<>(),
                        new LinkedHashMap<>()));
            }
        }
        return sections;
    }
}
