package org.mentoring.local.command;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mentoring.local.supervisor.PartState;
import org.mentoring.local.supervisor.PartState.Phase;
import org.mentoring.local.supervisor.PlatformState;
import org.mentoring.local.supervisor.ProcessIdentity;
import org.mentoring.local.supervisor.StateFile;

import static org.assertj.core.api.Assertions.assertThat;

class DemoCommandTest {

    @TempDir
    Path directory;

    @Test
    void saysThatAPartIsNotReady() throws Exception {
        var keycloak = new PartState("keycloak", "", Phase.STARTING, 0, null, 0, "", List.of());
        new StateFile(directory.resolve("run/state.json"))
                .write(new PlatformState(
                        ProcessIdentity.of(ProcessHandle.current()).orElseThrow(), 0, List.of(keycloak)));

        var demo = new ProcessBuilder(PlatformProcess.command(directory, "demo")).start();

        assertThat(demo.errorReader().readLine())
                .isEqualTo("platform: Not every part is ready; ./platform status shows which are not.");
        assertThat(demo.waitFor()).isOne();
    }
}
