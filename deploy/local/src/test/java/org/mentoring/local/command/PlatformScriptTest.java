package org.mentoring.local.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** When {@code ./platform} builds a module, and which ones it tests. */
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

    @Test
    void runsATestThatSeveralModulesHaveInEachOfThem() throws Exception {
        var platform = copy("echo \"$@\"");
        for (var module : List.of("a-service", "deploy/b")) {
            Files.createDirectories(platform.resolveSibling(module).resolve("src/test/java/org"));
            Files.createFile(platform.resolveSibling(module).resolve("src/test/java/org/SameTest.java"));
        }

        assertThat(output(platform, "test", "SameTest")).contains("-pl a-service,deploy/b -am");
    }

    @Test
    void buildsNothingTwiceAtOnce() throws Exception {
        var platform = copy("""
                mkdir building || echo "two builds at once" >>builds
                echo began >>builds
                for i in $(seq 1200); do [ ! -e go ] || break; sleep 0.1; done
                mkdir -p deploy/local/target
                touch deploy/local/target/local-platform-1.0.0-SNAPSHOT.jar deploy/local/target/launcher.classpath
                rmdir building""");
        var first = start(platform, "status");
        var builds = platform.resolveSibling("builds");
        await().atMost(2, TimeUnit.MINUTES).until(() -> Files.exists(builds));

        var second = start(platform, "status");
        assertThat(second.inputReader().readLine()).isEqualTo("Waiting for the build of another ./platform …");
        Files.createFile(platform.resolveSibling("go"));

        assertThat(first.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(second.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(builds).hasContent("began");
    }

    /** The script in a folder of its own, with another Maven. */
    private Path copy(String maven) throws IOException {
        var project = Files.createDirectories(directory.resolve("it's a project"));
        var mvnw = Files.writeString(project.resolve("mvnw"), "#!/bin/sh\n" + maven + "\n");
        var platform = Files.copy(Path.of("../../platform"), project.resolve("platform"));
        for (var program : List.of(mvnw, platform)) {
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return platform;
    }

    private static String output(Path platform, String... arguments) throws IOException {
        return new String(start(platform, arguments).getInputStream().readAllBytes());
    }

    private static Process start(Path platform, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(platform.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
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
