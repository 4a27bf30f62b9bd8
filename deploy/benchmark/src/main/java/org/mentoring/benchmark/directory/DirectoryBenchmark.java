package org.mentoring.benchmark.directory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.mentoring.benchmark.Measurements;
import org.mentoring.benchmark.ServiceParts;
import org.mentoring.benchmark.ServiceProcess;
import org.mentoring.kit.test.TestDatabase;

/**
 * {@code GET /mentors} with facets over a large directory, by one client, each kind of query by itself; then how much a
 * page costs at the end of the list, against the first one; then the plans of the statements that the service has sent.
 */
public final class DirectoryBenchmark {

    static final long SEED = 20261124;
    static final int MENTORS = 100_000;
    static final int TAGS = 500;

    private static final int MENTORS_FOR_A_TAG = 500;
    private static final int MAX_TAGS = 2_000;
    private static final int MEGABYTES = 512;
    private static final int MENTORS_FOR_A_MEGABYTE = 250;

    private static final int MAX_DEPTH = 100_000;
    private static final int WARM_UP = 60;
    private static final int REQUESTS = 100;
    private static final double LIMIT_MILLIS = 25;

    private DirectoryBenchmark() {}

    /** @param arguments how many mentors; 100,000 without */
    public static void main(String[] arguments) throws Exception {
        var count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : MENTORS;
        try (var parts = ServiceParts.start("mentor")) {
            var settings = parts.settings();
            settings.put("mentoring.realm-roles.enabled", "false");
            settings.put("mentoring.keycloak.client-secret", "not-used");
            ServiceProcess.start("mentor-service", settings).close();
            var tags = Math.clamp(count / MENTORS_FOR_A_TAG, TAGS, MAX_TAGS);
            var mentors = new GeneratedMentors(SEED, tags);
            var loading = System.nanoTime();
            try (var database = TestDatabase.asSuperuser()) {
                mentors.write(database, count);
            }
            System.out.printf("%,d mentors and %d tags written in %.0f s.%n", count, tags, seconds(loading));
            var starting = System.nanoTime();
            try (var service = ServiceProcess.launch("mentor-service", settings, heapFor(count));
                    var requests = new DirectoryClient(service.port())) {
                service.awaitReady();
                System.out.printf("The service was ready %.1f s after its start.%n%n", seconds(starting));
                measure(requests, DirectoryQueries.of(mentors.vocabulary, mentors.unspaced));
                depth(requests);
                heap(service.pid());
                QueryPlans.print();
            }
        }
    }

    /** A directory is held in memory by every replica. */
    private static String heapFor(int mentors) {
        return "-Xmx%dm".formatted(MEGABYTES + Math.max(0, mentors - MENTORS) / MENTORS_FOR_A_MEGABYTE);
    }

    private static void measure(DirectoryClient requests, Map<String, List<String>> kinds) throws Exception {
        System.out.printf("Warming up with %d requests of each kind.%n", WARM_UP);
        for (var queries : kinds.values()) {
            for (var i = 0; i < WARM_UP; i++) {
                requests.get(queries.get(i % queries.size()));
            }
        }
        System.out.printf(
                "%-44s %9s %8s %8s %8s %8s%n",
                REQUESTS + " requests of", "found", "p50 ms", "p95 ms", "p99 ms", "max ms");
        var all = new ArrayList<Double>();
        for (var kind : kinds.entrySet()) {
            var times = new ArrayList<Double>();
            var found = 0L;
            for (var i = 0; i < REQUESTS; i++) {
                var answer =
                        requests.get(kind.getValue().get(i % kind.getValue().size()));
                times.add(answer.millis());
                found += answer.total();
            }
            all.addAll(times);
            print(kind.getKey(), found / REQUESTS, times);
            if (Measurements.of(times).percentile(95) > LIMIT_MILLIS) {
                System.out.printf("    is over the limit of %.0f ms%n", LIMIT_MILLIS);
            }
        }
        print("all of them", 0, all);
    }

    /** The same list from its beginning, and from behind its last thousand or at the greatest depth. */
    private static void depth(DirectoryClient requests) throws Exception {
        System.out.printf(
                "%n%-44s %9s %8s %8s %8s %8s%n",
                "Pages of 20 in the order", "depth", "p50 ms", "p95 ms", "p99 ms", "max ms");
        for (var query : List.of("sort=rating", "sort=newest", "sort=name", "q=experience&sort=relevance")) {
            var cursor = "";
            var depth = 0L;
            var total = requests.get(query).total();
            while (depth < Math.min(total - 1000, MAX_DEPTH)) {
                var answer = requests.get(query + "&limit=100" + cursor);
                cursor = "&cursor=" + answer.nextCursor();
                depth += 100;
            }
            var first = new ArrayList<Double>();
            var last = new ArrayList<Double>();
            for (var i = 0; i < REQUESTS; i++) {
                first.add(requests.get(query).millis());
                last.add(requests.get(query + cursor).millis());
            }
            print(query, 0, first);
            print(query, depth, last);
        }
    }

    /** What the service holds in memory after a collection, most of which is the index. */
    private static void heap(long pid) throws Exception {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        System.out.printf("%nThe heap after a collection:%n");
        new ProcessBuilder(jcmd, Long.toString(pid), "GC.heap_info")
                .inheritIO()
                .start()
                .waitFor();
    }

    private static void print(String kind, long found, List<Double> times) {
        var millis = Measurements.of(times);
        System.out.printf(
                "%-44s %,9d %8.1f %8.1f %8.1f %8.1f%n",
                kind, found, millis.percentile(50), millis.percentile(95), millis.percentile(99), millis.max());
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
