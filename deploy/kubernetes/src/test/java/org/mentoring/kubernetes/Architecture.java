package org.mentoring.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The architecture of the platform, with which manifests are compared: allowed connections, and the publishers of topics. */
final class Architecture {

    /** Caller, called and port; a group stands for each of its members, and {@code X} for the same service on both sides. */
    private static final String EVERYWHERE = """
            gateway     X-service          8080
            gateway     keycloak           8080
            gateway     docs               8080
            gateway     web-client         8080
            web-client  X-service          8080
            web-client  keycloak           8080
            keycloak    web-client         8080
            prometheus  web-client         9000
            prometheus  X-service          9000
            prometheus  keycloak           9000
            X-service   X-database         5432
            X-service   kafka              9092
            X-service   keycloak           8080
            keycloak    keycloak-database  5432
            ours        names              53
            """;

    private static final String DEMO = """
            notification-service  mail  1025
            keycloak              mail  1025
            """;

    private static final String PRODUCTION = """
            notification-service  internet           587
            keycloak              internet           587
            mentor-service        internet           443
            keda                  kafka              9092
            gateway               certificate-solver 8089
            realm-import          keycloak-database  5432
            keycloak-operator     outside            443
            keycloak-operator     outside            6443
            keycloak              keycloak           7800
            keycloak              keycloak           57800
            databases             databases          5432
            databases             databases          8000
            database-operator     databases          5432
            database-operator     databases          8000
            prometheus            databases          9187
            databases             outside            443
            databases             outside            6443
            kafka-nodes           outside            443
            kafka-nodes           outside            6443
            outside               kafka              9404
            """;

    private static final String JOBS = """
            X-migration  X-database  5432
            X-migration  names       53
            """;

    private static final String RECOVERY = """
            recovery  kafka  9092
            recovery  names  53
            """;

    private static final String SUBSCRIBERS = """
            subscriber         kafka       9094
            subscriber         kafka       9404
            databases          subscriber  443
            databases          subscriber  6443
            kafka-nodes        subscriber  443
            kafka-nodes        subscriber  6443
            keycloak-operator  subscriber  443
            keycloak-operator  subscriber  6443
            """;

    /** The topics that each service publishes to; what it listens to stands in its own configuration. */
    static final Map<String, Set<String>> PUBLISHES = Map.of(
            "user", published("mentoring.users"),
            "mentor", published("mentoring.mentors", "mentoring.calendars"),
            "booking",
                    published(
                            "mentoring.bookings", "mentoring.sessions", "mentoring.availability", "mentoring.openings"),
            "review", published("mentoring.reviews"),
            "notification", published("mentoring.preferences"));

    private static final List<String> OUTSIDE = List.of(
            "gateway", "prometheus", "names", "keda", "database-operator", "stranger", "internet", "private-network");

    private Architecture() {}

    /** Every service also acknowledges erasures, and provides what it holds about a person. */
    private static Set<String> published(String... own) {
        var topics = new TreeSet<>(List.of(own));
        topics.addAll(List.of("mentoring.erasures", "mentoring.exports"));
        return topics;
    }

    static Set<String> arrows(Installation installation) {
        var production = installation.overlay().equals("production");
        var arrows = new TreeSet<String>();
        var all = EVERYWHERE
                + (production ? PRODUCTION : DEMO)
                + (installation.jobs().findAny().isPresent() ? JOBS : "")
                + (installation.pods().findAny().isPresent() ? RECOVERY : "")
                + (installation.all("Kafka").anyMatch(NetworkConnections::hasSubscribers) ? SUBSCRIBERS : "");
        for (var line : all.lines().toList()) {
            var words = line.strip().split("\\s+");
            for (var from : members(words[0], production)) {
                for (var to : members(words[1], production)) {
                    if (!words[0].startsWith("X")
                            || !words[1].startsWith("X")
                            || owner(from).equals(owner(to))) {
                        arrows.add(place(from, production) + " -> " + place(to, production) + ":" + words[2]);
                    }
                }
            }
        }
        return arrows;
    }

    private static List<String> members(String word, boolean production) {
        return switch (word) {
            case "X-service" -> each("-service").toList();
            case "X-database" -> each("-database").toList();
            case "X-migration" -> each("-migration").toList();
            case "databases" ->
                Stream.concat(each("-database"), Stream.of("keycloak-database")).toList();
            case "kafka-nodes" -> List.of("kafka", "entity-operator");
            case "outside" -> OUTSIDE;
            case "ours" ->
                Stream.of(
                                each("-service"),
                                Stream.of("kafka", "keycloak", "docs", "web-client"),
                                production
                                        ? Stream.concat(
                                                each("-database"),
                                                Stream.of(
                                                        "keycloak-database",
                                                        "entity-operator",
                                                        "keycloak-operator",
                                                        "realm-import",
                                                        "certificate-solver"))
                                        : Stream.of("keycloak-database", "mail"))
                        .flatMap(part -> part)
                        .toList();
            default -> List.of(word);
        };
    }

    private static Stream<String> each(String suffix) {
        return Installation.SERVICES.stream().map(service -> service + suffix);
    }

    private static String owner(String part) {
        return part.replaceAll("-(service|database|migration)$", "");
    }

    /** The demo has one server for all databases. */
    private static String place(String part, boolean production) {
        return part.endsWith("-database") && !production ? "postgres" : part;
    }
}
