package org.mentoring.local.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mentoring.kit.embedded.Launch;
import org.mentoring.kit.embedded.PostgresCluster;
import org.mentoring.local.supervisor.BackOff;
import org.mentoring.local.supervisor.Logs;
import org.mentoring.local.supervisor.Part;
import org.mentoring.local.supervisor.PartState;
import org.mentoring.local.supervisor.PartState.Phase;
import org.mentoring.local.supervisor.Supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Starts a process that migrates a real database, as `up` starts a service. */
class OutdatedDataTest {

    private static final String POSTGRES = "postgres";
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private final AtomicReference<PartState> service = new AtomicReference<>();
    private int port;

    @Test
    void reportsOutdatedDataAndHowToReset() throws Exception {
        port = Ports.free();
        var migration = Files.createDirectories(directory.resolve("migrations")).resolve("V1__tables.sql");

        Files.writeString(migration, "CREATE TABLE bookings (id bigint);");
        assertThat(run().phase()).isEqualTo(Phase.DONE);

        Files.writeString(migration, "CREATE TABLE bookings (id uuid);");
        var refused = run();
        assertThat(refused.phase()).isEqualTo(Phase.FAILED);
        assertThat(refused.failed()).isTrue();
        assertThat(refused.detail())
                .isEqualTo("The local data was written by another version of the schema."
                        + " ./platform reset deletes the data, and the next ./platform up begins anew.");
        assertThat(refused.lastLogLines()).isEmpty();
    }

    /** The state in which the service stays. */
    private PartState run() {
        var supervisor = new Supervisor(
                List.of(postgres(), service()),
                Map.of(),
                new Logs(directory.resolve("logs")),
                BackOff.DEFAULT,
                (part, launch) -> launch,
                all -> service.set(all.getLast()));
        service.set(null);
        supervisor.start();
        try {
            await().atMost(LONGEST)
                    .until(
                            service::get,
                            state -> state != null && (state.settled() || state.failures() > 0 || state.failed()));
            return service.get();
        } finally {
            supervisor.stop();
        }
    }

    private Part postgres() {
        var cluster = new PostgresCluster(
                PostgresCluster.unpackBinaries(directory.resolve("cache")), directory.resolve("data"), port);
        return new Part(
                POSTGRES,
                "",
                Set.of(),
                Part.Kind.SERVER_ENDED_BY_INTERRUPT,
                () -> cluster.initialise(Databases.SUPERUSER, Databases.SUPERUSER_PASSWORD),
                () -> cluster.launch(Map.of()),
                () -> {
                    new Databases(new Secrets(directory.resolve("secrets.properties")), port).ensure(List.of());
                    return true;
                });
    }

    private Part service() {
        return Part.task(
                        "service",
                        Set.of(POSTGRES),
                        () -> new Launch(
                                "service",
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        MigratingService.class.getName(),
                                        "jdbc:postgresql://localhost:" + port + "/postgres",
                                        Databases.SUPERUSER,
                                        Databases.SUPERUSER_PASSWORD,
                                        directory.resolve("migrations").toString()),
                                Map.of(),
                                directory))
                .with(new OutdatedData());
    }
}
