package org.mentoring.kit.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CommandsTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void waitsForAProgramThatIsStillOpenForWriting() throws Exception {
        var program = copyOf("/bin/true");
        var writer = Files.newOutputStream(program, StandardOpenOption.APPEND);
        assertThatThrownBy(() -> new ProcessBuilder(program.toString()).start()).hasMessageContaining("Text file busy");
        var waiting = CompletableFuture.runAsync(() -> Commands.awaitExecutable(program));
        writer.close();
        assertThat(waiting).succeedsWithin(TIMEOUT);
    }

    @Test
    void doesNotWaitForAProgramThatFails() throws IOException {
        var program = copyOf("/bin/false");
        assertThatThrownBy(() -> Commands.awaitExecutable(program)).isInstanceOf(PartFailedException.class);
    }

    private Path copyOf(String program) throws IOException {
        return Files.copy(
                Path.of(program).toRealPath(), directory.resolve("program"), StandardCopyOption.COPY_ATTRIBUTES);
    }
}
