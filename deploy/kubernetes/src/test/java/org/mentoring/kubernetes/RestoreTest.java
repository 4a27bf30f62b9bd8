package org.mentoring.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A database is restored beside the old one, with all that production says of it, and the service works on it. */
class RestoreTest {

    private static final String MOMENT = "2027-01-31 11:59:00+00";
    /** Notes what it is asked, and renders what is applied. A replica is there once somebody has asked for it. */
    private static final String KUBECTL = """
            #!/usr/bin/env bash
            echo "$*" >> "$CALLS/calls"
            case "$*" in
                apply*) PATH=${PATH#*:} $KUSTOMIZE "${@: -1}" > "$CALLS/applied.yaml" ;;
                *availableReplicas*) cat "$CALLS/available" 2> /dev/null || echo 1 > "$CALLS/available" ;;
            esac
            """;

    @TempDir
    private Path folder;

    @Test
    void isProductionWithOneDatabaseMore() {
        var restored = Installation.of("restore");
        assertThat(Types.problems(restored)).isEmpty();
        assertThat(References.problems(restored)).isEmpty();
        assertThat(Settings.problems(restored)).isEmpty();
        assertThat(restored.resources())
                .hasSize(Installation.of("production").resources().size() + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "mentor", "booking", "review", "notification"})
    void pointsTheServiceToACopyThatIsLikeTheOriginal(String service) throws Exception {
        restore("switch", service);
        var installed = Installation.parse("restored", Files.readString(folder.resolve("applied.yaml")));
        var before = installed.find("Cluster", service + "-database").orElseThrow();
        var copy = installed.find("Cluster", service + "-database-restored").orElseThrow();
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
        assertThat(copy.spec()
                        .at("/externalClusters/0/plugin/parameters/serverName")
                        .asText())
                .isEqualTo(service + "-database");
        assertThat(installed
                        .find("Deployment", service + "-service")
                        .orElseThrow()
                        .document()
                        .toString())
                .contains(service + "-database-restored-rw", service + "-database-restored-ca")
                .doesNotContain("\"" + service + "-database-rw\"", "\"" + service + "-database-ca\"");
        assertThat(References.problems(installed)).isEmpty();
    }

    @Test
    void pointsTheJobThatMigratesToTheCopy() throws Exception {
        var overlay = Files.createDirectories(Installation.FOLDER.resolve("target/restored-and-migrated-by-jobs"));
        var restore = overlay.relativize(Installation.FOLDER.resolve("overlays/restore"));
        Files.writeString(overlay.resolve("kustomization.yaml"), """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources:
                  - %s
                  - %s/restored
                components:
                  - %s/service
                """.formatted(
                        overlay.relativize(ComponentsTest.overlay("migration-job")), restore, restore));
        var installed = Installation.parse("production", Kustomize.render(overlay));

        assertThat(Types.problems(installed)).isEmpty();
        assertThat(References.problems(installed)).isEmpty();
        assertThat(Settings.problems(installed)).isEmpty();
        assertThat(Workloads.problems(installed)).isEmpty();
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
    void keepsTheAutoscalerFromStartingTheServiceUntilOthersKnowWhatWasUndone() throws Exception {
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

        Files.delete(folder.resolve("calls"));
        restore("start", "booking");
        assertThat(calls())
                .satisfiesExactly(
                        call -> assertThat(call).contains("annotate").endsWith("paused-replicas-"),
                        call -> assertThat(call).contains("availableReplicas"),
                        call -> assertThat(call).contains("availableReplicas"),
                        call -> assertThat(call).contains("rollout status"));
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls")).stream()
                .map(call -> call.replaceAll("-n mentoring |--\\S+ ?|/\\S*/", ""))
                .toList();
    }

    @Test
    void removesTheCopyOfADrill() throws Exception {
        restore("drill", "review");
        assertThat(Files.readAllLines(folder.resolve("calls")).getLast()).startsWith("delete -k");
        assertThat(Installation.parse("drill", Files.readString(folder.resolve("applied.yaml")))
                        .resources())
                .extracting(Resource::name)
                .containsOnly("review-database-restored");
    }

    private void restore(String action, String service) throws IOException, InterruptedException {
        var kubectl = Files.writeString(folder.resolve("kubectl"), KUBECTL).toFile();
        assertThat(kubectl.setExecutable(true)).isTrue();
        var command =
                new ArrayList<>(List.of(Installation.FOLDER.resolve("restore").toString(), action, service));
        if (!action.equals("start")) {
            command.add(MOMENT);
        }
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        var path = process.environment().get("PATH");
        process.environment().put("PATH", folder + ":" + path);
        process.environment().put("CALLS", folder.toString());
        process.environment().put("KUSTOMIZE", String.join(" ", Kustomize.command()));
        var running = process.start();
        assertThat(running.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(running.exitValue())
                .as(Files.readString(folder.resolve("output")))
                .isZero();
    }
}
