package org.mentoring.kit.lifecycle;

import java.time.Duration;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** The rest of what the end does is held where work begins: by the tests of rounds and of the inbox. */
class GracefulShutdownTest {

    @Test
    void stopsWaitingForWorkThatDoesNotEnd() {
        var shutdown = new GracefulShutdown();
        shutdown.waitFor(() -> Uni.createFrom().nothing(), Uni.createFrom().nothing())
                .subscribe()
                .with(done -> {});

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> shutdown.begin(new ShutdownEvent()));
    }
}
