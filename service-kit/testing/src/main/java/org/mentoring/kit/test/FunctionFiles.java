package org.mentoring.kit.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * That a reader finds the current definition of a database function by the name of its file: {@code R__book_session.sql} defines
 * {@code book_session} and nothing else, once. Functions that tables need are in the file of the tables.
 */
public final class FunctionFiles {

    /** Where the kit keeps its own, from the directory of a service. */
    public static final Path KIT = Path.of("../service-kit/runtime/src/main/resources/db/kit");

    /** Policies and triggers of the services need them before any repeatable file has run. */
    static final Set<String> FUNCTIONS_OF_KIT_TABLES =
            Set.of("app_user_id", "app_has_role", "app_erasing", "is_erased", "skip_erased");

    private static final Pattern DEFINITION = Pattern.compile(
            "^\\s*CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:FUNCTION|PROCEDURE)\\s+(?:public\\.)?\"?(\\w+)",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private FunctionFiles() {}

    /**
     * Checks the migrations in these directories, which share one history.
     *
     * @param neededByTables the functions that generated columns, constraints or indexes need, so that a versioned file defines them
     * @throws AssertionError that names each function that is defined twice, or not in the file of its name
     */
    public static void check(Set<String> neededByTables, Path... directories) {
        var found = new ArrayList<String>();
        var definitions = new HashMap<String, Path>();
        var repeatable = new HashMap<String, Path>();
        for (var file : migrations(directories)) {
            var name = file.getFileName().toString();
            if (name.startsWith("R__") && repeatable.put(name, file) != null) {
                found.add(name + " is in two directories, and Flyway applies only one of a name");
            }
            for (var function : defined(file)) {
                var earlier = definitions.put(function, file);
                if (earlier != null) {
                    found.add("%s is defined in %s and in %s".formatted(function, earlier, file));
                } else if (!neededByTables.contains(function) && !name.equals("R__" + function + ".sql")) {
                    found.add("%s is defined in %s instead of R__%s.sql".formatted(function, file, function));
                }
            }
        }
        if (!found.isEmpty()) {
            throw new AssertionError("Each database function has a file of its name:\n" + String.join("\n", found));
        }
    }

    private static List<Path> migrations(Path... directories) {
        var files = new ArrayList<Path>();
        for (var directory : directories) {
            try (Stream<Path> entries = Files.list(directory)) {
                entries.filter(file -> file.toString().endsWith(".sql"))
                        .sorted()
                        .forEach(files::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    private static List<String> defined(Path file) {
        try {
            return DEFINITION
                    .matcher(Files.readString(file))
                    .results()
                    .map(match -> match.group(1).toLowerCase(Locale.ROOT))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
