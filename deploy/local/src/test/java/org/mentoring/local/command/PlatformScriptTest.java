package org.mentoring.local.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** When {@code ./platform} builds a module. */
class PlatformScriptTest {

    private static final Instant BEGIN_OF_BUILD = Instant.parse("2027-01-31T12:00:00Z");

    @TempDir
    Path directory;

    private Path source;
    private Path output;

    @BeforeEach
    void write() throws IOException {
        source = file("Source.java", -60);
        output = directory.resolve("output.jar");
    }

    @Test
    void isStaleUntilItIsBuiltAndWhenASourceIsNewer() throws Exception {
        assertThat(isStale()).isTrue();

        file("output.jar", 30);
        assertThat(isStale()).isFalse();

        file("Source.java", 60);
        assertThat(isStale()).isTrue();
    }

    @Test
    void aBuildThatChangesNothingLeavesItUpToDate() throws Exception {
        file("output.jar", -3600);
        file("output.jar.built", 0);

        assertThat(isStale()).isFalse();
    }

    @Test
    void isStaleWhenASourceWasSavedWhileTheBuildRan() throws Exception {
        file("output.jar", 30);
        file("output.jar.built", 0);
        file("Source.java", 10);

        assertThat(isStale()).isTrue();
    }

    private Path file(String name, int secondsAfterTheBeginOfTheBuild) throws IOException {
        var file = directory.resolve(name);
        Files.writeString(file, "");
        return Files.setLastModifiedTime(
                file, FileTime.from(BEGIN_OF_BUILD.plusSeconds(secondsAfterTheBeginOfTheBuild)));
    }

    private boolean isStale() throws Exception {
        var script = Path.of("../../platform").toRealPath();
        var function = "eval \"$(sed -n '/^is_stale() {/,/^}/p' \"$1\")\"; shift; is_stale \"$@\"";
        var process = new ProcessBuilder(
                        "bash", "-euc", function, "bash", script.toString(), output.toString(), source.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes())).isEmpty();
        var code = process.waitFor();
        assertThat(code).isBetween(0, 1);
        return code == 0;
    }
}
