package org.mentoring.local.supervisor;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessesTest {

    @Test
    void killsWhatAProcessStartedThatDoesNotEndInTime() throws Exception {
        var process = new ProcessBuilder("sh", "-c", "trap '' TERM; sleep 600 & echo $!; wait").start();
        var started = ProcessHandle.of(Long.parseLong(process.inputReader().readLine()))
                .orElseThrow();

        assertThat(Processes.end(process.toHandle(), false, Duration.ZERO)).isTrue();

        assertThat(started.onExit().get(1, TimeUnit.MINUTES).isAlive()).isFalse();
    }
}
