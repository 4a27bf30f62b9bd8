package org.mentoring.local.platform;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.mentoring.local.supervisor.Part;

/** The parts of the local platform, and how each is found to be ready. */
public final class Catalogue {

    static final String POSTGRES = "postgres";
    static final String KAFKA = "kafka";
    static final String KEYCLOAK = "keycloak";
    static final String WEB = "web";
    static final String MAIL = "mail";
    /** Of a platform for campaigns alone. */
    public static final String PROXIES = "proxies";

    static final String GATEWAY = "gateway";

    /** On the management port of a service. */
    public static final String READY = "/q/health/ready";

    private static final String LOCAL = "http://localhost:";

    private final PlatformPaths paths;
    private final Ports ports;
    private final ServiceLaunch launches;
    private final Infrastructure infrastructure;
    private final String classPath;
    private final DevMode devMode;
    private final CampaignMode campaignMode;

    /** @param classPath of this program, for the parts that belong to it */
    Catalogue(PlatformPaths paths, ServiceLaunch launches, Infrastructure infrastructure, String classPath) {
        this.paths = paths;
        this.ports = paths.ports();
        this.launches = launches;
        this.infrastructure = infrastructure;
        this.classPath = classPath;
        this.devMode = new DevMode(paths);
        this.campaignMode = new CampaignMode(paths);
    }

    List<Part> parts() {
        var parts = new ArrayList<>(infrastructure.parts());
        if (campaignMode.isOn()) {
            parts.add(proxies());
        }
        parts.add(mail());
        Ports.SERVICES.forEach(service -> parts.add(service(service)));
        parts.add(docs());
        parts.add(web());
        parts.add(gateway());
        parts.add(demoData());
        return parts;
    }

    /** Whether a GET of the path is answered with 200. */
    public static boolean answers(int port, String path) throws IOException {
        return statusOf(port, path) == HttpURLConnection.HTTP_OK;
    }

    private Part mail() {
        return Part.server(
                MAIL,
                LOCAL + ports.mailPage(),
                Set.of(),
                () -> launches.localProgram(
                        "org.mentoring.local.mail.MailCatcher",
                        classPath,
                        Map.of(
                                "MAIL_PAGE_PORT", Integer.toString(ports.mailPage()),
                                "SMTP_PORT", Integer.toString(ports.smtp()))),
                () -> answers(ports.mailPage(), "/api/messages"));
    }

    private Part proxies() {
        return Part.server(
                PROXIES,
                "",
                Set.of(),
                () -> launches.localProgram(
                        "org.mentoring.local.proxy.Proxies", classPath, campaignMode.environmentOfProxies()),
                () -> answers(ports.proxyControl(), "/links"));
    }

    private Part service(String service) {
        return Part.server(
                        service,
                        LOCAL + ports.service(service),
                        campaignMode.isOn() ? Set.of(POSTGRES, KAFKA, PROXIES) : Set.of(POSTGRES, KAFKA),
                        () -> {
                            var packaged = launches.of(service, Map.of());
                            return devMode.isRequested(service)
                                    ? devMode.launch(service, packaged)
                                    : campaignMode.withClock(service, packaged);
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
                    var packaged = launches.of(WEB, Map.of());
                    return devMode.isRequested(WEB) ? devMode.launch(WEB, packaged) : packaged;
                },
                () -> answers(ports.webManagement(), READY));
    }

    private Part gateway() {
        return Part.server(
                GATEWAY,
                LOCAL + ports.gateway(),
                Set.of(),
                () -> launches.localProgram(
                        "org.mentoring.local.gateway.Gateway",
                        classPath,
                        Map.of(
                                "GATEWAY_PORT", Integer.toString(ports.gateway()),
                                "GATEWAY_MANAGEMENT_PORT", Integer.toString(ports.gatewayManagement()),
                                "GATEWAY_ROUTES", paths.routes().toString(),
                                "GATEWAY_BACKENDS", launches.backends())),
                () -> statusOf(ports.gateway(), "/") > 0);
    }

    private Part docs() {
        return Part.server(
                "docs",
                LOCAL + ports.gateway() + "/docs",
                Set.of(),
                () -> launches.localProgram(
                        "org.mentoring.local.docs.DocsPages",
                        classPath,
                        Map.of(
                                "DOCS_PORT", Integer.toString(ports.docs()),
                                "DOCS_DIRECTORY", paths.pages().toString())),
                () -> answers(ports.docs(), "/docs/"));
    }

    /** Needs the services that it calls, not those that only consume their events. */
    private Part demoData() {
        var environment = new HashMap<>(paths.addresses().environment());
        environment.put("DEMO_DATA_DONE", paths.data("demo-data.done").toString());
        return Part.task(
                "demo-data",
                Set.of(GATEWAY, KEYCLOAK, "user", "mentor", "booking"),
                () -> launches.localProgram("org.mentoring.local.demo.DemoData", classPath, environment));
    }

    private static int statusOf(int port, String path) throws IOException {
        var connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setConnectTimeout(500);
        connection.setReadTimeout(2000);
        return connection.getResponseCode();
    }
}
