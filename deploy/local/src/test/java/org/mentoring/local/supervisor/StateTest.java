package org.mentoring.local.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mentoring.kit.embedded.Launch;
import org.mentoring.local.supervisor.PartState.Phase;

import static org.assertj.core.api.Assertions.assertThat;

class StateTest {

    @TempDir
    Path directory;

    @Test
    void distinguishesProcessesWithTheSameId() {
        var self = ProcessIdentity.of(ProcessHandle.current()).orElseThrow();

        assertThat(self.find()).contains(ProcessHandle.current());
        assertThat(new ProcessIdentity(self.pid(), self.started() - 10_000).find())
                .isEmpty();
    }

    @Test
    void readsWhatItWrote() {
        var file = new StateFile(directory.resolve("run/state.json"));
        var part = new PartState("user", "http://localhost:8081", Phase.READY, 1.5, null, 0, "", List.of("a line"));
        var state =
                new PlatformState(ProcessIdentity.of(ProcessHandle.current()).orElseThrow(), 12.5, List.of(part));

        assertThat(file.read()).isEmpty();
        file.write(state);

        assertThat(file.read()).contains(state);
        assertThat(state.supervised()).isTrue();
        assertThat(state.ready()).isTrue();
    }

    @Test
    void readsTheStateOfASupervisorOfAnotherVersion() throws IOException {
        var json = Files.writeString(directory.resolve("state.json"), """
                {"supervisor": {"pid": 7, "started": 1, "host": "here"}, "seconds": 1.5, "version": 2, "parts": []}""");

        assertThat(new StateFile(json).read()).contains(new PlatformState(new ProcessIdentity(7, 1), 1.5, List.of()));
    }

    @Test
    void halfAFileIsNoState() throws IOException {
        var json = Files.writeString(directory.resolve("state.json"), "{\"supervisor\": {\"pid\"");
        var empty = Files.writeString(directory.resolve("empty.json"), "");

        assertThat(new StateFile(json).read()).isEmpty();
        assertThat(new StateFile(empty).read()).isEmpty();
    }

    @Test
    void anUnsupervisedPartIsStoppedWhenItsProcessHasEnded() {
        var self = ProcessIdentity.of(ProcessHandle.current()).orElseThrow();
        var ended = new ProcessIdentity(self.pid(), self.started() - 10_000);
        var state = new PlatformState(
                ended,
                12.5,
                List.of(
                        new PartState("user", "", Phase.READY, 1, self, 0, "", List.of()),
                        new PartState("kafka", "", Phase.READY, 1, ended, 0, "", List.of()),
                        new PartState("demo-data", "", Phase.DONE, 1, null, 0, "", List.of())));

        assertThat(state.alive()).containsExactly(Map.entry("user", ProcessHandle.current()));
        assertThat(state.unwatched().parts())
                .extracting(PartState::phase)
                .containsExactly(Phase.READY, Phase.STOPPED, Phase.DONE);
    }

    @Test
    void doublesTheDelayUpToAMaximum() {
        var backOff = BackOff.DEFAULT;

        assertThat(List.of(1, 2, 3, 6, 60))
                .extracting(backOff::afterFailure)
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 30L, 30L);
    }

    @Test
    void aPartThatIsReadyAgainHasNotFailed() {
        var part =
                Part.server("user", "", Set.of(), () -> new Launch("user", List.of(), Map.of(), directory), () -> true);
        assertThat(PartState.waiting(part, null).failed()).isFalse();
        assertThat(new PartState("user", "", Phase.READY, 1, null, 5, "", List.of()).failed())
                .isFalse();
        assertThat(new PartState("user", "", Phase.STARTING, 1, null, 3, "", List.of()).failed())
                .isTrue();
    }
}
