package org.mentoring.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The ports of the local platform, all on this machine alone. */
final class Ports {

    static final int GATEWAY = 8080;
    static final int MAIL_PAGE = 8025;
    static final int SMTP = 1025;
    static final int KEYCLOAK = 8180;
    static final int KEYCLOAK_MANAGEMENT = 18180;
    static final int POSTGRES = 15432;
    static final int KAFKA = 19092;
    static final int KAFKA_CONTROLLER = 19093;

    /** The services in the order of their ports. */
    static final Map<String, Integer> SERVICES = services();

    private Ports() {}

    /** The first port that another program holds, and who wanted it. */
    static Optional<String> taken() {
        var wanted = new LinkedHashMap<Integer, String>();
        wanted.put(GATEWAY, "the gateway");
        SERVICES.forEach((service, port) -> wanted.put(port, service + "-service"));
        wanted.put(MAIL_PAGE, "the mail catcher");
        wanted.put(SMTP, "the mail catcher");
        wanted.put(KEYCLOAK, "Keycloak");
        wanted.put(KEYCLOAK_MANAGEMENT, "Keycloak");
        wanted.put(POSTGRES, "PostgreSQL");
        wanted.put(KAFKA, "Kafka");
        wanted.put(KAFKA_CONTROLLER, "Kafka");
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

    static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Map<String, Integer> services() {
        var services = new LinkedHashMap<String, Integer>();
        services.put("user", 8081);
        services.put("mentor", 8082);
        services.put("booking", 8083);
        services.put("review", 8084);
        services.put("notification", 8085);
        return services;
    }
}
