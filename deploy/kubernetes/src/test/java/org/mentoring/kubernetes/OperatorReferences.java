package org.mentoring.kubernetes;

import java.util.stream.Stream;

import static org.mentoring.kubernetes.Resource.each;

/** What the resources of operators reference: autoscaling, databases, Kafka, Keycloak and certificates. */
final class OperatorReferences extends References {

    OperatorReferences(Installation installation) {
        super(installation);
    }

    @Override
    void check() {
        installation.all("HorizontalPodAutoscaler").forEach(this::scaled);
        installation.all("ScaledObject").forEach(this::scaledByLag);
        installation.all("TriggerAuthentication").forEach(this::authentication);
        installation
                .all("ScheduledBackup")
                .forEach(backup ->
                        named(backup, "Cluster", backup.spec().path("cluster").path("name")));
        installation.all("Cluster").forEach(this::database);
        installation.all("ObjectStore").forEach(this::store);
        installation.all("Certificate").forEach(this::certificate);
        installation
                .all("Issuer")
                .map(issuer -> issuer.spec().path("ca"))
                .filter(authority -> !authority.isMissingNode())
                .forEach(authority -> authority(authority.path("secretName").asText()));
        installation.all("Keycloak").forEach(this::keycloak);
        installation.all("KeycloakRealmImport").forEach(this::realm);
        Stream.of("KafkaNodePool", "KafkaTopic", "KafkaUser")
                .flatMap(installation::all)
                .forEach(resource -> named(
                        resource,
                        "Kafka",
                        resource.document().path("metadata").path("labels").path("strimzi.io/cluster")));
    }

    private void scaled(Resource scaler) {
        named(scaler, "Deployment", scaler.spec().path("scaleTargetRef").path("name"));
    }

    private void scaledByLag(Resource scaler) {
        scaled(scaler);
        for (var trigger : scaler.spec().path("triggers")) {
            if (trigger.path("type").asText().equals("kafka")) {
                named(scaler, "KafkaTopic", trigger.path("metadata").path("topic"));
                named(
                        scaler,
                        "TriggerAuthentication",
                        trigger.path("authenticationRef").path("name"));
                if (!trigger.path("metadata").path("consumerGroup").asText().equals(scaler.name())) {
                    problem(scaler + " watches the consumer group "
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
                    .ifPresent(
                            map -> problem(authentication + " needs the key " + reference.path("key") + " of " + map));
        });
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

    private void certificate(Resource certificate) {
        var issuer = certificate.spec().path("issuerRef");
        if (issuer.path("kind").asText().equals("Issuer")) {
            named(certificate, "Issuer", issuer.path("name"));
        }
    }

    private void authority(String secret) {
        if (installation
                .all("Certificate")
                .noneMatch(certificate -> certificate.spec().path("isCA").asBoolean()
                        && certificate.spec().path("secretName").asText().equals(secret))) {
            problem("No Certificate of an authority makes the Secret " + secret + ", with which an Issuer signs");
        }
    }

    private void keycloak(Resource keycloak) {
        secret(keycloak, keycloak.spec().path("db").path("usernameSecret"));
        secret(keycloak, keycloak.spec().path("db").path("passwordSecret"));
        if (keycloak.spec().path("http").has("tlsSecret")) {
            secret(keycloak, keycloak.spec().path("http").path("tlsSecret").asText(), "tls.crt");
        }
        secret(
                keycloak,
                keycloak.spec()
                        .path("bootstrapAdmin")
                        .path("user")
                        .path("secret")
                        .asText());
        var host = keycloak.spec().path("db").path("host").asText();
        if (installation.all("Cluster").noneMatch(cluster -> host.equals(cluster.name() + "-rw"))) {
            problem(keycloak + " is told of the database host " + host + ", which is not there");
        }
    }

    private void realm(Resource realm) {
        named(realm, "Keycloak", realm.spec().path("keycloakCRName"));
        realm.spec().path("placeholders").forEach(placeholder -> secret(realm, placeholder.path("secret")));
    }
}
