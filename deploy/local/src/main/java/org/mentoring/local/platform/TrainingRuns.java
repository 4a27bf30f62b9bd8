package org.mentoring.local.platform;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.mentoring.local.supervisor.Logs;

/** Creates the start caches while the platform runs, without stopping or slowing down its parts. */
final class TrainingRuns implements AutoCloseable {

    private static final int CONCURRENCY = 2;
    private static final String NO_BROKER = "localhost:1";

    private final ServiceLaunch launches;
    private final Infrastructure infrastructure;
    private final Ports ports;
    private final Databases databases;
    private final StartCache cache;
    private final Path log;
    private final ExecutorService workers =
            Executors.newFixedThreadPool(CONCURRENCY, Thread.ofVirtual().factory());

    TrainingRuns(
            ServiceLaunch launches,
            Infrastructure infrastructure,
            Ports ports,
            Databases databases,
            StartCache cache,
            Logs logs) {
        this.launches = launches;
        this.infrastructure = infrastructure;
        this.ports = ports;
        this.databases = databases;
        this.cache = cache;
        this.log = logs.of("training-runs");
    }

    /** Returns at once. */
    void begin() {
        Ports.SERVICES.forEach(service -> trainLater(service, () -> service(service)));
        trainLater(Catalogue.WEB, this::web);
        trainLater(Catalogue.KEYCLOAK, this::keycloak);
    }

    @Override
    public void close() {
        cache.close();
        workers.shutdownNow();
    }

    private void trainLater(String part, TrainingRun trainingRun) {
        workers.submit(() -> {
            try {
                trainingRun.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                // Without a cache the part starts all the same, only slower.
                System.out.println("No start cache for " + part + ": " + e.getMessage());
            }
        });
    }

    /** With a database of its own and no broker, so that it neither receives nor sends messages. */
    private void service(String service) throws Exception {
        var launch = launches.of(service, Map.of());
        if (cache.has(service, launch)) {
            return;
        }
        var database = service + "_training_run";
        var management = Ports.free();
        var trainingRun = launches.of(
                service,
                Map.of(
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(Ports.free()),
                        "QUARKUS_MANAGEMENT_PORT",
                        Integer.toString(management),
                        "MENTORING_DATABASE_NAME",
                        database,
                        "KAFKA_BOOTSTRAP_SERVERS",
                        NO_BROKER,
                        "MENTORING_READINESS_WAIT_FOR_PARTITIONS",
                        "PT0S"));
        databases.recreate(database, service);
        try {
            cache.make(service, launch, trainingRun, () -> Catalogue.answers(management, Catalogue.READY), log);
        } finally {
            databases.drop(database);
        }
    }

    private void web() throws Exception {
        var launch = launches.of(Catalogue.WEB, Map.of());
        if (cache.has(Catalogue.WEB, launch)) {
            return;
        }
        var management = Ports.free();
        var trainingRun = launches.of(
                Catalogue.WEB,
                Map.of(
                        "QUARKUS_HTTP_PORT", Integer.toString(Ports.free()),
                        "QUARKUS_MANAGEMENT_PORT", Integer.toString(management)));
        cache.make(Catalogue.WEB, launch, trainingRun, () -> Catalogue.answers(management, Catalogue.READY), log);
    }

    private void keycloak() throws Exception {
        var launch =
                infrastructure.launchKeycloak(infrastructure.keycloak(ports.keycloak(), ports.keycloakManagement()));
        if (cache.has(Catalogue.KEYCLOAK, launch)) {
            return;
        }
        var management = Ports.free();
        var server = infrastructure.keycloak(Ports.free(), management);
        cache.make(Catalogue.KEYCLOAK, launch, infrastructure.launchKeycloak(server), server::ready, log);
    }

    @FunctionalInterface
    private interface TrainingRun {
        void run() throws Exception;
    }
}
