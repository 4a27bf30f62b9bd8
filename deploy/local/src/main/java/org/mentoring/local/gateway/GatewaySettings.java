package org.mentoring.local.gateway;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Settings from environment variables. The default limits are those of the manifests beside the routes.
 *
 * @param host the address to listen on, {@code GATEWAY_HOST}
 * @param port {@code GATEWAY_PORT}; 0 takes a free one
 * @param routes the directory with the manifests, {@code GATEWAY_ROUTES}
 * @param backends the address of each service by the name that the manifests use,
 *     {@code GATEWAY_BACKENDS=user-service=127.0.0.1:8081,…}
 * @param rate requests a second that one address may make for long, {@code GATEWAY_RATE}; 0 sets no limit
 * @param burst requests that one address may make at once, {@code GATEWAY_BURST}
 * @param bookingsAMinute bookings that one person may ask for in a minute, and as many holds, {@code GATEWAY_BOOKINGS}; 0
 *     sets no limit
 * @param corsOrigins pages from these origins may call the API, {@code GATEWAY_CORS_ORIGINS}
 * @param trustedPeers addresses of proxies whose {@code X-Forwarded-*} headers are trusted, {@code GATEWAY_TRUSTED_PEERS}
 * @param requestTimeout a service must begin its answer within this, {@code GATEWAY_REQUEST_TIMEOUT} in seconds
 * @param idleTimeout a silent connection is closed after this, {@code GATEWAY_IDLE_TIMEOUT} in seconds
 * @param connectionsPerBackend most connections to one service, {@code GATEWAY_BACKEND_CONNECTIONS}
 * @param managementPort where backends are changed and the web client finds the services, {@code GATEWAY_MANAGEMENT_PORT}; empty where they never are
 */
record GatewaySettings(
        String host,
        int port,
        Path routes,
        Map<String, Backend> backends,
        int rate,
        int burst,
        int bookingsAMinute,
        Set<String> corsOrigins,
        Set<String> trustedPeers,
        Duration requestTimeout,
        Duration idleTimeout,
        int connectionsPerBackend,
        OptionalInt managementPort) {

    static final int MAX_BODY_BYTES = 64 * 1024;
    /** More than the web client takes, so that people get its page about what is too large. */
    static final int MAX_BODY_BYTES_OF_PAGES = 1024 * 1024;

    static final String PAGES = "web-client";
    static final int MAX_BUFFERED_BYTES = 32 * 1024 * 1024;
    static final int MAX_HEADER_BYTES = 16 * 1024;

    private static final String LOCAL_SERVICES = "user-service=127.0.0.1:8081,mentor-service=127.0.0.1:8082,"
            + "booking-service=127.0.0.1:8083,review-service=127.0.0.1:8084,notification-service=127.0.0.1:8085,docs=127.0.0.1:8086,"
            + "web-client=127.0.0.1:8087";

    GatewaySettings {
        if (idleTimeout.compareTo(requestTimeout) <= 0) {
            throw new InvalidConfigurationException(
                    "GATEWAY_IDLE_TIMEOUT must be longer than GATEWAY_REQUEST_TIMEOUT, or waiting clients are cut off.");
        }
        corsOrigins.forEach(GatewaySettings::checkOrigin);
    }

    /** @throws InvalidConfigurationException naming the variable that is wrong */
    static GatewaySettings from(Map<String, String> environment) {
        return new GatewaySettings(
                environment.getOrDefault("GATEWAY_HOST", "127.0.0.1"),
                port("GATEWAY_PORT", environment.getOrDefault("GATEWAY_PORT", "8080")),
                Path.of(environment.getOrDefault("GATEWAY_ROUTES", "deploy/kubernetes/base/gateway")),
                backends(environment.getOrDefault("GATEWAY_BACKENDS", LOCAL_SERVICES)),
                number(environment, "GATEWAY_RATE", 200, 0),
                number(environment, "GATEWAY_BURST", 200, 1),
                number(environment, "GATEWAY_BOOKINGS", 60, 0),
                Set.copyOf(list(environment.getOrDefault("GATEWAY_CORS_ORIGINS", "http://localhost:3000"))),
                Set.copyOf(list(environment.getOrDefault("GATEWAY_TRUSTED_PEERS", ""))),
                Duration.ofSeconds(number(environment, "GATEWAY_REQUEST_TIMEOUT", 30, 1)),
                Duration.ofSeconds(number(environment, "GATEWAY_IDLE_TIMEOUT", 75, 1)),
                number(environment, "GATEWAY_BACKEND_CONNECTIONS", 256, 1),
                environment.containsKey("GATEWAY_MANAGEMENT_PORT")
                        ? OptionalInt.of(port("GATEWAY_MANAGEMENT_PORT", environment.get("GATEWAY_MANAGEMENT_PORT")))
                        : OptionalInt.empty());
    }

    /** The most bytes of a body to a service. */
    static int mostOf(String service) {
        return service.equals(PAGES) ? MAX_BODY_BYTES_OF_PAGES : MAX_BODY_BYTES;
    }

    static int port(String what, String text) {
        var port = parse(what, text);
        if (port < 0 || port > 65_535) {
            throw new InvalidConfigurationException(what + " names no port between 0 and 65535.");
        }
        return port;
    }

    private static Map<String, Backend> backends(String text) {
        return list(text).stream()
                .map(entry -> entry.split("=", 2))
                .peek(pair -> {
                    if (pair.length != 2) {
                        throw new InvalidConfigurationException(
                                "GATEWAY_BACKENDS is a list of name=host:port, and '" + pair[0] + "' has no address.");
                    }
                })
                .collect(Collectors.toMap(
                        pair -> pair[0].strip(),
                        pair -> Backend.parse(pair[1].strip()),
                        (first, second) -> second,
                        LinkedHashMap::new));
    }

    private static int number(Map<String, String> environment, String name, int otherwise, int least) {
        var text = environment.get(name);
        var number = text == null ? otherwise : parse(name, text);
        if (number < least) {
            throw new InvalidConfigurationException(name + " must be at least " + least + ", and is " + number + ".");
        }
        return number;
    }

    private static int parse(String what, String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new InvalidConfigurationException(what + " needs a whole number, and '" + text + "' is none.", e);
        }
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /** Browsers send scheme, host and port and nothing else, so that another spelling would silently never match. */
    private static void checkOrigin(String origin) {
        if (!origin.matches("https?://[a-z0-9.-]+(:[0-9]{1,5})?")
                || URI.create(origin).getHost() == null) {
            throw new InvalidConfigurationException("GATEWAY_CORS_ORIGINS lists origins such as http://localhost:3000, "
                    + "each by name; '" + origin + "' is none.");
        }
    }
}
