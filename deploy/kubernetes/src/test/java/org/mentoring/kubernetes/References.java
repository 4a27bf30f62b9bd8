package org.mentoring.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import static org.mentoring.kubernetes.Resource.each;
import static org.mentoring.kubernetes.Resource.texts;

/** Whatever a manifest names is there: in the installation, or made by an operator from something in it. */
final class References {

    private final Installation installation;
    private final Secrets secrets;
    private final List<String> problems = new ArrayList<>();

    private References(Installation installation) {
        this.installation = installation;
        this.secrets = Secrets.of(installation);
    }

    static List<String> problems(Installation installation) {
        var references = new References(installation);
        installation.workloads().forEach(references::workload);
        Stream.concat(installation.jobs(), installation.pods()).forEach(references::pod);
        installation.all("Service").forEach(references::service);
        installation.all("PodDisruptionBudget").forEach(references::budget);
        installation.all("HorizontalPodAutoscaler").forEach(scaler -> references.scaled(scaler, "Deployment"));
        installation.all("ScaledObject").forEach(references::scaledByLag);
        installation.all("TriggerAuthentication").forEach(references::authentication);
        installation.all("HTTPRoute").forEach(references::route);
        installation.all("Gateway").forEach(references::gateway);
        installation.all("BackendTLSPolicy").forEach(references::backendTls);
        Stream.of("ClientTrafficPolicy", "SecurityPolicy", "BackendTrafficPolicy")
                .flatMap(installation::all)
                .forEach(references::policy);
        installation
                .all("ScheduledBackup")
                .forEach(backup -> references.named(
                        backup, "Cluster", backup.spec().path("cluster").path("name")));
        installation.all("Cluster").forEach(references::database);
        installation.all("ObjectStore").forEach(references::store);
        installation.all("Certificate").forEach(references::certificate);
        installation
                .all("Issuer")
                .map(issuer -> issuer.spec().path("ca"))
                .filter(authority -> !authority.isMissingNode())
                .forEach(authority ->
                        references.authority(authority.path("secretName").asText()));
        installation.all("Keycloak").forEach(references::keycloak);
        installation.all("KeycloakRealmImport").forEach(references::realm);
        Stream.of("KafkaNodePool", "KafkaTopic", "KafkaUser")
                .flatMap(installation::all)
                .forEach(resource -> references.named(
                        resource,
                        "Kafka",
                        resource.document().path("metadata").path("labels").path("strimzi.io/cluster")));
        return references.problems;
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
                .forEach(name -> problems.add(workload + " mounts the volume " + name + ", which it does not have"));
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
                .forEach(
                        port -> problems.add(workload + " is probed at its port " + port + ", which it does not have"));
    }

    private void service(Resource service) {
        var selector = texts(service.spec().path("selector"));
        var behind = installation
                .workloads()
                .filter(workload -> workload.podLabels().entrySet().containsAll(selector.entrySet()))
                .toList();
        if (behind.isEmpty()) {
            problems.add(service + " selects " + selector + ", which no pod has");
        }
        for (var workload : behind) {
            each(service.spec().path("ports"))
                    .map(port -> port.path("targetPort").asText())
                    .filter(port -> !ports(workload).contains(port))
                    .forEach(port -> problems.add(
                            service + " leads to the port " + port + ", which " + workload + " does not have"));
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
            problems.add(budget + " selects " + selector + ", which no pod has");
        }
    }

    private void scaled(Resource scaler, String kind) {
        named(scaler, kind, scaler.spec().path("scaleTargetRef").path("name"));
    }

    private void scaledByLag(Resource scaler) {
        scaled(scaler, "Deployment");
        for (var trigger : scaler.spec().path("triggers")) {
            if (trigger.path("type").asText().equals("kafka")) {
                named(scaler, "KafkaTopic", trigger.path("metadata").path("topic"));
                named(
                        scaler,
                        "TriggerAuthentication",
                        trigger.path("authenticationRef").path("name"));
                if (!trigger.path("metadata").path("consumerGroup").asText().equals(scaler.name())) {
                    problems.add(scaler + " watches the consumer group "
                            + trigger.path("metadata").path("consumerGroup") + " of another service");
                }
            }
        }
    }

    private void authentication(Resource authentication) {
        each(authentication.spec().path("secretTargetRef")).forEach(reference -> secret(authentication, reference));
        each(authentication.spec().path("configMapTargetRef")).forEach(reference -> {
            named(authentication, "ConfigMap", reference.path("name"));
            installation
                    .find("ConfigMap", reference.path("name").asText())
                    .filter(map -> !map.document()
                            .path("data")
                            .has(reference.path("key").asText()))
                    .ifPresent(map ->
                            problems.add(authentication + " needs the key " + reference.path("key") + " of " + map));
        });
    }

    private void route(Resource route) {
        each(route.spec().path("parentRefs")).forEach(parent -> {
            named(route, "Gateway", parent.path("name"));
            if (parent.has("sectionName")) {
                var listener = parent.path("sectionName").asText();
                if (installation
                        .all("Gateway")
                        .noneMatch(gateway -> each(gateway.spec().path("listeners"))
                                .anyMatch(one -> one.path("name").asText().equals(listener)))) {
                    problems.add(route + " is for the listener " + listener + ", which the gateway does not have");
                }
            }
        });
        each(route.spec().path("rules"))
                .flatMap(rule -> each(rule.path("backendRefs")))
                .forEach(backend -> backend(route, backend));
    }

