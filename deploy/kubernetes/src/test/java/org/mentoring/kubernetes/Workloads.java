package org.mentoring.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import static org.mentoring.kubernetes.Resource.each;
import static org.mentoring.kubernetes.Resource.texts;

/** How pods run: with no more rights than Kubernetes calls restricted, and so that an upgrade costs no request. */
final class Workloads {

    private static final String NAME = "app.kubernetes.io/name";
    private static final Map<String, String> PROBES = Map.of(
            "startupProbe", "/q/health/started",
            "readinessProbe", "/q/health/ready",
            "livenessProbe", "/q/health/live");

    private final Installation installation;
    private final List<String> problems = new ArrayList<>();

    private Workloads(Installation installation) {
        this.installation = installation;
    }

    static List<String> problems(Installation installation) {
        var workloads = new Workloads(installation);
        Stream.of(installation.workloads(), installation.jobs(), installation.pods())
                .flatMap(pods -> pods)
                .forEach(workloads::restricted);
        installation.services().forEach(workloads::service);
        installation.all("Secret").forEach(secret -> workloads.problems.add(secret + " stands in a manifest"));
        return workloads.problems;
    }

    private void restricted(Resource workload) {
        var pod = workload.podTemplate().path("spec");
        require(workload, pod.path("securityContext").path("runAsNonRoot").asBoolean(), "may run as root");
        require(
                workload,
                pod.path("securityContext")
                        .path("seccompProfile")
                        .path("type")
                        .asText()
                        .equals("RuntimeDefault"),
                "may use every system call (seccompProfile)");
        require(
                workload,
                !pod.path("automountServiceAccountToken").asBoolean(true),
                "holds a token for the API of the cluster");
        for (var forbidden : List.of("hostNetwork", "hostPID", "hostIPC")) {
            require(workload, !pod.has(forbidden), "has " + forbidden);
        }
        containers(pod).forEach(container -> restricted(workload, container));
    }

    private void restricted(Resource workload, JsonNode container) {
        var name = "container " + container.path("name").asText() + " ";
        var context = container.path("securityContext");
        require(workload, !context.path("allowPrivilegeEscalation").asBoolean(true), name + "may gain privileges");
        require(
                workload,
                context.path("capabilities").path("drop").toString().equals("[\"ALL\"]"),
                name + "keeps capabilities");
        require(workload, !context.has("privileged"), name + "is privileged");
        require(workload, container.path("resources").path("requests").has("cpu"), name + "asks for no processor");
        require(
                workload,
                container.path("resources").path("limits").has("memory")
                        && container.path("resources").path("requests").has("memory"),
                name + "has no bounds on its memory");
        require(
                workload,
                container.path("image").asText().matches("[^:@]+:v?[0-9][^@]*(@sha256:[0-9a-f]{64})?"),
                name + "has an image without a version: "
                        + container.path("image").asText());
    }

    private void service(Resource service) {
        var pod = service.podTemplate().path("spec");
        var update = service.spec().path("strategy").path("rollingUpdate");
        require(service, update.path("maxUnavailable").asInt(1) == 0, "loses a replica while it is updated");
        require(service, update.path("maxSurge").asInt() > 0, "cannot be updated without a replica more");
        require(service, pod.path("topologySpreadConstraints").size() == 2, "is not spread over zones and nodes");
        each(pod.path("topologySpreadConstraints"))
                .forEach(spread -> require(
                        service,
                        texts(spread.path("labelSelector").path("matchLabels")).containsKey(NAME)
                                || each(spread.path("matchLabelKeys"))
                                        .anyMatch(key -> key.asText().equals(NAME)),
                        "is spread together with other services"));
        var job = installation.find("Job", service.name().replace("-service", "-migration"));
        var migrates = job.map(found -> found.podTemplate().path("spec").path("containers"))
                .orElse(pod.path("initContainers"));
        require(service, migrates.size() == 1, "has no step that migrates");
        require(
                service,
                job.isEmpty() || !pod.toString().contains("-database-owner"),
                "knows the owner's password beside the job that migrates");
        containers(pod)
                .forEach(container -> require(
                        service,
                        container
                                .path("securityContext")
                                .path("readOnlyRootFilesystem")
                                .asBoolean(),
                        "container " + container.path("name").asText() + " may write to its image"));
        var container = pod.path("containers").path(0);
        require(
                service,
                container.path("image").equals(migrates.path(0).path("image")),
                "migrates with another image than it runs");
        PROBES.forEach((probe, path) -> require(
                service,
                container.path(probe).path("httpGet").path("path").asText().equals(path)
                        && container
                                .path(probe)
                                .path("httpGet")
                                .path("port")
                                .asText()
                                .equals("management"),
                "has no " + probe + " of " + path + " at its management port"));
        require(service, installation.find("Service", service.name()).isPresent(), "has no Service");
    }

    private static Stream<JsonNode> containers(JsonNode pod) {
        return Stream.concat(each(pod.path("initContainers")), each(pod.path("containers")));
    }

    private void require(Resource workload, boolean holds, String otherwise) {
        if (!holds) {
            problems.add(workload + " " + otherwise);
        }
    }
}
