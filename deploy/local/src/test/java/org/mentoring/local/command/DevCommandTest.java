package org.mentoring.local.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mentoring.local.supervisor.PartState;
import org.mentoring.local.supervisor.PartState.Phase;
import org.mentoring.local.supervisor.PlatformState;
import org.mentoring.local.supervisor.ProcessIdentity;
import org.mentoring.local.supervisor.StateFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DevCommandTest {

    @TempDir
    Path directory;

    @Test
    void endsWhenThePartIsNotStartedAgain() throws Exception {
        publish(Phase.FAILED, 0, "The data is of another version.");

        var dev = dev();

        assertThat(dev.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(dev.exitValue()).isOne();
        assertThat(dev.errorReader().lines())
                .anyMatch(line -> line.endsWith("does not start in dev mode: The data is of another version."));
    }

    @Test
    void startsAPartWhosePackagedApplicationFailed() throws Exception {
        publish(Phase.RESTARTING, 2, "ended with 1");

        var dev = dev();
        outputOnceReady(dev);

        await("the log to be shown")
                .atMost(2, TimeUnit.MINUTES)
                .until(() -> dev.children().findAny().isPresent());
        dev.destroy();
        assertThat(dev.waitFor(2, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void endsWhenThePlatformIsStopped() throws Exception {
        publish(Phase.RESTARTING, 2, "ended with 1");
        var dev = dev();
        var output = outputOnceReady(dev);

        Files.delete(directory.resolve("run/state.json"));

        assertThat(dev.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(output.lines()).contains("The platform was stopped.");
        assertThat(dev.exitValue()).isZero();
    }

    /** What the command writes after the part is ready. */
    private BufferedReader outputOnceReady(Process dev) throws IOException {
        var output = dev.inputReader();
        assertThat(output.readLine()).startsWith("Starting booking-service");
        publish(Phase.READY, 2, "");
        assertThat(output.readLine()).startsWith("booking-service runs from its sources");
        return output;
    }

    /** As the supervisor does, whose place this process takes. */
    private void publish(Phase phase, int failures, String detail) {
        var self = ProcessIdentity.of(ProcessHandle.current()).orElseThrow();
        // Ended, so that the command has nothing to end.
        var process = phase == Phase.READY ? new ProcessIdentity(Long.MAX_VALUE, 1) : null;
        var booking = new PartState("booking", "", phase, 0, process, failures, detail, List.of());
        new StateFile(directory.resolve("run/state.json")).write(new PlatformState(self, 0, List.of(booking)));
    }

    private Process dev() throws IOException {
        return new ProcessBuilder(PlatformProcess.command(directory, "dev", "booking")).start();
    }
}
