package org.mentoring.local.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.mentoring.kit.embedded.Folders;
import org.mentoring.kit.embedded.PartFailedException;

/**
 * A copy of the databases and every change since (WAL), from which any later moment can be restored. There is one: the next one takes
 * its place once it is complete.
 */
public final class Backups {

    /** The archive ends when it is full, and with it the time that can be restored. */
    private static final int MAX_SEGMENTS = 64;

    private static final int MEGABYTES_OF_A_SEGMENT = 16;

    /** The most that changes may take on the disk. */
    public static final int MAX_MEGABYTES = MAX_SEGMENTS * MEGABYTES_OF_A_SEGMENT;

    private static final long MEGABYTE = 1_000_000;
    /** What else is written meanwhile. */
    private static final long RESERVE = 200 * MEGABYTE;

    /** PostgreSQL recreates the content of these. */
    private static final Set<String> RECREATED_FOLDERS = Set.of(
            "pg_wal",
            "pg_dynshmem",
            "pg_notify",
            "pg_replslot",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private static final Predicate<String> RECREATED_FILES = name ->
            Set.of("postmaster.pid", "postmaster.opts", "pg_internal.init").contains(name)
                    || name.startsWith("pgsql_tmp");

    private final PlatformPaths paths;
    private final Path folder;
    private final LongSupplier usableSpace;

    public Backups(PlatformPaths paths) {
        this(paths, () -> {
            try {
                return Files.getFileStore(paths.state()).getUsableSpace();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    Backups(PlatformPaths paths, LongSupplier usableSpace) {
        this.paths = paths;
        this.folder = paths.state().resolve("backups");
        this.usableSpace = usableSpace;
    }

    /**
     * What can be restored.
     *
     * @param from the first moment
     * @param until when the last change that is kept was written; empty while every change is kept
     * @param megabytes of the copy
     */
    public record Window(Instant from, Optional<Instant> until, long megabytes) {}

    /** Empty when there is no backup. */
    public Optional<Window> window() {
        try {
            var from = Instant.parse(Files.readString(taken()).strip());
            return Optional.of(new Window(from, until(from), DataFiles.size(base()) / MEGABYTE));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The segments have the time at which PostgreSQL last wrote to them. */
    private Optional<Instant> until(Instant from) throws IOException {
        if (!hasEnded()) {
            return Optional.empty();
        }
        var until = from;
        for (var segment : segments(Files.exists(endedArchive()) ? endedArchive() : archive())) {
            var written = Files.getLastModifiedTime(segment).toInstant();
            until = written.isAfter(until) ? written : until;
        }
        return Optional.of(until);
    }

    /** Whether changes since the backup are missing. */
    boolean hasEnded() {
        return Files.exists(ended()) || Files.exists(endedArchive());
    }

    /** Copies the databases while they are used; PostgreSQL must run. */
    public Window take() {
        var data = paths.data(Catalogue.POSTGRES);
        try {
            checkSpace(DataFiles.size(data));
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            resumeArchive();
            var next = next();
            Folders.delete(next);
            try (var database = Databases.connect("postgres", paths.ports().postgres())) {
                var before = segments(archive());
                copyWhileItRuns(database, data, next);
                replace(next, now(database));
                for (var segment : before) {
                    Files.deleteIfExists(segment);
                }
            } finally {
                Folders.delete(next);
            }
            return window().orElseThrow();
        } catch (IOException | UncheckedIOException | SQLException e) {
            throw new PartFailedException("No backup was made: " + e.getMessage() + ".", e);
        }
    }

    /** The copy needs the changes that are made meanwhile; an archive that has ended is kept until the copy is complete. */
    private void resumeArchive() throws IOException {
        if (Files.exists(ended())) {
            if (Files.exists(endedArchive())) {
                Folders.delete(archive());
            } else {
                Files.move(archive(), endedArchive());
            }
        }
        Files.createDirectories(archive());
        Files.deleteIfExists(ended());
    }

    private void copyWhileItRuns(Connection database, Path data, Path next) throws SQLException, IOException {
        try (var statement = database.createStatement()) {
            statement.execute("SELECT pg_backup_start('platform', fast => true)");
            DataFiles.copy(data, next, RECREATED_FOLDERS::contains, RECREATED_FILES);
            try (var label = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(wait_for_archive => true)")) {
                label.next();
                Files.writeString(next.resolve("backup_label"), label.getString(1));
            }
        }
        if (Files.exists(ended())) {
            throw new IOException("the changes meanwhile could not be archived, see ./platform logs postgres");
        }
    }

    private void replace(Path next, Instant taken) throws IOException {
        Files.deleteIfExists(taken());
        Folders.delete(base());
        Folders.delete(endedArchive());
        Files.move(next, base());
        Files.writeString(taken(), taken.toString());
    }

    /** Whether there is room for the copy beside what there is, and for changes that are recovered. */
    public void checkSpaceToRestore() {
        try {
            checkSpace(DataFiles.size(base()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A copy that can be recovered.
     *
     * @param target must not exist
     */
    void copyTo(Path target) throws IOException {
        DataFiles.copy(base(), target, name -> false, name -> false);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
    }

    /** Takes over what a server that has ended had not archived yet; nothing where segments before it are missing. */
    void archiveRest(Path wal) throws IOException {
        if (hasEnded()) {
            return;
        }
        try (var notes = Files.newDirectoryStream(wal.resolve("archive_status"), "*.ready")) {
            for (var note : notes) {
                var name = note.getFileName().toString().replaceAll("\\.ready$", "");
                if (!Files.exists(archive().resolve(name))) {
                    Files.copy(wal.resolve(name), archive().resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /** An archive that has ended lacks later changes: after a restore nothing can be restored from it. */
    boolean deleteIfStopped() throws IOException {
        if (!hasEnded()) {
            return false;
        }
        Folders.delete(folder);
        return true;
    }

    /**
     * PostgreSQL runs it for each segment of 16 MB that is full. Without a backup it does nothing. What does not fit, or cannot be
     * written, ends the archive rather than have PostgreSQL keep it. While the next backup is made there is room for both.
     */
    String archiveCommand() {
        var archive = quoted(archive());
        var ended = quoted(ended());
        return "test ! -d " + archive + " || test -e " + ended + " || test -e " + archive + "/%f || "
                + "{ most=" + MAX_SEGMENTS + "; test ! -d " + quoted(next()) + " || most=" + 2 * MAX_SEGMENTS
                + "; set -- "
                + archive + "/*; test $# -lt $most && cp -p %p " + archive + "/%f.next && mv "
                + archive + "/%f.next " + archive + "/%f; } || { rm -f " + archive + "/%f.next; touch " + ended + "; }";
    }

    /** @param unarchived the WAL of a server that has ended */
    String restoreCommand(Path unarchived) {
        return Stream.of(endedArchive(), archive(), unarchived)
                .map(folder -> "cp " + quoted(folder) + "/%f %p 2>/dev/null")
                .collect(Collectors.joining(" || "));
    }

    private static String quoted(Path path) {
        return "'" + path.toAbsolutePath().toString().replace("%", "%%").replace("'", "'\\''") + "'";
    }

    private Path base() {
        return folder.resolve("base");
    }

    private Path next() {
        return folder.resolve("base.next");
    }

    private Path taken() {
        return folder.resolve("taken");
    }

    private Path archive() {
        return folder.resolve("wal");
    }

    private Path ended() {
        return folder.resolve("wal-ended");
    }

    /** Where the archive of the backup is while the next backup is made, if it had ended before. */
    private Path endedArchive() {
        return folder.resolve("wal.before");
    }

    private static List<Path> segments(Path archive) throws IOException {
        try (var files = Files.list(archive)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9A-F]{24}(\\..*)?"))
                    .toList();
        }
    }

    private static Instant now(Connection database) throws SQLException {
        try (var statement = database.createStatement();
                var row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private void checkSpace(long needed) {
        var free = usableSpace.getAsLong();
        if (free < needed + RESERVE) {
            throw new PartFailedException("The disk of " + paths.state() + " has " + free / MEGABYTE + " MB left, and "
                    + (needed + RESERVE) / MEGABYTE + " MB are needed.");
        }
    }
}
