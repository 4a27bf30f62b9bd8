package org.mentoring.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What an operator may add to production: each component, laid over it as the guide says. */
class ComponentsTest {

    private static final Path FOLDER = Installation.FOLDER.resolve("target/with-components");

    @Test
    void requireASecondInstanceForEachCommit() throws IOException {
        var installed = with("no-commit-alone");

        assertThat(ManifestModels.problems(installed)).isEmpty();
        assertThat(installed.all("Cluster"))
                .hasSize(Installation.SERVICES.size() + 1)
                .allSatisfy(cluster -> assertThat(cluster.spec()
                                .at("/postgresql/synchronous/dataDurability")
                                .asText())
                        .isEqualTo("required"));
    }

    @Test
    void migrateByAJobWithTheOnlyOwnerPassword() throws IOException {
        var installed = with("migration-job");

        assertThat(installed.jobs()).hasSize(Installation.SERVICES.size());
        assertThat(problems(installed)).isEmpty();
        assertThat(installed.workloads())
                .noneSatisfy(
                        workload -> assertThat(workload.document().toString()).contains("-database-owner"));
        // Argo CD: databases and secrets first, then the jobs, then the pods, then what scales them and looks for them.
        assertThat(installed.jobs()).extracting(ComponentsTest::wave).containsOnly("1");
        assertThat(installed.services()).extracting(ComponentsTest::wave).containsOnly("2");
        assertThat(installed.all("ScaledObject"))
                .extracting(ComponentsTest::wave)
                .containsOnly("3");
        assertThat(installed.all("Cluster")).extracting(ComponentsTest::wave).containsOnly("");
    }

    @Test
    void allowSubscribersOfOtherNamespacesOnlyToRead() throws IOException {
        var installed = with("subscribers");

        assertThat(problems(installed)).isEmpty();
        var subscriber = installed.find("KafkaUser", "example-subscriber").orElseThrow();
        assertThat(subscriber.spec().path("quotas").path("consumerByteRate").asInt())
                .isPositive();
        assertThat(subscriber.spec().findValues("operations"))
                .allSatisfy(operations -> assertThat(operations.toString()).doesNotContain("Write", "All", "Alter"));
        assertThat(Resource.each(subscriber.spec().path("authorization").path("acls"))
                        .map(right -> right.path("resource"))
                        .filter(resource -> resource.path("type").asText().equals("topic"))
                        .map(resource -> resource.path("name").asText()))
                .isNotEmpty()
                .allSatisfy(
                        topic -> assertThat(installed.find("KafkaTopic", topic)).isPresent());
    }

    @Test
    void allowChangingConsumerOffsetsAfterARestore() throws IOException {
        var installed = with("recovery");

        assertThat(problems(installed)).isEmpty();
        var kafka = installed.find("Kafka", "mentoring").orElseThrow().spec().at("/kafka/version");
        assertThat(installed
                        .find("Pod", "recovery")
                        .orElseThrow()
                        .spec()
                        .at("/containers/0/image")
                        .asText())
                .endsWith(":" + ProofTest.versions().getProperty("STRIMZI") + "-kafka-" + kafka.asText());
        assertThat(installed.find("KafkaUser", "recovery").orElseThrow().spec().findValues("operations"))
                .extracting(JsonNode::toString)
                .containsOnly("[\"Describe\",\"Read\"]");
    }

    @Test
    void canBeCombined() throws IOException {
        assertThat(problems(with("migration-job", "no-commit-alone", "subscribers", "recovery")))
                .isEmpty();
    }

    private static List<String> problems(Installation installed) {
        return MistakesTest.CHECKS.stream()
                .flatMap(check -> check.apply(installed).stream())
                .toList();
    }

    private static String wave(Resource resource) {
        return resource.document()
                .path("metadata")
                .path("annotations")
                .path("argocd.argoproj.io/sync-wave")
                .asText();
    }

    /** Production and these components. */
    private static Installation with(String... components) throws IOException {
        return Installation.parse("production", Kustomize.render(overlay(components)));
    }

    /** As an operator has it. */
    static Path overlay(String... components) throws IOException {
        var folder = Files.createDirectories(FOLDER.resolve(String.join("-and-", components)));
        var kustomization =
                new StringBuilder("""
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                namespace: mentoring
                resources:
                  - %s
                components:
                """.formatted(folder.relativize(Installation.FOLDER.resolve("overlays/production"))));
        for (var component : List.of(components)) {
            kustomization
                    .append("  - ")
                    .append(folder.relativize(Installation.FOLDER.resolve("components/" + component)))
                    .append('\n');
        }
        Files.writeString(folder.resolve("kustomization.yaml"), kustomization);
        return folder;
    }
}
