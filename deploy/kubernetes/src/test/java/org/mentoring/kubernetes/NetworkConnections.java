package org.mentoring.kubernetes;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import static org.mentoring.kubernetes.Resource.each;
import static org.mentoring.kubernetes.Resource.texts;

/**
 * The connections that the network policies allow, evaluated as a cluster does: between two pods of the platform, an egress policy of
 * one and an ingress policy of the other must allow it. {@link Architecture} lists the intended connections.
 */
final class NetworkConnections {

    private static final String OURS = "mentoring";

    private final List<Resource> policies;
    /** Those of pods in our own namespace. */
    private final List<Resource> monitors;

    private final List<Actor> actors;

    private NetworkConnections(Installation installation) {
        this.policies = Stream.concat(
                        installation.all("NetworkPolicy"),
                        installation.all("Kafka").flatMap(NetworkConnections::ofListeners))
                .toList();
        this.monitors = installation
                .all("PodMonitor")
                .filter(monitor -> !monitor.spec().has("namespaceSelector"))
                .toList();
        this.actors = actors(installation);
    }

    /** Somebody who calls or is called: pods of ours, pods of others, or an address without a pod. */
    private record Actor(String name, String namespace, Map<String, String> labels, String address) {

        boolean isOurs() {
            return namespace.equals(OURS);
        }
    }

    static List<String> problems(Installation installation) {
        var arrows = new NetworkConnections(installation);
        var there = arrows.all();
        var wanted = Architecture.arrows(installation);
        return Stream.of(
                        arrows.selectNothing(),
                        there.stream()
                                .filter(arrow -> !wanted.contains(arrow))
                                .map(arrow -> "The network policies allow " + arrow
                                        + ", which the architecture does not have"),
                        wanted.stream()
                                .filter(arrow -> !there.contains(arrow))
                                .map(arrow -> "The network policies do not allow " + arrow))
                .flatMap(problems -> problems)
                .toList();
    }

    private Stream<String> selectNothing() {
        return Stream.concat(
                        policies.stream()
                                .filter(policy -> !policy.name().isEmpty())
                                .filter(policy -> !selectsAny(policy.spec().path("podSelector"))),
                        monitors.stream()
                                .filter(monitor -> !selectsAny(monitor.spec().path("selector"))))
                .map(resource -> resource + " selects no pod");
    }

    private boolean selectsAny(JsonNode selector) {
        return actors.stream().anyMatch(actor -> actor.isOurs() && selects(selector, actor.labels()));
    }

    private Set<String> all() {
        var ports = new TreeSet<Integer>();
        for (var policy : policies) {
            for (var rules :
                    List.of(policy.spec().path("ingress"), policy.spec().path("egress"))) {
                each(rules)
                        .flatMap(rule -> each(rule.path("ports")))
                        .forEach(port -> ports.add(port.path("port").asInt()));
            }
        }
        // One that no policy names stands for all others.
        ports.add(1);
        var arrows = new TreeSet<String>();
        for (var from : actors) {
            for (var to : actors) {
                for (var port : ports) {
                    if ((from.isOurs() || to.isOurs()) && mayCall(from, to, port) && mayBeCalled(to, from, port)) {
                        arrows.add(from.name() + " -> " + to.name() + ":" + port);
                    }
                }
            }
        }
        return arrows;
    }

    private boolean mayCall(Actor from, Actor to, int port) {
        return !from.isOurs() || allows(from, to, port, "Egress", "egress", "to");
    }

    private boolean mayBeCalled(Actor to, Actor from, int port) {
        return !to.isOurs() || allows(to, from, port, "Ingress", "ingress", "from");
    }

    private boolean allows(Actor pod, Actor other, int port, String type, String rules, String peers) {
        var bound = policies.stream()
                .filter(policy -> each(policy.spec().path("policyTypes"))
                        .anyMatch(one -> one.asText().equals(type)))
                .filter(policy -> selects(policy.spec().path("podSelector"), pod.labels()))
                .toList();
        return bound.isEmpty()
                || bound.stream()
                        .flatMap(policy -> each(policy.spec().path(rules)))
                        .anyMatch(rule -> (!rule.has("ports")
                                        || each(rule.path("ports"))
                                                .anyMatch(
                                                        one -> one.path("port").asInt() == port))
                                && (!rule.has(peers) || each(rule.path(peers)).anyMatch(peer -> is(other, peer))));
    }

    /** The operator of Kafka makes a policy for each listener, and one for metrics; one that names no peers admits everybody. */
    private static Stream<Resource> ofListeners(Resource kafka) {
        var metrics = JsonNodeFactory.instance.objectNode().put("port", 9404);
        return Stream.concat(
                        each(kafka.spec().path("kafka").path("listeners")),
                        kafka.spec().path("kafka").has("metricsConfig") ? Stream.of(metrics) : Stream.empty())
                .map(listener -> {
                    var policy = JsonNodeFactory.instance.objectNode();
                    var spec = policy.putObject("spec");
                    spec.putObject("podSelector")
                            .putObject("matchLabels")
                            .put("strimzi.io/cluster", kafka.name())
                            .put("app.kubernetes.io/name", "kafka");
                    spec.putArray("policyTypes").add("Ingress");
                    var rule = spec.putArray("ingress").addObject();
                    rule.putArray("ports").addObject().set("port", listener.path("port"));
                    if (listener.has("networkPolicyPeers")) {
                        rule.set("from", listener.path("networkPolicyPeers"));
                    }
                    return new Resource(policy);
                });
    }

