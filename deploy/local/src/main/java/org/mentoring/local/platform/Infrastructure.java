package org.mentoring.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.mentoring.kit.embedded.KafkaBroker;
import org.mentoring.kit.embedded.KeycloakServer;
import org.mentoring.kit.embedded.Launch;
import org.mentoring.kit.embedded.PostgresCluster;
import org.mentoring.local.supervisor.Part;
import org.mentoring.local.supervisor.Part.Kind;

/** The servers that the services need: PostgreSQL, Kafka and Keycloak. */
final class Infrastructure {

    private static final String LOCAL = "http://localhost:";
    /** Where a client app under development runs; the gateway lets its pages call the API. */
    private static final String CLIENT_APP = LOCAL + 3000;

    private final PlatformPaths paths;
    private final Ports ports;
    private final Databases databases;
    private final CampaignMode campaignMode;

    Infrastructure(PlatformPaths paths, Databases databases) {
        this.paths = paths;
        this.ports = paths.ports();
        this.databases = databases;
        this.campaignMode = new CampaignMode(paths);
    }

    List<Part> parts() {
        return List.of(postgres(), kafka(), keycloak());
    }

    /** Keycloak on the given ports, which a training run chooses. */
    KeycloakServer keycloak(int port, int managementPort) {
        return new KeycloakServer(KeycloakServer.prepare(paths.cache()), port, managementPort);
    }

    Launch launchKeycloak(KeycloakServer server) throws IOException {
        return server.launch(
                Databases.url(Databases.KEYCLOAK, campaignMode.port(Catalogue.POSTGRES, ports.postgres())),
                Databases.KEYCLOAK,
                databases.ownerPassword(Databases.KEYCLOAK),
                Map.of(
                        "MENTORING_SMTP_HOST",
                        "localhost",
                        "MENTORING_SMTP_PORT",
                        Integer.toString(campaignMode.port(Catalogue.MAIL, ports.smtp())),
                        "MENTORING_WEB_URL",
                        CLIENT_APP,
                        "MENTORING_PUBLIC_URL",
                        LOCAL + ports.gateway(),
                        // Services get endpoints at the address that they requested.
                        "KC_HOSTNAME_BACKCHANNEL_DYNAMIC",
                        "true",
                        "MENTORING_WEB_CLIENT_ADDRESS",
                        LOCAL + ports.web(),
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        "admin",
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        "admin"));
    }

    private Part postgres() {
        var data = paths.data(Catalogue.POSTGRES);
        return new Part(
                Catalogue.POSTGRES,
                "localhost:" + ports.postgres(),
                Set.of(),
                Kind.SERVER_ENDED_BY_INTERRUPT,
                () -> {
                    new DataReplacement(data).undoUnfinished();
                    postgresCluster().initialise(Databases.SUPERUSER, Databases.SUPERUSER_PASSWORD);
                    removeStaleLock(data.resolve("postmaster.pid"));
                },
                () -> launchPostgres(postgresCluster(), Map.of()),
                () -> {
                    databases.ensure(Ports.SERVICES);
                    return true;
                });
    }

    /** @param more settings, beside those that PostgreSQL always runs with */
    Launch launchPostgres(PostgresCluster cluster, Map<String, String> more) {
        var settings = new HashMap<>(Map.of(
                "max_connections",
                "200",
                "shared_buffers",
                "128MB",
                // Can only be switched on at a start; the command does nothing until there is a backup.
                "archive_mode",
                "on",
                "archive_command",
                new Backups(paths).archiveCommand()));
        settings.putAll(more);
        return cluster.launch(settings);
    }

    private PostgresCluster postgresCluster() {
        return postgresCluster(paths.data(Catalogue.POSTGRES));
    }

    /** The server of the platform, with its data elsewhere. */
    PostgresCluster postgresCluster(Path data) {
        return new PostgresCluster(PostgresCluster.unpackBinaries(paths.cache()), data, ports.postgres());
    }

    /** After a crash the process id in the lock may belong to another process, which PostgreSQL would take for a running server. */
    private static void removeStaleLock(Path lock) throws IOException {
        if (!Files.exists(lock)) {
            return;
        }
        var pid = Long.parseLong(Files.readAllLines(lock).getFirst().strip());
        var alive = ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .filter(command -> command.endsWith("postgres"))
                .isPresent();
        if (!alive) {
            Files.delete(lock);
        }
    }

    private Part kafka() {
        var broker = broker();
        return new Part(
                Catalogue.KAFKA,
                "localhost:" + ports.kafka(),
                Set.of(),
                Kind.SERVER,
                broker::format,
                broker::launch,
                () -> {
                    if (!broker.ready()) {
                        return false;
                    }
                    new Topics(paths.topics()).ensure("localhost:" + ports.kafka());
                    return true;
                });
    }

    /** For campaigns a listener of its own, since a client connects to the address that the broker advertises. */
    private Map<String, String> kafkaSettings() {
        if (!campaignMode.isOn()) {
            return Map.of();
        }
        return Map.of(
                "listeners",
                "PLAINTEXT://localhost:" + ports.kafka() + ",CONTROLLER://localhost:" + ports.kafkaController()
                        + ",PROXIED://localhost:" + ports.kafkaBehindProxy(),
                "advertised.listeners",
                "PLAINTEXT://localhost:" + ports.kafka() + ",PROXIED://localhost:" + ports.proxy(Catalogue.KAFKA),
                "listener.security.protocol.map",
                "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT");
    }

    KafkaBroker broker() {
        return new KafkaBroker(paths.data(Catalogue.KAFKA), ports.kafka(), ports.kafkaController(), kafkaSettings());
    }

    private Part keycloak() {
        return new Part(
                Catalogue.KEYCLOAK,
                LOCAL + ports.keycloak(),
                campaignMode.isOn() ? Set.of(Catalogue.POSTGRES, Catalogue.PROXIES) : Set.of(Catalogue.POSTGRES),
                Kind.SERVER,
                () -> {
                    var server = keycloak(ports.keycloak(), ports.keycloakManagement());
                    server.installTheme("mentoring", paths.theme());
                    server.importRealm("mentoring", Realm.withLocalAdditions(paths.realm()));
                },
                () -> launchKeycloak(keycloak(ports.keycloak(), ports.keycloakManagement())),
                () -> Catalogue.answers(ports.keycloakManagement(), "/health/ready"));
    }
}
