package org.mentoring.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mentoring.kit.embedded.Folders;
import org.mentoring.kit.embedded.PartFailedException;
import org.mentoring.local.supervisor.Processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Backups of a real server, and the archive of its changes. */
class BackupsTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final long LITTLE = 10_000_000;
    private static final String FIRST_SEGMENT = "%024X".formatted(0);

    @TempDir
    private static Path state;

    private static PlatformPaths paths;
    private static Process server;

    @BeforeAll
    static void start() throws Exception {
        paths = new PlatformPaths(
                state, state.resolve("it's 100% here"), new Ports(Ports.free() - new Ports(0).postgres()));
        var infrastructure = new Infrastructure(paths, Databases.of(paths));
        var cluster = infrastructure.postgresCluster(paths.data(Catalogue.POSTGRES));
        cluster.initialise(Databases.SUPERUSER, Databases.SUPERUSER_PASSWORD);
        server = infrastructure.launchPostgres(cluster, Map.of()).start(state.resolve("postgres.log"));
        await().atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> ask("SELECT 'there'").equals("there"));
    }

    @AfterAll
    static void stop() {
        Processes.end(server.toHandle(), true, Duration.ofSeconds(30));
    }

    @AfterEach
    void forgetBackups() throws IOException {
        Folders.delete(folder());
    }

    @Test
    void archivesNothingBeforeABackup() throws Exception {
        switchSegment();

        assertThat(folder()).doesNotExist();
        assertThat(ask("SELECT failed_count FROM pg_stat_archiver")).isEqualTo("0");
        assertThat(new Backups(paths).window()).isEmpty();
    }

    @Test
    void archivesEveryChangeAfterABackupUntilTheNextOne() throws Exception {
        var first = new Backups(paths).take();
        assertThat(first.until()).isEmpty();
        assertThat(first.from()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        switchSegment();
        assertThat(archived()).isNotEmpty();
        var before = archived();

        var second = new Backups(paths).take();

        assertThat(second.from()).isAfter(first.from());
        assertThat(archived()).isNotEmpty().doesNotContainAnyElementsOf(before);
        assertThat(folder().resolve("base.next")).doesNotExist();
        assertThat(Files.readString(folder().resolve("base/backup_label"))).contains("LABEL: platform");
    }

    @Test
    void stopsArchivingAtItsLimitAndRestartsWithTheNextBackup() throws Exception {
        new Backups(paths).take();
        switchSegment();
        fillArchive();
        var full = archived();
        var last = ask("SELECT clock_timestamp()");
        switchSegment();

        assertThat(archived()).containsExactlyInAnyOrderElementsOf(full);
        assertThat(new Backups(paths).window().orElseThrow().until())
                .as("the end of what is kept, and not when more could not be kept")
                .hasValueSatisfying(until -> assertThat(until).isBefore(instant(last)));
        assertThat(ask("SELECT failed_count FROM pg_stat_archiver")).isEqualTo("0");

        assertThat(new Backups(paths).take().until()).isEmpty();
        assertThat(archived()).isNotEmpty().doesNotContainAnyElementsOf(full);
    }

    @Test
    void keepsAStoppedArchiveUntilTheNextBackupIsComplete() throws Exception {
        new Backups(paths).take();
        fillArchive();
        switchSegment();
        var window = new Backups(paths).window();
        var unreadable = paths.data(Catalogue.POSTGRES).resolve("unreadable");
        Files.createSymbolicLink(unreadable, unreadable);
        try {
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(PartFailedException.class)
                        .isThrownBy(() -> new Backups(paths).take())
                        .withMessageContaining("unreadable");
                switchSegment();

                assertThat(new Backups(paths).window()).isEqualTo(window);
                assertThat(restores(FIRST_SEGMENT)).isTrue();
            }
        } finally {
            Files.delete(unreadable);
        }

        assertThat(new Backups(paths).take().until()).isEmpty();
        assertThat(restores(FIRST_SEGMENT)).isFalse();
        assertThat(new Backups(paths).hasEnded()).isFalse();
    }

    @Test
    void addsNothingToAStoppedArchive() throws Exception {
        var wal = Files.createDirectories(state.resolve("rest/archive_status")).getParent();
        var rest = "%024X".formatted(4711);
        Files.createFile(wal.resolve("archive_status/" + rest + ".ready"));
        Files.setLastModifiedTime(Files.createFile(wal.resolve(rest)), FileTime.from(Instant.EPOCH));
        new Backups(paths).take();

        new Backups(paths).archiveRest(wal);
        assertThat(Files.getLastModifiedTime(folder().resolve("wal").resolve(rest))
                        .toInstant())
                .isEqualTo(Instant.EPOCH);

        Files.delete(folder().resolve("wal").resolve(rest));
        fillArchive();
        switchSegment();
        new Backups(paths).archiveRest(wal);
        assertThat(folder().resolve("wal").resolve(rest)).doesNotExist();
    }

    @Test
    void reportsAFullDiskBeforeWriting() {
        assertThatExceptionOfType(PartFailedException.class)
                .isThrownBy(() -> new Backups(paths, () -> LITTLE).take())
                .withMessageMatching("The disk of .* has 10 MB left, and \\d+ MB are needed\\.");
        assertThat(folder()).doesNotExist();

        var backup = new Backups(paths).take();
        assertThatExceptionOfType(PartFailedException.class)
                .isThrownBy(() -> new Backups(paths, () -> LITTLE).checkSpaceToRestore())
                .withMessageContaining("has 10 MB left");
        assertThatExceptionOfType(PartFailedException.class).isThrownBy(() -> new Backups(paths, () -> LITTLE).take());
        assertThat(new Backups(paths).window()).contains(backup);
    }

    private static void fillArchive() throws IOException {
        for (int i = 0; i < 64; i++) {
            Files.createFile(folder().resolve("wal/%024X".formatted(i)));
        }
    }

    /** Whether PostgreSQL would find the segment. */
    private static boolean restores(String segment) throws Exception {
        var command = new Backups(paths)
                .restoreCommand(state.resolve("nowhere"))
                .replace("%p", state.resolve("found").toString())
                .replace("%f", segment)
                .replace("%%", "%");
        return new ProcessBuilder("sh", "-c", command).start().waitFor() == 0;
    }

    private static Instant instant(String time) {
        return OffsetDateTime.parse(time.replace(' ', 'T') + ":00").toInstant();
    }

    /** Returns once PostgreSQL has passed the segment to the archive command. */
    private static void switchSegment() throws SQLException {
        ask("SELECT pg_current_xact_id()");
        var segment = ask("SELECT pg_walfile_name(pg_switch_wal())");
        await().atMost(TIMEOUT)
                .until(() -> ask("SELECT coalesce(last_archived_wal >= '" + segment + "', false) FROM pg_stat_archiver")
                        .equals("t"));
    }

    private static Path folder() {
        return paths.state().resolve("backups");
    }

    private static List<String> archived() throws IOException {
        try (Stream<Path> files = Files.list(folder().resolve("wal"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static String ask(String question) throws SQLException {
        try (var database = DriverManager.getConnection(
                        "jdbc:postgresql://localhost:" + paths.ports().postgres() + "/postgres",
                        Databases.SUPERUSER,
                        Databases.SUPERUSER_PASSWORD);
                var statement = database.createStatement();
                var row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }
}