    private void backend(Resource from, JsonNode backend) {
        var name = backend.path("name").asText();
        var port = backend.path("port").asInt();
        var service = installation.find("Service", name);
        if (service.isPresent()) {
            if (each(service.get().spec().path("ports"))
                    .noneMatch(one -> one.path("port").asInt() == port)) {
                problems.add(from + " leads to the port " + port + " of " + service.get() + ", which it does not have");
            }
        } else if (installation
                .all("Keycloak")
                .noneMatch(keycloak -> name.equals(keycloak.name() + "-service")
                        && (keycloak.spec().path("http").path("httpPort").asInt() == port
                                || keycloak.spec()
                                                .path("http")
                                                .path("httpsPort")
                                                .asInt()
                                        == port))) {
            problems.add(from + " leads to the Service " + name + ", which is not there");
        }
    }

    private void gateway(Resource gateway) {
        each(gateway.spec().path("listeners"))
                .flatMap(listener -> each(listener.path("tls").path("certificateRefs")))
                .forEach(reference -> secret(gateway, reference.path("name").asText()));
    }

    private void policy(Resource policy) {
        each(policy.spec().path("targetRefs"))
                .forEach(target -> named(policy, target.path("kind").asText(), target.path("name")));
        each(policy.spec().path("jwt").path("providers"))
                .flatMap(provider -> each(provider.path("remoteJWKS").path("backendRefs")))
                .forEach(backend -> backend(policy, backend));
    }

    private void backendTls(Resource policy) {
        each(policy.spec().path("validation").path("caCertificateRefs"))
                .forEach(reference -> secret(policy, reference.path("name").asText(), "ca.crt"));
        each(policy.spec().path("targetRefs"))
                .map(target -> target.path("name").asText())
                .filter(name -> installation.find("Service", name).isEmpty()
                        && installation
                                .all("Keycloak")
                                .noneMatch(keycloak -> name.equals(keycloak.name() + "-service")))
                .forEach(name -> problems.add(policy + " names the Service " + name + ", which is not there"));
    }

    private void certificate(Resource certificate) {
        var issuer = certificate.spec().path("issuerRef");
        if (issuer.path("kind").asText().equals("Issuer")) {
            named(certificate, "Issuer", issuer.path("name"));
        }
    }

    private void database(Resource cluster) {
        cluster.spec()
                .path("bootstrap")
                .forEach(way -> secret(cluster, way.path("secret").path("name").asText()));
        each(cluster.spec().path("managed").path("roles"))
                .forEach(role ->
                        secret(cluster, role.path("passwordSecret").path("name").asText()));
        each(cluster.spec().path("plugins"))
                .forEach(plugin ->
                        named(cluster, "ObjectStore", plugin.path("parameters").path("barmanObjectName")));
    }

    private void store(Resource store) {
        store.spec().path("configuration").path("s3Credentials").forEach(reference -> secret(store, reference));
    }

    private void keycloak(Resource keycloak) {
        secret(keycloak, keycloak.spec().path("db").path("usernameSecret"));
        secret(keycloak, keycloak.spec().path("db").path("passwordSecret"));
        if (keycloak.spec().path("http").has("tlsSecret")) {
            secret(keycloak, keycloak.spec().path("http").path("tlsSecret").asText(), "tls.crt");
        }
        each(keycloak.spec()
                        .path("unsupported")
                        .path("podTemplate")
                        .path("spec")
                        .path("volumes"))
                .forEach(volume -> volume(keycloak, volume));
        secret(
                keycloak,
                keycloak.spec()
                        .path("bootstrapAdmin")
                        .path("user")
                        .path("secret")
                        .asText());
        var host = keycloak.spec().path("db").path("host").asText();
        if (installation.all("Cluster").noneMatch(cluster -> host.equals(cluster.name() + "-rw"))) {
            problems.add(keycloak + " is told of the database host " + host + ", which is not there");
        }
    }

    private void authority(String secret) {
        if (installation
                .all("Certificate")
                .noneMatch(certificate -> certificate.spec().path("isCA").asBoolean()
                        && certificate.spec().path("secretName").asText().equals(secret))) {
            problems.add("No Certificate of an authority makes the Secret " + secret + ", with which an Issuer signs");
        }
    }

    private void realm(Resource realm) {
        named(realm, "Keycloak", realm.spec().path("keycloakCRName"));
        realm.spec().path("placeholders").forEach(placeholder -> secret(realm, placeholder.path("secret")));
    }

    private void named(Resource from, String kind, JsonNode name) {
        if (installation.find(kind, name.asText()).isEmpty()) {
            problems.add(from + " names the " + kind + " " + name.asText() + ", which is not there");
        }
    }

    private void secret(Resource from, JsonNode reference) {
        secret(from, reference.path("name").asText(), reference.path("key").asText());
    }

    private void secret(Resource from, String name) {
        if (!secrets.has(name)) {
            problems.add(from + " names the Secret " + name + ", which nothing makes");
        }
    }

    private void secret(Resource from, String name, String key) {
        if (!secrets.has(name)) {
            secret(from, name);
        } else if (!secrets.has(name, key)) {
            problems.add(
                    from + " names the key " + key + " of the Secret " + name + ", which has " + secrets.keys(name));
        }
    }

    private void selects(Resource from, Map<String, String> selector, Map<String, String> labels) {
        if (!labels.entrySet().containsAll(selector.entrySet())) {
            problems.add(from + " selects " + selector + ", which its pods do not have: " + labels);
        }
    }
}
