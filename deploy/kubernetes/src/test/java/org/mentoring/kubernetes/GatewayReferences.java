package org.mentoring.kubernetes;

import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import static org.mentoring.kubernetes.Resource.each;

/** What the Gateway, its routes and its policies reference. */
final class GatewayReferences extends References {

    GatewayReferences(Installation installation) {
        super(installation);
    }

    @Override
    void check() {
        installation.all("HTTPRoute").forEach(this::route);
        installation.all("Gateway").forEach(this::gateway);
        installation.all("BackendTLSPolicy").forEach(this::backendTls);
        Stream.of("ClientTrafficPolicy", "SecurityPolicy", "BackendTrafficPolicy")
                .flatMap(installation::all)
                .forEach(this::policy);
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
                    problem(route + " is for the listener " + listener + ", which the gateway does not have");
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
                problem(from + " leads to the port " + port + " of " + service.get() + ", which it does not have");
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
            problem(from + " leads to the Service " + name + ", which is not there");
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
                .forEach(name -> problem(policy + " names the Service " + name + ", which is not there"));
    }
}
