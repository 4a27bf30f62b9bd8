package org.mentoring.kubernetes;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import static org.mentoring.kubernetes.Resource.each;
import static org.mentoring.kubernetes.Resource.texts;

/** What pods reference, and the Services and budgets that select them. */
final class PodReferences extends References {

    PodReferences(Installation installation) {
        super(installation);
    }

    @Override
    void check() {
        installation.workloads().forEach(this::workload);
        Stream.concat(installation.jobs(), installation.pods()).forEach(this::pod);
        installation.all("Service").forEach(this::service);
        installation.all("PodDisruptionBudget").forEach(this::budget);
        installation
                .all("Keycloak")
                .forEach(keycloak -> each(keycloak.spec().at("/unsupported/podTemplate/spec/volumes"))
                        .forEach(volume -> volume(keycloak, volume)));
    }

    private void workload(Resource workload) {
        selects(workload, texts(workload.spec().path("selector").path("matchLabels")), workload.podLabels());
        pod(workload);
    }

    private void pod(Resource workload) {
        var pod = workload.podTemplate().path("spec");
        if (pod.has("serviceAccountName")) {
            named(workload, "ServiceAccount", pod.path("serviceAccountName"));
        }
        each(pod.path("topologySpreadConstraints"))
                .forEach(spread -> selects(
                        workload, texts(spread.path("labelSelector").path("matchLabels")), workload.podLabels()));
        var volumes = each(pod.path("volumes"))
                .map(volume -> volume.path("name").asText())
                .collect(Collectors.toSet());
        each(workload.spec().path("volumeClaimTemplates"))
                .forEach(
                        claim -> volumes.add(claim.path("metadata").path("name").asText()));
        each(pod.path("volumes")).forEach(volume -> volume(workload, volume));
        Stream.concat(each(pod.path("initContainers")), each(pod.path("containers")))
                .forEach(container -> container(workload, container, volumes));
    }

    private void volume(Resource workload, JsonNode volume) {
        if (volume.has("configMap")) {
            named(workload, "ConfigMap", volume.path("configMap").path("name"));
        }
        if (volume.has("secret")) {
            var secret = volume.path("secret");
            var name = secret.path("secretName").asText();
            if (secret.has("items")) {
                each(secret.path("items"))
                        .forEach(item -> secret(workload, name, item.path("key").asText()));
            } else {
                secret(workload, name);
            }
        }
    }

    private void container(Resource workload, JsonNode container, Set<String> volumes) {
        each(container.path("volumeMounts"))
                .map(mount -> mount.path("name").asText())
                .filter(name -> !volumes.contains(name))
                .forEach(name -> problem(workload + " mounts the volume " + name + ", which it does not have"));
        each(container.path("envFrom"))
                .forEach(from ->
                        named(workload, "ConfigMap", from.path("configMapRef").path("name")));
        each(container.path("env"))
                .map(variable -> variable.path("valueFrom").path("secretKeyRef"))
                .filter(reference -> !reference.isMissingNode())
                .forEach(reference -> secret(workload, reference));
        var ports = each(container.path("ports"))
                .map(port -> port.path("name").asText())
                .collect(Collectors.toSet());
        Stream.of("startupProbe", "readinessProbe", "livenessProbe")
                .map(container::path)
                .map(probe -> probe.path("httpGet")
                        .path("port")
                        .asText(probe.path("tcpSocket").path("port").asText()))
                .filter(port -> !port.isEmpty() && !ports.contains(port))
                .forEach(port -> problem(workload + " is probed at its port " + port + ", which it does not have"));
    }

    private void service(Resource service) {
        var selector = texts(service.spec().path("selector"));
        var behind = installation
                .workloads()
                .filter(workload -> workload.podLabels().entrySet().containsAll(selector.entrySet()))
                .toList();
        if (behind.isEmpty()) {
            problem(service + " selects " + selector + ", which no pod has");
        }
        for (var workload : behind) {
            each(service.spec().path("ports"))
                    .map(port -> port.path("targetPort").asText())
                    .filter(port -> !ports(workload).contains(port))
                    .forEach(port ->
                            problem(service + " leads to the port " + port + ", which " + workload + " does not have"));
        }
    }

    private static Set<String> ports(Resource workload) {
        return each(workload.podTemplate().path("spec").path("containers"))
                .flatMap(container -> each(container.path("ports")))
                .map(port -> port.path("name").asText())
                .collect(Collectors.toSet());
    }

    private void budget(Resource budget) {
        var selector = texts(budget.spec().path("selector").path("matchLabels"));
        if (Stream.concat(
                        installation.workloads().map(Resource::podLabels),
                        installation.all("Keycloak").map(keycloak -> Map.of("app", "keycloak")))
                .noneMatch(labels -> labels.entrySet().containsAll(selector.entrySet()))) {
            problem(budget + " selects " + selector + ", which no pod has");
        }
    }

    private void selects(Resource from, Map<String, String> selector, Map<String, String> labels) {
        if (!labels.entrySet().containsAll(selector.entrySet())) {
            problem(from + " selects " + selector + ", which its pods do not have: " + labels);
        }
    }
}
