package org.mentoring.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import static org.mentoring.kubernetes.Resource.each;

/** The Secrets that there will be, with their keys. None stands in a manifest: they are fetched, or made by operators. */
final class Secrets {

    private final Map<String, Set<String>> keys = new HashMap<>();

    private Secrets() {}

    static Secrets of(Installation installation) {
        var secrets = new Secrets();
        installation
                .all("ExternalSecret")
                .forEach(external -> each(external.spec().path("data"))
                        .forEach(entry -> secrets.add(
                                external.spec().path("target").path("name").asText(external.name()),
                                entry.path("secretKey").asText())));
        installation
                .all("Certificate")
                .forEach(certificate ->
                        secrets.add(certificate.spec().path("secretName").asText(), "tls.crt", "tls.key", "ca.crt"));
        installation.all("KafkaUser").forEach(user -> secrets.add(user.name(), "password", "sasl.jaas.config"));
        installation.all("Kafka").forEach(kafka -> secrets.add(kafka.name() + "-cluster-ca-cert", "ca.crt"));
        installation.all("Cluster").forEach(cluster -> secrets.add(cluster.name() + "-ca", "ca.crt"));
        if (installation.overlay().equals("demo")) {
            Installation.parse("demo-secrets", madeForTheDemo())
                    .all("Secret")
                    .forEach(secret -> secret.document()
                            .path("stringData")
                            .fieldNames()
                            .forEachRemaining(key -> secrets.add(secret.name(), key)));
        }
        return secrets;
    }

    /** What the script for the demo prints. */
    static String madeForTheDemo() {
        try {
            var process = new ProcessBuilder(Installation.FOLDER
                            .resolve("overlays/demo/make-secrets")
                            .toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(String secret) {
        return keys.containsKey(secret);
    }

    boolean has(String secret, String key) {
        return keys(secret).contains(key);
    }

    Set<String> keys(String secret) {
        return new TreeSet<>(keys.getOrDefault(secret, Set.of()));
    }

    private void add(String secret, String... added) {
        keys.computeIfAbsent(secret, name -> new HashSet<>()).addAll(Set.of(added));
    }
}
