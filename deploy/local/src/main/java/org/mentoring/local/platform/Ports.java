package org.mentoring.local.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ports of the local platform, all on this machine alone.
 *
 * @param offset added to each, so that a platform for tests runs beside another one
 */
public record Ports(int offset) {

    /** The services in the order of their ports. */
    public static final List<String> SERVICES = List.of("user", "mentor", "booking", "review", "notification");

    /** What serves requests behind the gateway and is built here: the services and the web client. */
    public static final List<String> APPLICATIONS =
            Stream.concat(SERVICES.stream(), Stream.of(Catalogue.WEB)).toList();

    /** The parts that others reach through proxies where the platform is for campaigns, in the order of their ports. */
    static final List<String> PROXIED =
            List.of(Catalogue.POSTGRES, Catalogue.KAFKA, Catalogue.KEYCLOAK, Catalogue.MAIL);

    private static final int FIRST_PROXY = 14001;
    private static final int FIRST_SERVICE = 8081;
    private static final int FIRST_MANAGEMENT = 9081;

    public int gateway() {
        return 8080 + offset;
    }

    /** Where an application answers; it is one of {@link #APPLICATIONS}. */
    public int application(String application) {
        return application.equals(Catalogue.WEB) ? web() : service(application);
    }

    /** The management port of an application. */
    public int managementOf(String application) {
        return application.equals(Catalogue.WEB) ? webManagement() : management(application);
    }

    public int service(String service) {
        return FIRST_SERVICE + SERVICES.indexOf(service) + offset;
    }

    /** The management port of a service: health and metrics. */
    int management(String service) {
        return FIRST_MANAGEMENT + SERVICES.indexOf(service) + offset;
    }

    /** The gateway's management port, on which routes are changed and the web client finds the services. */
    public int gatewayManagement() {
        return 9080 + offset;
    }

    /** Behind the gateway, which shows the pages under {@code /docs}. */
    int docs() {
        return 8086 + offset;
    }

    /** Behind the gateway, which shows its pages under every path that nothing else claims. */
    public int web() {
        return 8087 + offset;
    }

    int webManagement() {
        return 9087 + offset;
    }

    public int mailPage() {
        return 8025 + offset;
    }

    int smtp() {
        return 1025 + offset;
    }

    public int keycloak() {
        return 8180 + offset;
    }

    int keycloakManagement() {
        return 18180 + offset;
    }

    public int postgres() {
        return 15432 + offset;
    }

    int kafka() {
        return 19092 + offset;
    }

    int kafkaController() {
        return 19093 + offset;
    }

    /** The Kafka listener that advertises the port of the proxy. */
    int kafkaBehindProxy() {
        return 19094 + offset;
    }

    /** The port of the proxy before a part. */
    int proxy(String part) {
        return FIRST_PROXY + PROXIED.indexOf(part) + offset;
    }

    /** The control port of the proxies. */
    public int proxyControl() {
        return 14000 + offset;
    }

    /** A sentence about the first port that another program uses; empty if there is none. */
    public Optional<String> taken() {
        var wanted = new LinkedHashMap<Integer, String>();
        wanted.put(gateway(), "the gateway");
        wanted.put(gatewayManagement(), "the gateway");
        SERVICES.forEach(service -> {
            wanted.put(service(service), service + "-service");
            wanted.put(management(service), service + "-service");
        });
        wanted.put(docs(), "the pages for developers");
        wanted.put(web(), "the web client");
        wanted.put(webManagement(), "the web client");
        wanted.put(mailPage(), "the mail catcher");
        wanted.put(smtp(), "the mail catcher");
        wanted.put(keycloak(), "Keycloak");
        wanted.put(keycloakManagement(), "Keycloak");
        wanted.put(postgres(), "PostgreSQL");
        wanted.put(kafka(), "Kafka");
        wanted.put(kafkaController(), "Kafka");
        return wanted.entrySet().stream()
                .filter(port -> isTaken(port.getKey()))
                .findFirst()
                .map(port -> "Port " + port.getKey() + ", which " + port.getValue()
                        + " needs, is taken by another program. Stop that program and try again.");
    }

    static boolean isTaken(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    public static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
