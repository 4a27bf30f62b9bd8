package org.mentoring.local.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.mentoring.kit.embedded.Folders;
import org.mentoring.kit.embedded.Launch;
import org.mentoring.kit.embedded.PartFailedException;
import org.mentoring.local.supervisor.Processes;

/**
 * Sets all databases back to a moment, and consumers with them. The order is that of production (deploy/README.md): nothing runs; the
 * databases are recovered beside the old ones; what was published since is superseded; consumers go on behind it; what they may have
 * missed is published again. The old databases stay as they are until the new ones take their place.
 */
public final class Restore {

    /** The longest that an event may have waited for a consumer before the moment. */
    private static final Duration PUBLISHED_AGAIN = Duration.ofDays(1);

    private static final Duration RECOVERY_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    /**
     * What PostgreSQL says where nothing was changed after the moment. If every change is kept, the databases are then restored to the
     * last one.
     */
    private static final String NOTHING_LATER = "recovery ended before configured recovery target was reached";

    private static final String BOOKINGS = "mentoring.bookings";
    private static final DateTimeFormatter AS_POSTGRES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSxxx", Locale.ROOT);

    private final PlatformPaths paths;
    private final Backups backups;
    private final Databases databases;
    private final Infrastructure infrastructure;
    private final Consumer<String> progress;
    private final ObjectMapper json = new ObjectMapper();
    private final Path old;
    private final Path restored;
    private final DataReplacement data;
    private final Path log;

    /** @param progress gets a sentence for each step */
    public Restore(PlatformPaths paths, Consumer<String> progress) throws IOException {
        this.paths = paths;
        this.backups = new Backups(paths);
        this.databases = Databases.of(paths);
        this.infrastructure = new Infrastructure(paths, databases);
        this.progress = progress;
        this.old = paths.data(Catalogue.POSTGRES);
        this.restored = paths.data("postgres.restored");
        this.data = new DataReplacement(old);
        this.log = paths.logs().of("restore");
    }

    /** Sets everything back; nothing may run. */
    public void to(Instant moment) throws InterruptedException {
        try {
            Files.createDirectories(log.getParent());
            Files.deleteIfExists(log);
            data.undoUnfinished();
            Folders.delete(restored);
            backups.copyTo(restored);
            recover(moment);
            backups.archiveRest(old.resolve("pg_wal"));
            // The last that can fail for want of room: what it does to consumers in Kafka cannot be undone.
            withServers(() -> reconcile(moment));
            data.by(restored);
        } catch (IOException | UncheckedIOException | SQLException e) {
            throw new PartFailedException(
                    "The databases could not be restored, and are as they were: " + e.getMessage() + ".", e);
        } finally {
            deleteUnfinishedCopy();
        }
        deleteReplacedData();
    }

    private void deleteReplacedData() {
        try {
            data.deleteBefore();
            if (backups.deleteIfStopped()) {
                progress.accept("The archive was full; ./platform backup begins another one.");
            }
        } catch (IOException e) {
            progress.accept("What was replaced could not be deleted: " + e.getMessage());
        }
    }

    private void deleteUnfinishedCopy() {
        try {
            Folders.delete(restored);
        } catch (IOException e) {
            progress.accept(restored + " could not be deleted: " + e.getMessage());
        }
    }

    private void recover(Instant moment) throws IOException, InterruptedException {
        progress.accept("Recovering the databases as they were at " + moment + ".");
        Files.createFile(restored.resolve("recovery.signal"));
        var source = Map.of("restore_command", backups.restoreCommand(old.resolve("pg_wal")));
        var withTarget = new TreeMap<>(source);
        withTarget.put("recovery_target_time", AS_POSTGRES.format(moment.atOffset(ZoneOffset.UTC)));
        withTarget.put("recovery_target_action", "promote");
        if (recovers(withTarget)) {
            return;
        }
        if (logShowsNothingLater() && backups.hasEnded()) {
            throw new IOException(
                    "the last change that was kept is from before " + moment + "; an earlier moment can be restored");
        }
        if (!(logShowsNothingLater() && recovers(source))) {
            throw new IOException("PostgreSQL did not recover them, see " + log);
        }
    }

    private boolean logShowsNothingLater() throws IOException {
        return Files.readString(log).contains(NOTHING_LATER);
    }

