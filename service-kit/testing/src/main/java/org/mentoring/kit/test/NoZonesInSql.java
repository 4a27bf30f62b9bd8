package org.mentoring.kit.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * That SQL converts no times between zones: PostgreSQL has zone data of its own, and where they differ from those of the JVM the same
 * wall clock would mean two times. SQL compares instants; Java converts. Only what is written in UTC is exempt.
 */
final class NoZonesInSql {

    private static final Pattern CONVERSION = Pattern.compile(
            "\\bAT\\s+TIME\\s+ZONE\\b(?!\\s+'UTC')|\\bAT\\s+LOCAL\\b|\\btimezone\\s*\\(|\\bmake_timestamptz\\s*\\("
                    + "|\\bSET\\s+(?:LOCAL\\s+|SESSION\\s+)?TIME\\s*ZONE\\b|\\b(?:current_date|localtimestamp|localtime)\\b(?!\\s*\\()"
                    + "|\\bdate_trunc\\s*\\(\\s*'(?:day|week|month|quarter|year)'",
            Pattern.CASE_INSENSITIVE);

    /** In Java a statement is a text block or a string; names of variables may be the same as words of SQL. */
    private static final Pattern TEXT = Pattern.compile("\"\"\".*?\"\"\"|\"(?:[^\"\\\\\n]|\\\\.)*\"", Pattern.DOTALL);

    private NoZonesInSql() {}

    /** Throws an {@link AssertionError} that names file and line of each conversion below the directories that there are. */
    static void check(Path... directories) {
        var found = Stream.of(directories)
                .filter(Files::isDirectory)
                .flatMap(NoZonesInSql::files)
                .flatMap(file -> in(file).stream())
                .toList();
        if (!found.isEmpty()) {
            throw new AssertionError("SQL compares instants and converts no times between zones; here it does:\n"
                    + String.join("\n", found));
        }
    }

    private static Stream<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().matches(".*\\.(?:java|sql)")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> in(Path file) {
        try {
            var text = Files.readString(file);
            return file.toString().endsWith(".java")
                    ? TEXT.matcher(text)
                            .results()
                            .flatMap(literal -> in(file, text, literal.group(), literal.start()))
                            .toList()
                    : in(file, text, text, 0).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> in(Path file, String text, String sql, int offset) {
        return CONVERSION
                .matcher(withoutComments(sql))
                .results()
                .map(match -> file + ":"
                        + text.substring(0, offset + match.end()).lines().count() + ": " + match.group());
    }

    /** As long as before, so that lines can be counted. */
    private static String withoutComments(String sql) {
        return Pattern.compile("--[^\n]*")
                .matcher(sql)
                .replaceAll(comment -> " ".repeat(comment.group().length()));
    }
}
