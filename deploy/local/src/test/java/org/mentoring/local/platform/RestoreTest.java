package org.mentoring.local.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mentoring.kit.embedded.PartFailedException;
import org.mentoring.local.supervisor.Processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Restores a backup of a real server. */
class RestoreTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @TempDir
    Path state;

    @Test
    void refusesAMomentAfterTheLastArchivedChange() throws Exception {
        var paths = new PlatformPaths(state, state, new Ports(Ports.free() - new Ports(0).postgres()));
        var backups = new Backups(paths);
        runServer(paths, backups::take);
        Files.createFile(state.resolve("backups/wal-ended"));

        assertThatExceptionOfType(PartFailedException.class)
                .isThrownBy(() -> new Restore(paths, progress -> {}).to(Instant.now()))
                .withMessageContainingAll("are as they were", "an earlier moment can be restored");

        assertThat(paths.data(Catalogue.POSTGRES)).isNotEmptyDirectory();
        assertThat(paths.data("postgres.restored")).doesNotExist();
        assertThat(backups.window()).isPresent();
    }

    private static void runServer(PlatformPaths paths, Runnable meanwhile) throws Exception {
        var databases = Databases.of(paths);
        var infrastructure = new Infrastructure(paths, databases);
        var cluster = infrastructure.postgresCluster(paths.data(Catalogue.POSTGRES));
        cluster.initialise(Databases.SUPERUSER, Databases.SUPERUSER_PASSWORD);
        var server = infrastructure
                .launchPostgres(cluster, Map.of())
                .start(paths.state().resolve("postgres.log"));
        try {
            await().atMost(TIMEOUT).ignoreExceptions().until(() -> {
                databases.ensure(List.of());
                return true;
            });
            meanwhile.run();
        } finally {
            Processes.end(server.toHandle(), true, Duration.ofSeconds(30));
        }
    }
}
