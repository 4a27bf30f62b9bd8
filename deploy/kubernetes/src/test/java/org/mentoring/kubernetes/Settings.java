package org.mentoring.kubernetes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import static org.mentoring.kubernetes.Resource.each;
import static org.mentoring.kubernetes.Resource.texts;

/** What the manifests tell the services, and what the services can and must be told, are the same. */
final class Settings {

    /** Long enough to be told apart from the rest: routers hear of an ended endpoint, the JVM ends. */
    private static final Duration MARGIN = Duration.ofSeconds(15);

    private final Installation installation;
    private final List<String> problems = new ArrayList<>();

    private Settings(Installation installation) {
        this.installation = installation;
    }

    static List<String> problems(Installation installation) {
        var settings = new Settings(installation);
        for (var service : Installation.SERVICES) {
            installation
                    .find("Deployment", service + "-service")
                    .ifPresentOrElse(
                            deployment -> settings.check(service, deployment),
                            () -> settings.problems.add("There is no Deployment " + service + "-service"));
        }
        installation
                .jobs()
                .forEach(job -> each(job.podTemplate().path("spec").path("containers"))
                        .forEach(container ->
                                settings.check(job.name().replace("-migration", ""), job, container, "migrate")));
        settings.sharedIsReadBySomebody();
        return settings.problems;
    }

    private void check(String service, Resource deployment) {
        var pod = deployment.podTemplate().path("spec");
        each(pod.path("initContainers")).forEach(container -> check(service, deployment, container, "migrate"));
        each(pod.path("containers"))
                .filter(container -> container.path("name").asText().equals("service"))
                .forEach(container -> {
                    check(service, deployment, container, "");
                    knowsNoOwner(deployment, container);
                    listensWhereItIsAsked(service, deployment, container);
                    endsInTime(service, deployment, container);
                });
    }

    private void check(String service, Resource deployment, JsonNode container, String profile) {
        var known = KnownSettings.of(service);
        var where = deployment + ", container " + container.path("name").asText();
        each(container.path("env"))
                .map(variable -> variable.path("name").asText())
                .filter(variable -> !known.know(variable))
                .forEach(variable ->
                        problems.add(where + " is told " + variable + ", which no setting of the service reads"));
        var environment = environment(installation, container);
        known.missing(environment, profile)
                .forEach(name -> problems.add(where + " is not told " + name + " (" + KnownSettings.variable(name)
                        + "), which has no value of its own"));
        if (installation.overlay().equals("production") && profile.isEmpty()) {
            known.effective(environment, profile).forEach((name, value) -> {
                if (value.contains("localhost") && name.matches("(mentoring|kafka)\\..*")) {
                    problems.add(where + " is not told " + KnownSettings.variable(name) + ", and would use " + value);
                }
            });
        }
    }

    /** The variables of a container; what a Secret holds shows as the Secret's name and key. */
    static Map<String, String> environment(Installation installation, JsonNode container) {
        var environment = new LinkedHashMap<String, String>();
        each(container.path("envFrom"))
                .map(from -> installation.find(
                        "ConfigMap", from.path("configMapRef").path("name").asText()))
                .forEach(map -> map.ifPresent(
                        found -> environment.putAll(texts(found.document().path("data")))));
        each(container.path("env")).forEach(variable -> {
            var secret = variable.path("valueFrom").path("secretKeyRef");
            environment.put(
                    variable.path("name").asText(),
                    secret.isMissingNode()
                            ? variable.path("value").asText()
                            : secret.path("name").asText() + "/"
                                    + secret.path("key").asText());
        });
        return environment;
    }

    private void sharedIsReadBySomebody() {
        installation
                .all("ConfigMap")
                .filter(map -> map.name().startsWith("settings-"))
                .flatMap(map -> texts(map.document().path("data")).keySet().stream())
                .filter(variable -> Installation.SERVICES.stream()
                        .noneMatch(service -> KnownSettings.of(service).know(variable)))
                .forEach(variable -> problems.add("The settings tell " + variable + ", which no service reads"));
    }

    private void knowsNoOwner(Resource deployment, JsonNode container) {
        environment(installation, container).forEach((name, value) -> {
            if (value.contains("-database-owner/")) {
                problems.add(deployment + " gives the running service " + name + " of the database's owner");
            }
        });
    }

    private void listensWhereItIsAsked(String service, Resource deployment, JsonNode container) {
        var effective = KnownSettings.of(service).effective(environment(installation, container), "");
        var ports = Map.of(
                "http", effective.getOrDefault("quarkus.http.port", "8080"),
                "management", effective.getOrDefault("quarkus.management.port", "9000"));
        ports.forEach((name, port) -> {
            if (each(container.path("ports"))
                    .noneMatch(one -> one.path("name").asText().equals(name)
                            && one.path("containerPort").asText().equals(port))) {
                problems.add(
                        deployment + " does not show the port " + port + " (" + name + ") that the service listens on");
            }
        });
    }

    private void endsInTime(String service, Resource deployment, JsonNode container) {
        var effective = KnownSettings.of(service).effective(environment(installation, container), "");
        var needed = Duration.parse(effective.getOrDefault("quarkus.shutdown.delay", "PT0S"))
                .plus(Duration.parse(effective.get("quarkus.shutdown.timeout")))
                .plus(MARGIN);
        var granted = Duration.ofSeconds(deployment
                .podTemplate()
                .path("spec")
                .path("terminationGracePeriodSeconds")
                .asLong(30));
        if (granted.compareTo(needed) < 0) {
            problems.add(
                    deployment + " is killed after " + granted + ", before it has ended, which takes up to " + needed);
        }
    }
}
