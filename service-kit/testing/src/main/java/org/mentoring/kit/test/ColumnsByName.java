package org.mentoring.kit.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * That SQL in Java names its columns. Statements are prepared once for each connection: with {@code *}, PostgreSQL refuses them
 * (0A000, cached plan must not change result type) as soon as a migration adds a column, in replicas of the version before.
 * What a function returns cannot change under it, so {@code SELECT * FROM f(…)} is fine unless it returns rows of a table.
 */
final class ColumnsByName {

    private static final Pattern ALL_COLUMNS =
            Pattern.compile("\\b(?:SELECT(?:\\s+(?:DISTINCT|ALL))?|RETURNING)\\s+\\*(?!\\s+FROM\\s+\\w+\\s*\\()"
                    + "|(?:\\b(?:SELECT(?:\\s+(?:DISTINCT|ALL))?|RETURNING)\\s+|,\\s*)\\w+\\.\\*");

    private ColumnsByName() {}

    /** Throws an {@link AssertionError} that names file and line of each statement below the directory that does not. */
    static void check(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            var found = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> in(file).stream())
                    .toList();
            if (!found.isEmpty()) {
                throw new AssertionError(
                        "SQL in Java names its columns; here it does not:\n" + String.join("\n", found));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> in(Path file) {
        try {
            var text = Files.readString(file);
            return ALL_COLUMNS
                    .matcher(text)
                    .results()
                    .map(match ->
                            file + ":" + text.substring(0, match.end()).lines().count() + ": " + match.group())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
