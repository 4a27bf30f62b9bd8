package org.mentoring.local.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mentoring.kit.embedded.PartFailedException;
import org.mentoring.kit.embedded.PostgresCluster;
import org.mentoring.local.supervisor.Processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PostgresClusterTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void theCacheHoldsOneCopyAfterTwoUnpackedAtOnce() throws Exception {
        var other = CompletableFuture.supplyAsync(() -> PostgresCluster.unpackBinaries(directory));
        var binaries = PostgresCluster.unpackBinaries(directory);

        assertThat(other.join()).isEqualTo(binaries);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(binaries);
        }
    }

    @Test
    void dataWhoseMakingWasKilledIsMadeAgain() throws Exception {
        var binaries = PostgresCluster.unpackBinaries(directory.resolve("cache"));
        var port = Ports.free();
        var cluster = new PostgresCluster(binaries, directory.resolve("data"), port);
        var killed =
                CompletableFuture.runAsync(() -> cluster.initialise(Databases.SUPERUSER, Databases.SUPERUSER_PASSWORD));
        await().atMost(TIMEOUT).ignoreExceptions().until(this::isBegun);
        ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains(directory.toString()))
                .forEach(ProcessHandle::destroyForcibly);
        assertThat(killed).failsWithin(TIMEOUT).withThrowableThat().withCauseInstanceOf(PartFailedException.class);

        cluster.initialise(Databases.SUPERUSER, Databases.SUPERUSER_PASSWORD);

        var server = cluster.launch(Map.of()).start(directory.resolve("log"));
        try {
            await().atMost(TIMEOUT)
                    .failFast(() -> !server.isAlive())
                    .ignoreExceptions()
                    .until(() -> Databases.connect(Databases.SUPERUSER, port).isValid(1));
        } finally {
            Processes.end(server.toHandle(), true, TIMEOUT);
        }
    }

    /** Whether initdb has written the file by which finished data is known, wherever that is. */
    private boolean isBegun() throws Exception {
        try (var files = Files.walk(directory, 2)) {
            return files.anyMatch(file -> file.endsWith("PG_VERSION"));
        }
    }
}
