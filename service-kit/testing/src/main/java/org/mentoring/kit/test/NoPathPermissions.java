package org.mentoring.kit.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * That no path pattern in a setting decides who may call what: Quarkus compares patterns with a path that can differ from
 * the one it routes by, so that they can be bypassed. Annotations decide on the method that is called.
 */
final class NoPathPermissions {

    private static final Pattern SETTING = Pattern.compile(
            "quarkus[._](?:http|management)[._]auth[._](?:permission|policy)[._]", Pattern.CASE_INSENSITIVE);

    private NoPathPermissions() {}

    /** Throws an {@link AssertionError} that names file and line of each such setting below the directories that there are. */
    static void check(Path... directories) {
        var found = Stream.of(directories)
                .filter(Files::isDirectory)
                .flatMap(NoPathPermissions::files)
                .flatMap(NoPathPermissions::in)
                .toList();
        if (!found.isEmpty()) {
            throw new AssertionError("Annotations decide who may call what, and no path pattern; here one does:\n"
                    + String.join("\n", found));
        }
    }

    private static Stream<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().matches(".*\\.(?:properties|ya?ml|env)")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> in(Path file) {
        try {
            var text = Files.readString(file, StandardCharsets.UTF_8);
            return SETTING.matcher(text)
                    .results()
                    .map(match ->
                            file + ":" + text.substring(0, match.end()).lines().count() + ": " + match.group());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