    /** Whether PostgreSQL reached the end of the recovery; it is stopped again. */
    private boolean recovers(Map<String, String> settings) throws IOException, InterruptedException {
        var server = launchPostgres(settings).start(log);
        try {
            var until = System.nanoTime() + RECOVERY_TIMEOUT.toNanos();
            while (server.isAlive() && System.nanoTime() < until) {
                if (isOutOfRecovery()) {
                    return true;
                }
                TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
            }
            return false;
        } finally {
            Processes.end(server.toHandle(), true, STOP_TIMEOUT);
        }
    }

    /** Archives nothing yet: should this fail, the archive must not know of it. */
    private Launch launchPostgres(Map<String, String> settings) {
        var all = new TreeMap<>(settings);
        all.put("archive_command", "");
        return infrastructure.launchPostgres(infrastructure.postgresCluster(restored), all);
    }

    private boolean isOutOfRecovery() {
        try (var database = databases.connect("postgres");
                var statement = database.createStatement();
                var row = statement.executeQuery("SELECT pg_is_in_recovery()")) {
            return row.next() && !row.getBoolean(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** Something to be done while the restored databases and Kafka run, and nothing else does. */
    @FunctionalInterface
    private interface Step {
        void run() throws SQLException, IOException, InterruptedException;
    }

    private void withServers(Step step) throws IOException, SQLException, InterruptedException {
        var broker = infrastructure.broker();
        broker.format();
        var database = launchPostgres(Map.of()).start(log);
        try {
            var kafka = broker.launch().start(paths.logs().of("restore-kafka"));
            try {
                var until = System.nanoTime() + START_TIMEOUT.toNanos();
                while (!isOutOfRecovery() || !broker.ready()) {
                    if (System.nanoTime() > until || !database.isAlive() || !kafka.isAlive()) {
                        throw new IOException("PostgreSQL or Kafka did not start, see " + log.getParent());
                    }
                    TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
                }
                step.run();
            } finally {
                Processes.end(kafka.toHandle(), false, STOP_TIMEOUT);
            }
        } finally {
            Processes.end(database.toHandle(), true, STOP_TIMEOUT);
        }
    }

    private void reconcile(Instant moment) throws SQLException, IOException, InterruptedException {
        try (var kafka = new KafkaAfterRestore("localhost:" + paths.ports().kafka())) {
            var published = kafka.publishedSince(moment);
            for (var service : Ports.SERVICES) {
                supersede(service, published.getOrDefault(service, List.of()));
            }
            for (var service : Ports.SERVICES) {
                publishAgain(service, moment);
            }
            markMailsAsUnconfirmed();
            kafka.skipExistingEvents(moment.minus(PUBLISHED_AGAIN));
        }
    }

    private void supersede(String service, List<String> published) throws SQLException, IOException {
        var outcomes = new TreeMap<String, Integer>();
        var bookings = json.createArrayNode();
        try (var database = databases.connect(service);
                var call = database.prepareStatement("SELECT * FROM supersede_undone(?::jsonb)")) {
            for (var events : published) {
                call.setString(1, events);
                try (var rows = call.executeQuery()) {
                    while (rows.next()) {
                        outcomes.merge(rows.getString("of_topic") + ": " + rows.getString("outcome"), 1, Integer::sum);
                        if (rows.getString("of_topic").equals(BOOKINGS)) {
                            bookings.addObject()
                                    .put("aggregate", rows.getString("aggregate"))
                                    .put("version", rows.getLong("undone_version"));
                        }
                    }
                }
            }
        }
        execute("notification", "SELECT skip_undone_versions(?::jsonb)", json.writeValueAsString(bookings));
        outcomes.forEach((outcome, count) -> progress.accept("  %d undone in %s".formatted(count, outcome)));
    }

    /** To consumers that had not applied it at the moment; whoever has does nothing. */
    private void publishAgain(String service, Instant moment) throws SQLException {
        execute(
                service,
                "UPDATE outbox SET published_at = NULL WHERE published_at IS NOT NULL AND time > ?::timestamptz",
                moment.minus(PUBLISHED_AGAIN).toString());
    }

    /** Mails that were due may have been sent since the moment: they are sent again, and counted as unconfirmed. */
    private void markMailsAsUnconfirmed() throws SQLException {
        execute(
                "notification",
                "UPDATE messages SET unconfirmed_attempts = unconfirmed_attempts + 1"
                        + " WHERE status IN ('pending', 'sending') AND due_at <= now()");
    }

    private void execute(String service, String sql, String... values) throws SQLException {
        try (var database = databases.connect(service);
                var statement = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.execute();
        }
    }
}