    private static boolean is(Actor actor, JsonNode peer) {
        if (peer.has("ipBlock")) {
            var block = peer.path("ipBlock");
            return within(actor.address(), block.path("cidr").asText())
                    && each(block.path("except")).noneMatch(except -> within(actor.address(), except.asText()));
        }
        var namespace = peer.has("namespaceSelector")
                ? selects(
                        peer.path("namespaceSelector"),
                        Map.of(
                                "kubernetes.io/metadata.name",
                                actor.namespace(),
                                "mentoring/subscriber",
                                Boolean.toString(actor.namespace().equals("subscribers"))))
                : actor.isOurs();
        return namespace && (!peer.has("podSelector") || selects(peer.path("podSelector"), actor.labels()));
    }

    private static boolean selects(JsonNode selector, Map<String, String> labels) {
        return labels.entrySet().containsAll(texts(selector.path("matchLabels")).entrySet())
                && each(selector.path("matchExpressions")).allMatch(expression -> switch (expression
                        .path("operator")
                        .asText()) {
                    case "Exists" -> labels.containsKey(expression.path("key").asText());
                    default -> throw new IllegalArgumentException("Not worked out here: " + expression);
                });
    }

    private static boolean within(String address, String block) {
        var parts = block.split("/");
        var shift = 32 - Integer.parseInt(parts[1]);
        return number(address).shiftRight(shift).equals(number(parts[0]).shiftRight(shift));
    }

    private static BigInteger number(String address) {
        try {
            return new BigInteger(1, InetAddress.ofLiteral(address).getAddress());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(address + " is no address", e);
        }
    }

    private static List<Actor> actors(Installation installation) {
        var actors = new ArrayList<Actor>();
        Stream.of(installation.workloads(), installation.jobs(), installation.pods())
                .flatMap(pods -> pods)
                .forEach(workload -> actors.add(ours(workload.name(), workload.podLabels())));
        installation.all("Cluster").forEach(cluster -> {
            var labels =
                    new HashMap<>(texts(cluster.spec().path("inheritedMetadata").path("labels")));
            labels.put("cnpg.io/cluster", cluster.name());
            actors.add(ours(cluster.name(), labels));
        });
        installation
                .all("Kafka")
                .forEach(kafka -> Stream.of("kafka", "entity-operator")
                        .forEach(part -> actors.add(ours(
                                part, Map.of("strimzi.io/cluster", kafka.name(), "app.kubernetes.io/name", part)))));
        installation.all("Keycloak").forEach(keycloak -> {
            actors.add(
                    ours("keycloak", Map.of("app", "keycloak", "app.kubernetes.io/managed-by", "keycloak-operator")));
            actors.add(ours("keycloak-operator", Map.of("app.kubernetes.io/name", "keycloak-operator")));
        });
        installation
                .all("KeycloakRealmImport")
                .forEach(realm -> actors.add(ours("realm-import", Map.of("app", "keycloak-realm-import"))));
        installation
                .all("Certificate")
                .forEach(certificate ->
                        actors.add(ours("certificate-solver", Map.of("acme.cert-manager.io/http01-solver", "true"))));
        actors.add(pod("gateway", "envoy-gateway-system", "gateway.envoyproxy.io/owning-gateway-name", "mentoring"));
        actors.add(pod("prometheus", "monitoring", "app.kubernetes.io/name", "prometheus"));
        actors.add(pod("names", "kube-system", "k8s-app", "kube-dns"));
        actors.add(pod("keda", "keda", "app.kubernetes.io/name", "keda-operator"));
        actors.add(pod("database-operator", "cnpg-system", "app.kubernetes.io/name", "cloudnative-pg"));
        if (installation.all("Kafka").anyMatch(NetworkConnections::hasSubscribers)) {
            actors.add(pod("subscriber", "subscribers", "app", "theirs"));
        }
        actors.add(pod("stranger", "default", "app.kubernetes.io/name", "booking-service"));
        actors.add(new Actor("internet", "", Map.of(), "203.0.113.7"));
        actors.add(new Actor("private-network", "", Map.of(), "192.168.7.7"));
        return actors;
    }

    static boolean hasSubscribers(Resource kafka) {
        return each(kafka.spec().path("kafka").path("listeners"))
                .anyMatch(listener -> listener.path("port").asInt() == 9094);
    }

    private static Actor ours(String name, Map<String, String> labels) {
        return new Actor(name, OURS, labels, "10.1.1.1");
    }

    private static Actor pod(String name, String namespace, String label, String value) {
        return new Actor(name, namespace, Map.of(label, value), "10.2.2.2");
    }
}
