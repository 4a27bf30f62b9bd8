package org.mentoring.local.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mentoring.local.platform.PlatformPaths;
import org.mentoring.local.platform.Ports;
import org.mentoring.local.platform.RunningPlatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/** Starts a platform whose services are not built. */
class UpCommandTest {

    /** No port of it is one that connections of other programs are given. */
    private static final int PORT_OFFSET = 9_500;

    private static final String CTRL_C = "\u0003";

    @TempDir
    Path directory;

    private PlatformPaths paths;
    private RunningPlatform platform;

    @BeforeEach
    void choosePorts() {
        paths = new PlatformPaths(directory, directory, new Ports(PORT_OFFSET));
        platform = new RunningPlatform(paths);
    }

    @AfterEach
    void stop() {
        platform.stop();
    }

    @Test
    void aSupervisorThatWasJustLaunchedIsStopped() throws Exception {
        var supervisor = platform.launch(List.of());

        assertThat(platform.stop()).isTrue();

        assertThat(supervisor.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(directory.resolve("run/state.json")).doesNotExist();
    }

    @Test
    void whatRunsBesideAFailedPartRunsUntilCtrlC() throws Exception {
        assumeThat(Path.of("/usr/bin/script")).isExecutable();
        // On a terminal, and with SIGINT, which a shell has commands in the background ignore.
        var up = new ProcessBuilder(
                        "script",
                        "--quiet",
                        "--return",
                        "--command",
                        PlatformProcess.command(
                                        directory,
                                        "--port-offset=" + paths.ports().offset(),
                                        "up")
                                .stream()
                                .map(word -> "'" + word + "'")
                                .collect(Collectors.joining(" ", "exec env --default-signal=INT ", "")),
                        "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        awaitOutput("web does not start: web-client is not built");
        awaitOutput("Ctrl-C stops everything.");
        assertThat(platform.state()).isPresent();

        up.outputWriter().append(CTRL_C).flush();

        assertThat(up.waitFor(2, TimeUnit.MINUTES)).isTrue();
        awaitOutput("Stopping …");
        assertThat(platform.state()).isEmpty();
    }

    private void awaitOutput(String text) {
        await().atMost(2, TimeUnit.MINUTES)
                .untilAsserted(() -> assertThat(Files.readString(directory.resolve("output")))
                        .contains(text));
    }
}
