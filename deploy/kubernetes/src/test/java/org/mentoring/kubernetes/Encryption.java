package org.mentoring.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import static org.mentoring.kubernetes.Resource.each;

/** In production our parts speak TLS to each other, with certificates of the names that they are called by. */
final class Encryption {

    /** Public pages as files, and what only the cluster itself asks. */
    private static final List<String> PUBLIC = List.of("docs");

    private final Installation installation;
    private final List<String> problems = new ArrayList<>();

    private Encryption(Installation installation) {
        this.installation = installation;
    }

    static List<String> problems(Installation installation) {
        var encryption = new Encryption(installation);
        if (!installation.overlay().equals("demo")) {
            installation
                    .workloads()
                    .filter(workload -> !PUBLIC.contains(workload.name()))
                    .forEach(encryption::workload);
            installation.all("HTTPRoute").forEach(encryption::route);
            installation.all("BackendTLSPolicy").forEach(encryption::asksForTheNameItCalls);
            installation.all("Certificate").forEach(encryption::authority);
            installation.all("SecurityPolicy").forEach(encryption::keys);
            installation.all("Keycloak").forEach(encryption::keycloak);
            installation.all("KeycloakRealmImport").forEach(encryption::realm);
        }
        return encryption.problems;
    }

    private void workload(Resource workload) {
        var pod = workload.podTemplate().path("spec");
        var container = pod.path("containers").path(0);
        var environment = Settings.environment(installation, container);
        require(
                workload,
                List.of(environment.getOrDefault("QUARKUS_PROFILE", "").split(","))
                        .contains("tls"),
                "answers without TLS");
        var mounted = each(container.path("volumeMounts"))
                .filter(mount -> mount.path("mountPath").asText().equals("/certificates"))
                .map(mount -> mount.path("name").asText())
                .flatMap(name -> each(pod.path("volumes"))
                        .filter(volume -> volume.path("name").asText().equals(name)))
                .map(volume -> volume.path("secret").path("secretName").asText())
                .findFirst()
                .orElse("");
        require(workload, isFor(mounted, workload.name()), "has no certificate of the name " + workload.name());
        environment.values().stream()
                .filter(value -> value.startsWith("http://"))
                .forEach(value -> problems.add(workload + " calls " + value + " without TLS"));
    }

    private void route(Resource route) {
        each(route.spec().path("rules"))
                .flatMap(rule -> each(rule.path("backendRefs")))
                .map(backend -> backend.path("name").asText())
                .filter(service -> !PUBLIC.contains(service))
                .filter(service -> installation.all("BackendTLSPolicy").noneMatch(policy -> targets(policy, service)))
                .forEach(service -> problems.add(route + " leads to " + service + " without TLS"));
    }

    private void asksForTheNameItCalls(Resource policy) {
        var validation = policy.spec().path("validation");
        var name = validation.path("hostname").asText();
        require(
                policy,
                targets(policy, name)
                        && each(validation.path("caCertificateRefs"))
                                .allMatch(reference ->
                                        isFor(reference.path("name").asText(), name)),
                "asks for the certificate of " + name + ", which is not what it calls");
    }

    private void authority(Resource certificate) {
        require(
                certificate,
                !certificate.spec().path("isCA").asBoolean()
                        || certificate
                                .spec()
                                .at("/privateKey/rotationPolicy")
                                .asText()
                                .equals("Never"),
                "gets a new key when it is renewed, which parts that run do not believe");
    }

    private void keys(Resource policy) {
        each(policy.spec().path("jwt").path("providers"))
                .map(provider -> provider.path("remoteJWKS").path("uri").asText())
                .forEach(uri -> require(policy, uri.startsWith("https://"), "fetches keys without TLS"));
    }

    private void keycloak(Resource keycloak) {
        var http = keycloak.spec().path("http");
        require(
                keycloak,
                !http.path("httpEnabled").asBoolean()
                        && isFor(http.path("tlsSecret").asText(), keycloak.name() + "-service"),
                "answers without TLS");
        require(
                keycloak,
                each(keycloak.spec().path("additionalOptions"))
                        .anyMatch(option -> option.path("name").asText().equals("db-url-properties")
                                && option.path("value").asText().startsWith("?sslmode=verify-full&sslrootcert=")),
                "does not verify its database");
    }

    private void realm(Resource realm) {
        texts(realm.spec())
                .filter(text -> text.startsWith("http://"))
                .forEach(text -> problems.add(realm + " calls " + text + " without TLS"));
    }

    private boolean isFor(String secret, String name) {
        return installation
                .all("Certificate")
                .filter(certificate ->
                        certificate.spec().path("secretName").asText().equals(secret))
                .flatMap(certificate -> each(certificate.spec().path("dnsNames")))
                .anyMatch(dns -> dns.asText().equals(name));
    }

    private static boolean targets(Resource policy, String service) {
        return each(policy.spec().path("targetRefs"))
                .anyMatch(target -> target.path("name").asText().equals(service));
    }

    private static Stream<String> texts(JsonNode node) {
        return node.isTextual() ? Stream.of(node.asText()) : each(node).flatMap(Encryption::texts);
    }

    private void require(Resource resource, boolean holds, String otherwise) {
        if (!holds) {
            problems.add(resource + " " + otherwise);
        }
    }
}
