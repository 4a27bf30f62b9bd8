package org.mentoring.benchmark.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mentoring.benchmark.RealmPeople;
import org.mentoring.local.client.Api;
import org.mentoring.local.client.MailPageClient;
import org.mentoring.local.platform.Databases;
import org.mentoring.local.platform.PlatformPaths;
import org.mentoring.local.platform.Ports;
import org.mentoring.local.platform.ServiceLaunch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The version of {@code deploy/baseline} and today's serve side by side, on one set of databases and topics, while people use them. All
 * services are upgraded and then rolled back, one by one and both times in the same order: of every two, the first is newer than the
 * second during the upgrade and older during the rollback. The web client, as any client of the API, is never newer than a service.
 */
@Tag("drill")
class TwoVersionsTest {

    private static final Path FOLDER = Path.of("target/two-versions").toAbsolutePath();
    private static final String WEB = "web";
    private static final List<String> UPGRADE =
            Stream.concat(Ports.SERVICES.stream(), Stream.of(WEB)).toList();
    private static final List<String> ROLLBACK =
            Stream.concat(Stream.of(WEB), Ports.SERVICES.stream()).toList();
    private static final long SEED = 5;
    private static final int PEOPLE = 8;
    private static final int CHANGES_PER_SECOND = 3;
    private static final Duration LONGEST_STEP = Duration.ofMinutes(2);
    private static final Duration LONGEST_UNTIL_READ = Duration.ofMinutes(2);
    /** What refuses a request: to accept a proposal of one's own, to book with a suspended mentor; a time that is taken, or past. */
    private static final List<Integer> REFUSALS = List.of(403, 404, 409, 422);
    /** Of every function and policy, as the database has it. */
    private static final String DEFINITIONS = """
            SELECT pg_get_functiondef(oid) AS definition FROM pg_proc
             WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p')
            UNION ALL SELECT row_to_json(p)::text FROM pg_policies p WHERE schemaname = 'public'
            ORDER BY 1
            """;

    private static final String RULE =
            "service-kit/runtime/src/main/java/org/mentoring/kit/database/RepeatableMigrations.java";

    private final Instant began = Instant.now();

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void serveSideBySideInBothDirections() throws Exception {
        var baseline = Baseline.recorded();
        var older = baseline.applications();
        var today = Baseline.REPOSITORY;
        var chosen = new ApplicationVersions(FOLDER.resolve("repository"));
        chosen.useAll(older);
        var platform = new LocalPlatform(chosen.folder(), LocalPlatform.SHORT_LIVED);
        var paths = platform.paths();
        try {
            platform.start();
            underLoad(paths, step -> {
                migrateAtStart(paths, true);
                for (var application : UPGRADE) {
                    replace(platform, chosen, application, today);
                    step.done("upgraded " + application);
                }
                // An older version migrates nothing here: it is seen below what its migration does.
                migrateAtStart(paths, false);
                for (var application : ROLLBACK) {
                    replace(platform, chosen, application, older);
                    step.done("rolled back " + application);
                }
            });
            migrateAtStart(paths, true);
            for (var service : Ports.SERVICES) {
                migratesBackAndForth(service, platform, older, today, baseline.has(RULE));
            }
        } finally {
            platform.command("down");
        }
    }

