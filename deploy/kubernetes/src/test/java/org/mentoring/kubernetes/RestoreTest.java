package org.mentoring.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.kubernetes.RestoreScript.MOMENT;

/** A database is restored beside the old one, with all that production says of it, and the service works on it. */
class RestoreTest {

    private static final String FIRST = "-20270131-130000";
    private static final String SECOND = "-20270131-140000";

    @TempDir
    private Path folder;

    private RestoreScript script;

    @BeforeEach
    void copyOverlays() throws IOException {
        script = new RestoreScript(folder);
    }

    @Test
    void equalsProductionUntilADatabaseIsRestored() {
        assertThat(Installation.text("restore")).isEqualTo(Installation.text("production"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "mentor", "booking", "review", "notification"})
    void pointsTheServiceToACopyThatIsLikeTheOriginal(String service) throws Exception {
        var installed = restore("switch", service);
        var before = installed.find("Cluster", service + "-database").orElseThrow();
        var copy = installed.find("Cluster", service + "-database" + FIRST).orElseThrow();
        for (var part :
                List.of("inheritedMetadata", "affinity", "storage", "walStorage", "managed", "plugins", "postgresql")) {
            assertThat(copy.spec().at("/" + part))
                    .as(part)
                    .isEqualTo(before.spec().at("/" + part));
        }
        assertThat(copy.document().at("/metadata/namespace"))
                .isEqualTo(before.document().at("/metadata/namespace"));
        assertThat(copy.spec()
                        .at("/bootstrap/recovery/recoveryTarget/targetTime")
                        .asText())
                .isEqualTo(MOMENT);
        assertThat(copy.spec().at("/bootstrap/recovery/owner").asText()).isEqualTo(service + "_owner");
        assertThat(source(copy)).isEqualTo(service + "-database");
        assertThat(installed
                        .find("ScheduledBackup", copy.name())
                        .orElseThrow()
                        .spec()
                        .at("/cluster/name")
                        .asText())
                .isEqualTo(copy.name());
        assertWorksOn(copy.name(), service, installed);
        assertThat(installed.resources())
                .hasSize(Installation.of("production").resources().size() + 2);
        assertThat(problems(installed)).isEmpty();
    }

    @Test
    void pointsKeycloakToACopyOfItsDatabase() throws Exception {
        var installed = restore("switch", "keycloak");

        assertThat(calls())
                .satisfiesExactly(
                        call -> assertThat(call).startsWith("apply"),
                        call -> assertThat(call).contains("wait cluster"));
        var database = "keycloak-database" + FIRST;
        var recovery = installed.find("Cluster", database).orElseThrow().spec().at("/bootstrap/recovery");
        assertThat(recovery.at("/owner").asText()).isEqualTo("keycloak");
        assertThat(recovery.at("/secret/name").asText()).isEqualTo("keycloak-database");
        assertThat(source(installed.find("Cluster", database).orElseThrow())).isEqualTo("keycloak-database");
        assertThat(installed
                        .find("Keycloak", "keycloak")
                        .orElseThrow()
                        .document()
                        .toString())
                .contains("\"" + database + "-rw\"", "\"" + database + "-ca\"")
                .doesNotContain("\"keycloak-database-rw\"", "\"keycloak-database-ca\"");
        assertThat(installed.resources())
                .hasSize(Installation.of("production").resources().size() + 2);
        assertThat(problems(installed)).isEmpty();

        assertThat(script.run("start", "keycloak")).isEqualTo(1);
    }

    @Test
    void keepsEarlierRestoredDatabases() throws Exception {
        restore("switch", "booking");
        var installed = restore("switch", "user");

        assertWorksOn("booking-database" + FIRST, "booking", installed);
        assertWorksOn("user-database" + SECOND, "user", installed);
        assertThat(problems(installed)).isEmpty();
        assertThat(script.output()).contains(script.overlay().toString());
        assertThat(Kustomize.render(script.overlay())).contains("booking-database" + FIRST, "user-database" + SECOND);
    }

    @Test
    void restoresFromTheArchiveThatContainsTheMoment() throws Exception {
        restore("switch", "booking");

        var earlier = script.apply("switch", "booking", "2027-01-31 11:30:00+00");
        assertWorksOn("booking-database" + SECOND, "booking", earlier);
        assertThat(source(earlier.find("Cluster", "booking-database" + SECOND).orElseThrow()))
                .isEqualTo("booking-database");
        assertThat(earlier.find("Cluster", "booking-database" + FIRST)).isEmpty();

        var drill = script.apply("drill", "booking", "2027-02-28 11:59:00+00");
        assertThat(drill.all("Cluster")).extracting(RestoreTest::source).containsExactly("booking-database" + SECOND);
    }

    @Test
    void removesTheOldDatabaseInTheLastStep() throws Exception {
        restore("switch", "booking");
        Files.writeString(
                script.overlay().resolve("kustomization.yaml"), "  - booking/without-old\n", StandardOpenOption.APPEND);
        var installed = Installation.parse("restored", Kustomize.render(script.overlay()));

        assertWorksOn("booking-database" + FIRST, "booking", installed);
        for (var kind : List.of("Cluster", "ScheduledBackup")) {
            assertThat(installed.all(kind))
                    .extracting(Resource::name)
                    .hasSize(Installation.SERVICES.size() + 1)
                    .contains("booking-database" + FIRST)
                    .doesNotContain("booking-database");
        }
        assertThat(problems(installed)).isEmpty();
    }

    @Test
    void pointsTheMigrationJobToTheCopy() throws Exception {
        var overlay = Files.createDirectories(Installation.FOLDER.resolve("target/restored-and-migrated-by-jobs"));
        Files.writeString(overlay.resolve("kustomization.yaml"), """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources:
                  - %s
                components:
                  - %s
                """.formatted(
                        overlay.relativize(ComponentsTest.overlay("migration-job")),
                        overlay.relativize(Installation.FOLDER.resolve("overlays/restore/template"))));
        var installed = Installation.parse("production", Kustomize.render(overlay));

        assertThat(problems(installed)).isEmpty();
        assertThat(installed
                        .find("Job", "booking-migration")
                        .orElseThrow()
                        .document()
                        .toString())
                .contains("\"booking-database-restored-rw\"", "\"booking-database-restored-ca\"")
                .doesNotContain("\"booking-database-rw\"", "\"booking-database-ca\"");
        assertThat(installed.services())
                .allSatisfy(service -> assertThat(service.podTemplate().at("/spec/initContainers"))
                        .isEmpty());
    }

    @Test
    void pausesTheAutoscalerUntilReconciliation() throws Exception {
        restore("switch", "booking");
        assertThat(Files.readString(folder.resolve("output")))
                .contains("\"Reconcile Kafka and other services\"", "restore start booking");
        assertThat(calls())
                .satisfiesExactly(
                        call -> assertThat(call).contains("annotate", "paused-replicas=0"),
                        call -> assertThat(call).contains("wait pod", "booking-service"),
                        call -> assertThat(call).startsWith("delete job booking-migration"),
                        call -> assertThat(call).startsWith("apply"),
                        call -> assertThat(call).contains("wait cluster"));
    }

    @Test
    void startsTheServiceAndWaitsForAReplica() throws Exception {
        assertThat(script.run("start", "booking")).as(script.output()).isZero();
        assertThat(calls())
                .satisfiesExactly(
                        call -> assertThat(call).contains("annotate").endsWith("paused-replicas-"),
                        call -> assertThat(call).contains("availableReplicas"),
                        call -> assertThat(call).contains("availableReplicas"),
                        call -> assertThat(call).contains("rollout status"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "mentor", "booking", "review", "notification", "keycloak"})
    void drillsOnACopyThatArchivesNothingAndIsRemoved(String service) throws Exception {
        var drill = restore("drill", service);
        assertThat(calls().getLast()).startsWith("delete -k");
        assertThat(drill.resources())
                .extracting(Resource::toString)
                .containsExactly("Cluster " + service + "-database-restored-drill");
        assertThat(drill.resources().getFirst().spec().has("plugins")).isFalse();
        assertThat(ManifestModels.problems(drill)).isEmpty();
        assertThat(script.overlay())
                .isDirectoryNotContaining(file -> file.toString().contains("drill"));
    }

    @Test
    void aDrillDoesNotTouchTheDatabaseOfAService() throws Exception {
        restore("switch", "review");
        var drill = restore("drill", "review");

        assertThat(drill.resources()).extracting(Resource::name).doesNotContain("review-database" + FIRST);
    }

    /** Production has no such component, whose resources would otherwise be in whichever namespace is the current one. */
    @Test
    void putsTheRecoveryPodIntoTheNamespaceOfThePlatform() throws Exception {
        Files.writeString(
                script.overlay().resolve("kustomization.yaml"),
                "  - ../../components/recovery\n",
                StandardOpenOption.APPEND);

        var installed = Installation.parse("recovery", Kustomize.render(script.overlay()));

        for (var kind : List.of("Pod", "KafkaUser", "NetworkPolicy")) {
            assertThat(installed
                            .find(kind, "recovery")
                            .orElseThrow()
                            .document()
                            .at("/metadata/namespace")
                            .asText())
                    .as(kind)
                    .isEqualTo("mentoring");
        }
    }

    @Test
    void refusesASecondConcurrentDrill() throws Exception {
        script.makeCluster("review-database-restored-drill");

        assertThat(script.run("drill", "review", MOMENT)).isEqualTo(1);
        assertThat(script.output()).contains("delete cluster review-database-restored-drill");
        assertThat(calls()).singleElement().asString().startsWith("get cluster");
    }

    private Installation restore(String action, String service) throws IOException, InterruptedException {
        return script.apply(action, service, MOMENT);
    }

    private List<String> calls() throws IOException {
        return script.calls();
    }

    private static List<String> problems(Installation installed) {
        return List.of(
                        ManifestModels.problems(installed),
                        References.problems(installed),
                        Settings.problems(installed),
                        Workloads.problems(installed))
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private static String source(Resource copy) {
        return copy.spec()
                .at("/externalClusters/0/plugin/parameters/serverName")
                .asText();
    }

    private static void assertWorksOn(String database, String service, Installation installed) {
        assertThat(installed
                        .find("Deployment", service + "-service")
                        .orElseThrow()
                        .document()
                        .toString())
                .contains(database + "-rw", database + "-ca")
                .doesNotContain("\"" + service + "-database-rw\"", "\"" + service + "-database-ca\"");
        assertThat(installed.find("Cluster", database)).isPresent();
    }
}
