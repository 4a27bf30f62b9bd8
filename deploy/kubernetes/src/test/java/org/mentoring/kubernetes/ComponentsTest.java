package org.mentoring.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What an operator may add to production: each component, laid over it as the guide says. */
class ComponentsTest {

    private static final Path FOLDER = Installation.FOLDER.resolve("target/with-components");

    @Test
    void refuseACommitThatOneInstanceAloneWouldHave() throws IOException {
        var installed = with("no-commit-alone");

        assertThat(Types.problems(installed)).isEmpty();
        assertThat(installed.all("Cluster"))
                .hasSize(Installation.SERVICES.size() + 1)
                .allSatisfy(cluster -> assertThat(cluster.spec()
                                .at("/postgresql/synchronous/dataDurability")
                                .asText())
                        .isEqualTo("required"));
    }

    /** Production and these components, as an overlay of an operator's own has them. */
    private static Installation with(String... components) throws IOException {
        var folder = Files.createDirectories(FOLDER.resolve(String.join("-and-", components)));
        var kustomization =
                new StringBuilder("""
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
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
        return Installation.parse("production", Kustomize.render(folder));
    }
}
