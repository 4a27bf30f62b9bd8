package org.mentoring.benchmark.campaign;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.mentoring.benchmark.Measurements;
import org.mentoring.local.platform.PlatformPaths;

/** Measures resource usage and the latency of changes under load without faults. */
final class SteadyState {

    static final String MEMORY = "memory, MiB";
    static final String THREADS = "threads";
    static final String DESCRIPTORS = "open files and sockets";
    static final String CONNECTIONS = "connections to databases";
    static final String DISK = "disk, MiB";
    static final String LATENCY = "answer to a change, ms";

    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final String DATABASES = "SELECT sum(pg_database_size(datname))::bigint FROM pg_database";

    private final PlatformPaths paths;
    private final PlatformHealth health;
    private final ServiceDatabases databases;
    private final TimeSeries series = new TimeSeries();

    SteadyState(PlatformPaths paths, PlatformHealth health, ServiceDatabases databases) {
        this.paths = paths;
        this.health = health;
        this.databases = databases;
    }

    /**
     * Measures the platform for the duration.
     *
     * @return a sentence for each series that keeps increasing
     */
    List<String> observe(Workload workload, Duration duration) throws IOException, SQLException, InterruptedException {
        var began = System.nanoTime();
        var seen = workload.changesFrom(0).size();
        for (var second = 0L; second < duration.toSeconds(); second = secondsSince(began)) {
            TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
            var changes = workload.changesFrom(seen);
            seen += changes.size();
            take(secondsSince(began), changes);
        }
        return series.increases();
    }

    /** Writes the measurements as CSV and SVG. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("steady-load.csv"), series.csv());
        Files.writeString(folder.resolve("steady-load.svg"), series.svg());
    }

    private void take(long second, List<Change> changes) throws IOException, SQLException {
        var usage = ResourceUsage.take(health, databases);
        series.add(MEMORY, second, usage.memory());
        series.add(THREADS, second, usage.threads());
        series.add(DESCRIPTORS, second, usage.descriptors());
        series.add(CONNECTIONS, second, usage.connections());
        series.add(
                DISK,
                second,
                Map.of(
                        "databases", databases.count("booking", DATABASES) >> 20,
                        "kafka", size(paths.data("kafka")) >> 20));
        if (!changes.isEmpty()) {
            series.add(LATENCY, second, percentiles(changes));
        }
    }

    private static Map<String, Long> percentiles(List<Change> changes) {
        var millis = Measurements.of(
                changes.stream().map(change -> change.took().toMillis()).toList());
        return new TreeMap<>(Map.of("p50", (long) millis.percentile(50), "p99", (long) millis.percentile(99)));
    }

    private static long secondsSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toSeconds();
    }

    /** Counts only log segments: Kafka preallocates their indexes as sparse files. */
    private static long size(Path folder) throws IOException {
        var bytes = new AtomicLong();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".log")) {
                    bytes.addAndGet(attributes.size());
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException deletedMeanwhile) {
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes.get();
    }
}