    private void underLoad(PlatformPaths paths, Replacements replacements) throws Exception {
        var databases = ServiceDatabases.of(paths);
        var check = new ConsistencyChecker(databases, began);
        try (var api = new Api(paths.addresses());
                var realm = new RealmPeople(paths.addresses().issuer());
                var page = new MailPageClient(paths.addresses());
                var mails = new ReceivedMails(page);
                var workload = Campaign.workload(
                        api, realm, People.signUp(api, realm, PEOPLE), new TestData(databases), CHANGES_PER_SECOND);
                var visitor = new SignedInVisitor(paths.addresses().api(), "margaret");
                var readers = new ReadWorkload()) {
            mails.begin();
            workload.begin(SEED);
            var mentor = api.anyone()
                    .get("/api/v1/mentors?q=Ada")
                    .expect(200)
                    .json()
                    .at("/items/0/id")
                    .asText();
            readers.readApi(
                    api,
                    "linus",
                    List.of(
                            "/api/v1/users/me",
                            "/api/v1/mentors?q=Ada",
                            "/api/v1/slots?mentor_id=" + mentor
                                    + "&from=2027-01-01T00:00:00Z&to=2027-01-08T00:00:00Z&session_type=Mentoring%20session"
                                    + "&time_zone=Etc/UTC",
                            "/api/v1/bookings",
                            "/api/v1/ratings/" + mentor,
                            "/api/v1/reviews?mentor_id=" + mentor,
                            "/api/v1/notifications"));
            readers.readPages(
                    visitor,
                    List.of("/", "/mentors/" + mentor, "/mentors/" + mentor + "/book", "/bookings", "/account"));

            replacements.run(what -> {
                assertThat(workload.failedRequests())
                        .as("failed requests when it had %s", what)
                        .isEmpty();
                assertThat(readers.failures())
                        .as("failed reads when it had %s", what)
                        .isEmpty();
            });

            readers.stop();
            var changes = workload.stop();
            check.awaitIdle();
            awaitEveryEventRead(paths);
            mails.poll();
            System.out.printf("%d changes, %d reads%n", changes.size(), readers.answered());
            assertThat(workload.failedRequests()).isEmpty();
            assertThat(readers.failures()).isEmpty();
            assertThat(changes)
                    .allMatch(change -> change.done() || REFUSALS.contains(change.status()))
                    .filteredOn(Change::done)
                    .hasSizeGreaterThan(100);
            assertThat(check.violations(changes, mails)).isEmpty();
            assertThat(databases.rows(
                            "notification", "SELECT topic || ' for ' || service || ': ' || reason FROM dead_letters"))
                    .as("events that could not be read")
                    .isEmpty();
        }
    }

    private static void replace(LocalPlatform platform, ApplicationVersions chosen, String application, Path version)
            throws Exception {
        chosen.use(application, version);
        platform.command("restart", application);
    }

    /** What the steps before two pods do, in turn. */
    private static void migratesBackAndForth(
            String service, LocalPlatform platform, Path older, Path today, boolean olderKnowsNewer) throws Exception {
        var databases = ServiceDatabases.of(platform.paths());
        var before = databases.rows(service, DEFINITIONS);

        migrate(service, platform, older);
        if (olderKnowsNewer) {
            assertThat(databases.rows(service, DEFINITIONS))
                    .as("functions and policies of %s after the older version migrated", service)
                    .isEqualTo(before);
        }
        migrate(service, platform, today);

        assertThat(databases.rows(service, DEFINITIONS))
                .as("functions and policies of %s after today's version migrated", service)
                .isEqualTo(before);
    }

    private static void migrate(String service, LocalPlatform platform, Path version) throws Exception {
        var paths = platform.paths();
        var chosen = new ApplicationVersions(FOLDER.resolve("migrating"));
        chosen.use(service, version);
        var ofVersion = new PlatformPaths(chosen.folder(), paths.state(), paths.ports());
        var databases = Databases.of(paths);
        var log = FOLDER.resolve("migrate-" + service + ".log");
        Files.deleteIfExists(log);
        var process = new ServiceLaunch(ofVersion, databases)
                .of(service, Map.of("QUARKUS_PROFILE", "migrate"))
                .start(log);
        try {
            assertThat(process.waitFor(LONGEST_STEP.toSeconds(), TimeUnit.SECONDS))
                    .as("%s-service migrates and ends", service)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as("%s-service migrates: %s", service, Files.readString(log))
                .isZero();
    }

    /** By a file where services are started, which the environment that they get there does not speak of. */
    private static void migrateAtStart(PlatformPaths paths, boolean wanted) throws IOException {
        var file = paths.state().resolve("config/application.properties");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "mentoring.database.migrate-at-start=" + wanted);
    }

    private static void awaitEveryEventRead(PlatformPaths paths) throws Exception {
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", paths.addresses().kafka()))) {
            await("every consumer to have read every event")
                    .atMost(LONGEST_UNTIL_READ)
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(unread(admin)).isEmpty());
        }
    }

    private static Map<String, Long> unread(Admin admin) throws Exception {
        var unread = new HashMap<String, Long>();
        for (var group : admin.listGroups().all().get()) {
            var read = admin.listConsumerGroupOffsets(group.groupId())
                    .partitionsToOffsetAndMetadata()
                    .get();
            var ends = admin.listOffsets(read.keySet().stream()
                            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                    .all()
                    .get();
            read.forEach((partition, offset) -> {
                var left = ends.get(partition).offset() - (offset == null ? 0 : offset.offset());
                if (left > 0) {
                    unread.put(group.groupId() + " of " + partition, left);
                }
            });
        }
        return unread;
    }

    private interface Step {
        void done(String what);
    }

    private interface Replacements {
        void run(Step step) throws Exception;
    }
}
