package org.mentoring.local.platform;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.mentoring.kit.embedded.KafkaBroker;
import org.mentoring.kit.embedded.KeycloakServer;
import org.mentoring.kit.embedded.Launch;
import org.mentoring.kit.embedded.PartFailedException;
import org.mentoring.kit.embedded.PostgresCluster;
import org.mentoring.local.supervisor.Part;
import org.mentoring.local.supervisor.Part.Kind;

/** The parts of the local platform and how each is started. */
public final class Catalogue {

    static final String POSTGRES = "postgres";
    static final String KAFKA = "kafka";
    static final String KEYCLOAK = "keycloak";
    static final String WEB = "web";
    static final String GATEWAY = "gateway";

    /** On the management port of a service. */
    public static final String READY = "/q/health/ready";

    /** So that a service gets the heap that it has under its limit in deploy/kubernetes/base. */
    private static final String MEMORY_OF_A_POD = "-XX:MaxRAM=448m";

    private static final String LOCAL = "http://localhost:";
    /** Where a client app under development runs; the gateway lets its pages call the API. */
    private static final String CLIENT_APP = LOCAL + 3000;

    private final Home home;
    private final Ports ports;
    private final Databases databases;
    private final String classPath;
    private final DevMode devMode;

    /**
     * @param classPath of this program, for those parts that come with it
     */
    public Catalogue(Home home, Databases databases, String classPath) {
        this.home = home;
        this.ports = home.ports();
        this.databases = databases;
        this.classPath = classPath;
        this.devMode = new DevMode(home);
    }

    public List<Part> parts() {
        var parts = new ArrayList<>(List.of(postgres(), kafka(), keycloak(), mail()));
        Ports.SERVICES.forEach(service -> parts.add(service(service)));
        parts.add(docs());
        parts.add(web());
        parts.add(gateway());
        parts.add(demoData());
        return parts;
    }

    /** How one of {@link Ports#APPLICATIONS} is started, with what only a stand-in changes laid over it. */
    public Launch launch(String application, Map<String, String> changes) throws IOException {
        return application.equals(WEB) ? launchWeb(changes) : launchService(application, changes);
    }

