package org.mentoring.benchmark.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.mentoring.benchmark.ProcessStatus;
import org.mentoring.local.platform.Ports;

/**
 * What the applications use: memory, threads and descriptors of their processes, and connections to their databases.
 *
 * @param memory in MiB, by the name of the application
 * @param threads by the name of the application
 * @param descriptors open files and sockets, by the name of the application
 * @param connections by the name of the service
 */
record ResourceUsage(
        Map<String, Long> memory,
        Map<String, Long> threads,
        Map<String, Long> descriptors,
        Map<String, Long> connections) {

    /** A process grows while the JVM compiles and its heap settles, also without load. */
    private static final double MAX_GROWTH_OF_MEMORY = 1.5;

    private static final long MAX_MORE_MEMORY = 64;
    /** Pools that are filled by the load: connections to the database, to Kafka, from the gateway. */
    private static final long MAX_MORE_DESCRIPTORS = 60;

    /** The size of a service's pool, and one connection for Flyway at a start. */
    private static final long MAX_CONNECTIONS = 16 + 1;

    private static final String CONNECTIONS =
            "SELECT datname, count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND usename LIKE '%\\_app' GROUP BY 1";

    static ResourceUsage take(PlatformHealth health, ServiceDatabases databases) throws IOException, SQLException {
        var memory = new TreeMap<String, Long>();
        var threads = new TreeMap<String, Long>();
        var descriptors = new TreeMap<String, Long>();
        for (var application : Ports.APPLICATIONS) {
            var pid = health.state(application).orElseThrow().process().pid();
            memory.put(application, ProcessStatus.read(pid, "VmRSS") / 1024);
            threads.put(application, ProcessStatus.read(pid, "Threads"));
            try (var open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
                descriptors.put(application, open.count());
            }
        }
        return new ResourceUsage(memory, threads, descriptors, databases.pairs("booking", CONNECTIONS));
    }

    /** A sentence for each that exceeds the allowed increase. */
    List<String> above(ResourceUsage before) {
        var found = new ArrayList<String>();
        memory.forEach((application, now) -> {
            var most = (long) (before.memory.get(application) * MAX_GROWTH_OF_MEMORY) + MAX_MORE_MEMORY;
            if (now > most) {
                found.add("%s keeps %d MiB of memory, %d before"
                        .formatted(application, now, before.memory.get(application)));
            }
        });
        descriptors.forEach((application, now) -> {
            if (now > before.descriptors.get(application) + MAX_MORE_DESCRIPTORS) {
                found.add("%s keeps %d files open, %d before"
                        .formatted(application, now, before.descriptors.get(application)));
            }
        });
        connections.forEach((service, now) -> {
            if (now > MAX_CONNECTIONS) {
                found.add("%s keeps %d connections to its database, its pool has %d"
                        .formatted(service, now, MAX_CONNECTIONS - 1));
            }
        });
        return found;
    }
}
