package org.mentoring.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import static org.mentoring.kubernetes.Resource.each;

/** In production a node may fail or be drained, and a version may change, without anything being gone as a whole. */
final class Availability {

    private static final String NODE = "kubernetes.io/hostname";

    private final Installation installation;
    private final List<String> problems = new ArrayList<>();

    private Availability(Installation installation) {
        this.installation = installation;
    }

    static List<String> problems(Installation installation) {
        var availability = new Availability(installation);
        if (!installation.overlay().equals("demo")) {
            installation.workloads().forEach(availability::workload);
            installation.all("Gateway").forEach(availability::gateway);
            installation.all("EnvoyProxy").forEach(availability::proxy);
            installation.all("Keycloak").forEach(availability::keycloak);
            installation.all("Kafka").forEach(availability::kafka);
            installation.all("Cluster").forEach(availability::database);
        }
        return availability.problems;
    }

    private void workload(Resource workload) {
        require(workload, budgetOf(workload.podLabels().get("app.kubernetes.io/name")), "has no PodDisruptionBudget");
        var scalers = Stream.of("HorizontalPodAutoscaler", "ScaledObject")
                .flatMap(kind -> installation.find(kind, workload.name()).stream())
                .toList();
        require(workload, scalers.size() == 1, "needs one autoscaler");
        for (var scaler : scalers) {
            var least = scaler.spec()
                    .path("minReplicas")
                    .asInt(scaler.spec().path("minReplicaCount").asInt());
            require(workload, least >= 2, "may come down to " + least + " replicas");
        }
        require(workload, !workload.spec().has("replicas"), "has a fixed number of replicas beside its autoscaler");
        require(
                workload,
                spread(workload.podTemplate().path("spec").path("topologySpreadConstraints")),
                "is not spread over nodes");
        // The step that migrates may take as long as a start.
        var probe =
                workload.podTemplate().path("spec").path("containers").path(0).path("startupProbe");
        var start = probe.path("periodSeconds").asInt()
                * probe.path("failureThreshold").asInt();
        require(
                workload,
                probe.isMissingNode()
                        || start >= 120
                                && workload.spec()
                                                .path("progressDeadlineSeconds")
                                                .asInt(600)
                                        >= 2 * start,
                "may take " + start + " s to start, and its rollout "
                        + workload.spec().path("progressDeadlineSeconds").asInt(600) + " s");
    }

    private void gateway(Resource gateway) {
        var proxy = gateway.spec().path("infrastructure").path("parametersRef");
        require(
                gateway,
                proxy.path("kind").asText().equals("EnvoyProxy")
                        && installation
                                .find("EnvoyProxy", proxy.path("name").asText())
                                .isPresent(),
                "has one proxy, which ends with its node");
    }

    private void proxy(Resource proxy) {
        var kubernetes = proxy.spec().path("provider").path("kubernetes");
        require(proxy, kubernetes.path("envoyHpa").path("minReplicas").asInt() >= 2, "may come down to one replica");
        require(proxy, kubernetes.has("envoyPDB"), "has no PodDisruptionBudget");
        installation
                .all("BackendTrafficPolicy")
                .map(policy -> policy.spec().at("/timeout/http/requestTimeout").asText())
                .filter(longest -> !longest.isEmpty())
                .forEach(longest -> require(
                        proxy,
                        seconds(proxy.spec().at("/shutdown/drainTimeout").asText()) >= seconds(longest),
                        "ends before the requests that it has begun, which may take " + longest));
        require(
                proxy,
                spread(kubernetes.path("envoyDeployment").path("pod").path("topologySpreadConstraints")),
                "is not spread over nodes");
        require(
                proxy,
                kubernetes
                                .path("envoyService")
                                .path("externalTrafficPolicy")
                                .asText()
                                .equals("Local")
                        || installation
                                .all("ClientTrafficPolicy")
                                .anyMatch(policy -> policy.spec().has("clientIPDetection")
                                        || policy.spec().has("proxyProtocol")),
                "counts the addresses of nodes instead of clients'");
    }

    private void keycloak(Resource keycloak) {
        require(keycloak, keycloak.spec().path("instances").asInt() >= 2, "has one instance");
        require(
                keycloak,
                installation
                        .all("PodDisruptionBudget")
                        .anyMatch(budget -> budget.spec()
                                .at("/selector/matchLabels/app")
                                .asText()
                                .equals("keycloak")),
                "has no PodDisruptionBudget");
        require(
                keycloak,
                keycloak.spec().path("update").has("strategy"),
                "stops all its instances for every new image");
        require(
                keycloak,
                each(keycloak.spec().path("additionalOptions"))
                                .anyMatch(option -> option.path("name").asText().equals("db-url-properties")
                                        && option.path("value").asText().contains("&socketTimeout="))
                        && each(keycloak.spec().path("additionalOptions"))
                                .anyMatch(option -> option.path("name").asText().equals("transaction-default-timeout")),
                "waits for a database that says nothing any more");
    }

    private void kafka(Resource kafka) {
        var rules = kafka.spec()
                .at("/kafka/template/pod/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution");
        require(
                kafka,
                each(rules)
                        .anyMatch(rule -> rule.path("topologyKey").asText().equals(NODE)
                                && each(rule.path("matchLabelKeys"))
                                        .anyMatch(key -> key.asText().equals("strimzi.io/pool-name"))),
                "may have two controllers on one node");
    }

    private void database(Resource cluster) {
        require(cluster, cluster.spec().path("instances").asInt() >= 3, "has fewer than three instances");
        require(
                cluster,
                cluster.spec()
                                .path("postgresql")
                                .path("synchronous")
                                .path("number")
                                .asInt()
                        > 0,
                "answers commits that one instance alone has");
    }

    private static int seconds(String duration) {
        return duration.matches("[0-9]+s") ? Integer.parseInt(duration.replace("s", "")) : 0;
    }

    private boolean budgetOf(String name) {
        return installation
                .all("PodDisruptionBudget")
                .anyMatch(budget -> budget.spec()
                        .path("selector")
                        .path("matchLabels")
                        .path("app.kubernetes.io/name")
                        .asText()
                        .equals(name));
    }

    private static boolean spread(JsonNode constraints) {
        return each(constraints)
                .anyMatch(constraint -> constraint.path("topologyKey").asText().equals(NODE));
    }

    private void require(Resource resource, boolean holds, String otherwise) {
        if (!holds) {
            problems.add(resource + " " + otherwise);
        }
    }
}
