package org.mentoring.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.mentoring.kit.embedded.Launch;
import org.mentoring.kit.embedded.PartFailedException;

/** How the services, the web client and the parts of this program are started. */
public final class ServiceLaunch {

    /** Gives a service the heap that it has with the memory limit in deploy/kubernetes/base. */
    private static final String MEMORY_OF_A_POD = "-XX:MaxRAM=448m";

    private static final String LOCAL = "http://localhost:";

    private final PlatformPaths paths;
    private final Ports ports;
    private final Databases databases;
    private final CampaignMode campaignMode;

    public ServiceLaunch(PlatformPaths paths, Databases databases) {
        this.paths = paths;
        this.ports = paths.ports();
        this.databases = databases;
        this.campaignMode = new CampaignMode(paths);
    }

    /**
     * How a service or the web client is started.
     *
     * @param application one of {@link Ports#APPLICATIONS}
     * @param overrides environment variables in place of those of the running instance
     */
    public Launch of(String application, Map<String, String> overrides) throws IOException {
        var jar = paths.application(application);
        if (!Files.exists(jar)) {
            throw new PartFailedException(PlatformPaths.module(application) + " is not built: " + jar + " is missing.");
        }
        var environment = application.equals(Catalogue.WEB) ? webEnvironment() : serviceEnvironment(application);
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(ports.application(application)));
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.managementOf(application)));
        environment.put("MENTORING_ISSUER", LOCAL + ports.keycloak() + "/realms/mentoring");
        environment.put("MENTORING_ISSUER_ADDRESS", keycloak() + "/realms/mentoring");
        environment.putAll(overrides);
        return new Launch(
                application,
                // A symbolic link may be changed while the process still loads classes.
                java(
                        "@" + paths.jvmOptions(),
                        MEMORY_OF_A_POD,
                        "-jar",
                        jar.toRealPath().toString()),
                environment,
                paths.state());
    }

    private String keycloak() {
        return LOCAL + campaignMode.port(Catalogue.KEYCLOAK, ports.keycloak());
    }

    private Map<String, String> serviceEnvironment(String service) throws IOException {
        var environment = new HashMap<String, String>();
        environment.put("MENTORING_DATABASE_HOST", "localhost");
        environment.put(
                "MENTORING_DATABASE_PORT", Integer.toString(campaignMode.port(Catalogue.POSTGRES, ports.postgres())));
        environment.put("MENTORING_DATABASE_NAME", service);
        environment.put("MENTORING_DATABASE_OWNER_USERNAME", service + "_owner");
        environment.put("MENTORING_DATABASE_OWNER_PASSWORD", databases.ownerPassword(service));
        environment.put("MENTORING_DATABASE_APP_USERNAME", service + "_app");
        environment.put("MENTORING_DATABASE_APP_PASSWORD", databases.appPassword(service));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + campaignMode.port(Catalogue.KAFKA, ports.kafka()));
        environment.put("MENTORING_KEYCLOAK_URL", keycloak());
        environment.put("MENTORING_KEYCLOAK_CLIENT_SECRET", service + "-service-local-secret");
        environment.put("MENTORING_IDENTITY_CHECKS_CONFIRM_AFTER", "PT15S");
        environment.put("QUARKUS_MAILER_HOST", "localhost");
        environment.put("QUARKUS_MAILER_PORT", Integer.toString(campaignMode.port(Catalogue.MAIL, ports.smtp())));
        environment.put("MENTORING_BOOKING_LINKS_KEYS", databases.secret("booking-links"));
        environment.put("MENTORING_UNSUBSCRIBE_KEYS", databases.secret("unsubscribe"));
        environment.put("MENTORING_UNSUBSCRIBE_ADDRESS", LOCAL + ports.gateway() + "/api/v1/notifications/unsubscribe");
        environment.put("MENTORING_REPORTS_ADMINS", "admin@example.org");
        environment.put("MENTORING_CALENDAR_PUBLIC_URL", LOCAL + ports.gateway());
        return environment;
    }

    private Map<String, String> webEnvironment() throws IOException {
        var environment = new HashMap<String, String>();
        environment.put("MENTORING_WEB_PUBLIC_URL", LOCAL + ports.gateway());
        environment.put("MENTORING_WEB_SIGN_IN_ORIGIN", LOCAL + ports.keycloak());
        environment.put("MENTORING_WEB_CLIENT_SECRET", "web-client-local-secret");
        environment.put("MENTORING_WEB_KEY", databases.secret("web"));
        // Through the gateway, which routes to the active instance.
        environment.put("MENTORING_WEB_API", "http://127.0.0.1:" + ports.gatewayManagement());
        return environment;
    }

    /** How a main class of this program is started as a process of its own. */
    Launch localProgram(String mainClass, String classPath, Map<String, String> environment) {
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
                paths.state());
    }

    /** The address of each service by its name in the routes. */
    String backends() {
        return Ports.SERVICES.stream()
                .map(service -> service + "-service=127.0.0.1:" + ports.service(service))
                .collect(Collectors.joining(
                        ",", "", ",docs=127.0.0.1:" + ports.docs() + ",web-client=127.0.0.1:" + ports.web()));
    }

    private static List<String> java(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        return command;
    }
}