    /** How a service is started, with what only a training run changes laid over it. */
    public Launch launchService(String service, Map<String, String> changes) throws IOException {
        var application = home.application(service);
        if (!Files.exists(application)) {
            throw new PartFailedException(service + "-service is not built: " + application + " is missing.");
        }
        var environment = new HashMap<String, String>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(ports.service(service)));
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.management(service)));
        environment.put("MENTORING_DATABASE_HOST", "localhost");
        environment.put("MENTORING_DATABASE_PORT", Integer.toString(ports.postgres()));
        environment.put("MENTORING_DATABASE_NAME", service);
        environment.put("MENTORING_DATABASE_OWNER_USERNAME", service + "_owner");
        environment.put("MENTORING_DATABASE_OWNER_PASSWORD", databases.ownerPassword(service));
        environment.put("MENTORING_DATABASE_APP_USERNAME", service + "_app");
        environment.put("MENTORING_DATABASE_APP_PASSWORD", databases.appPassword(service));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + ports.kafka());
        environment.put("MENTORING_ISSUER", LOCAL + ports.keycloak() + "/realms/mentoring");
        environment.put("MENTORING_KEYCLOAK_URL", LOCAL + ports.keycloak());
        environment.put("MENTORING_KEYCLOAK_CLIENT_SECRET", service + "-service-local-secret");
        environment.put("MENTORING_IDENTITY_CHECKS_CONFIRM_AFTER", "PT15S");
        environment.put("QUARKUS_MAILER_HOST", "localhost");
        environment.put("QUARKUS_MAILER_PORT", Integer.toString(ports.smtp()));
        environment.put("MENTORING_UNSUBSCRIBE_KEYS", databases.secret("unsubscribe"));
        environment.put("MENTORING_UNSUBSCRIBE_ADDRESS", LOCAL + ports.gateway() + "/api/v1/notifications/unsubscribe");
        environment.put("MENTORING_REPORTS_ADMINS", "admin@example.org");
        environment.put("MENTORING_MAIL_PUBLIC_URL", LOCAL + ports.gateway());
        environment.putAll(changes);
        return new Launch(
                service,
                java("@" + home.jvmOptions(), MEMORY_OF_A_POD, "-jar", application.toString()),
                environment,
                home.state());
    }

    /** Keycloak on the ports given; on its own or, for a training run, on others. */
    KeycloakServer keycloak(int port, int managementPort) {
        return new KeycloakServer(KeycloakServer.prepare(home.cache()), port, managementPort);
    }

    Launch launchKeycloak(KeycloakServer server) throws IOException {
        return server.launch(
                databases.url(Databases.KEYCLOAK),
                Databases.KEYCLOAK,
                databases.ownerPassword(Databases.KEYCLOAK),
                Map.of(
                        "MENTORING_SMTP_HOST",
                        "localhost",
                        "MENTORING_SMTP_PORT",
                        Integer.toString(ports.smtp()),
                        "MENTORING_WEB_URL",
                        CLIENT_APP,
                        "MENTORING_PUBLIC_URL",
                        LOCAL + ports.gateway(),
                        "MENTORING_WEB_CLIENT_ADDRESS",
                        LOCAL + ports.web(),
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        "admin",
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        "admin"));
    }

    /** Whether a GET of the path is answered with 200. */
    public static boolean answers(int port, String path) throws IOException {
        return statusOf(port, path) == HttpURLConnection.HTTP_OK;
    }

    private Part postgres() {
        var data = home.data(POSTGRES);
        return new Part(
                POSTGRES,
                "localhost:" + ports.postgres(),
                Set.of(),
                Kind.SERVER_ENDED_BY_INTERRUPT,
                () -> {
                    postgresCluster().initialise(Databases.SUPERUSER, Databases.SUPERUSER_PASSWORD);
                    removeLockOfADeadServer(data.resolve("postmaster.pid"));
                },
                () -> postgresCluster().launch(Map.of("max_connections", "200", "shared_buffers", "128MB")),
                () -> {
                    databases.ensure(Ports.SERVICES);
                    return true;
                });
    }

    private PostgresCluster postgresCluster() {
        return new PostgresCluster(PostgresCluster.unpackBinaries(home.cache()), home.data(POSTGRES), ports.postgres());
    }

    /** After a crash its number may belong to another process, and PostgreSQL would take that one for itself. */
    private static void removeLockOfADeadServer(Path lock) throws IOException {
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
        var broker = new KafkaBroker(home.data(KAFKA), ports.kafka(), ports.kafkaController(), Map.of());
        return new Part(
                KAFKA, "localhost:" + ports.kafka(), Set.of(), Kind.SERVER, broker::format, broker::launch, () -> {
                    if (!broker.ready()) {
                        return false;
                    }
                    new Topics(home.topics()).ensure("localhost:" + ports.kafka());
                    return true;
                });
    }

    private Part keycloak() {
        return new Part(
                KEYCLOAK,
                LOCAL + ports.keycloak(),
                Set.of(POSTGRES),
                Kind.SERVER,
                () -> {
                    var server = keycloak(ports.keycloak(), ports.keycloakManagement());
                    server.installTheme("mentoring", home.theme());
                    server.importRealm("mentoring", Realm.withLocalAdditions(home.realm()));
                },
                () -> launchKeycloak(keycloak(ports.keycloak(), ports.keycloakManagement())),
                () -> answers(ports.keycloakManagement(), "/health/ready"));
    }

    private Part mail() {
        return Part.server(
                "mail",
                LOCAL + ports.mailPage(),
                Set.of(),
                () -> ofThisProgram(
                        "org.mentoring.local.mail.MailCatcher",
                        Map.of(
                                "MAIL_PAGE_PORT", Integer.toString(ports.mailPage()),
                                "SMTP_PORT", Integer.toString(ports.smtp()))),
                () -> answers(ports.mailPage(), "/api/messages"));
    }

    private Part service(String service) {
        return Part.server(
                        service,
                        LOCAL + ports.service(service),
                        Set.of(POSTGRES, KAFKA),
                        () -> {
                            var packaged = launchService(service, Map.of());
                            return devMode.isRequested(service) ? devMode.launch(service, packaged) : packaged;
                        },
                        () -> answers(ports.management(service), READY))
                .with(new OutdatedData());
    }

    private Part web() {
        return Part.server(
                WEB,
                LOCAL + ports.gateway(),
                Set.of(),
                () -> {
                    var packaged = launchWeb(Map.of());
                    return devMode.isRequested(WEB) ? devMode.launch(WEB, packaged) : packaged;
                },
                () -> answers(ports.webManagement(), READY));
    }

    private Launch launchWeb(Map<String, String> changes) throws IOException {
        var application = home.application(WEB);
        if (!Files.exists(application)) {
            throw new PartFailedException("The web client is not built: " + application + " is missing.");
        }
        var environment = new HashMap<String, String>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(ports.web()));
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.webManagement()));
        environment.put("MENTORING_ISSUER", LOCAL + ports.keycloak() + "/realms/mentoring");
        environment.put("MENTORING_WEB_PUBLIC_URL", LOCAL + ports.gateway());
        environment.put("MENTORING_WEB_SIGN_IN_ORIGIN", LOCAL + ports.keycloak());
        environment.put("MENTORING_WEB_CLIENT_SECRET", "web-client-local-secret");
        environment.put("MENTORING_WEB_KEY", databases.secret("web"));
        Ports.SERVICES.forEach(service -> environment.put(
                "MENTORING_WEB_SERVICES_" + service.toUpperCase(Locale.ROOT) + "_ADDRESS",
                LOCAL + ports.service(service)));
        environment.putAll(changes);
        return new Launch(
                WEB,
                java("@" + home.jvmOptions(), MEMORY_OF_A_POD, "-jar", application.toString()),
                environment,
                home.state());
    }

    private Part gateway() {
        return Part.server(
                GATEWAY,
                LOCAL + ports.gateway(),
                Set.of(),
                () -> ofThisProgram(
                        "org.mentoring.local.gateway.Gateway",
                        Map.of(
                                "GATEWAY_PORT", Integer.toString(ports.gateway()),
                                "GATEWAY_MANAGEMENT_PORT", Integer.toString(ports.gatewayManagement()),
                                "GATEWAY_ROUTES", home.routes().toString(),
                                "GATEWAY_BACKENDS", backends())),
                () -> statusOf(ports.gateway(), "/") > 0);
    }

    private Part docs() {
        return Part.server(
                "docs",
                LOCAL + ports.gateway() + "/docs",
                Set.of(),
                () -> ofThisProgram(
                        "org.mentoring.local.docs.DocsPages",
                        Map.of(
                                "DOCS_PORT", Integer.toString(ports.docs()),
                                "DOCS_DIRECTORY", home.pages().toString())),
                () -> answers(ports.docs(), "/docs/"));
    }

    /** Needs what its requests need, and nothing that only hears of them. */
    private Part demoData() {
        return Part.task(
                "demo-data",
                Set.of(GATEWAY, KEYCLOAK, "user", "mentor", "booking"),
                () -> ofThisProgram(
                        "org.mentoring.local.demo.DemoData",
                        Map.of("DEMO_DATA_DONE", home.data("demo-data.done").toString()),
                        home.addresses().environment()));
    }

    private String backends() {
        return Ports.SERVICES.stream()
                .map(service -> service + "-service=127.0.0.1:" + ports.service(service))
                .collect(Collectors.joining(
                        ",", "", ",docs=127.0.0.1:" + ports.docs() + ",web-client=127.0.0.1:" + ports.web()));
    }

    private Launch ofThisProgram(String mainClass, Map<String, String> settings) {
        return ofThisProgram(mainClass, settings, Map.of());
    }

    private Launch ofThisProgram(String mainClass, Map<String, String> settings, Map<String, String> more) {
        var environment = new HashMap<>(settings);
        environment.putAll(more);
        return new Launch(
                mainClass,
                java(
                        "-Xms16m",
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath,
                        mainClass),
                environment,
                home.state());
    }

    private static List<String> java(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static int statusOf(int port, String path) throws IOException {
        var connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setConnectTimeout(500);
        connection.setReadTimeout(2000);
        return connection.getResponseCode();
    }
}
