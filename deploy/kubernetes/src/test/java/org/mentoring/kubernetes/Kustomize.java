package org.mentoring.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/** Renders an overlay by the tool that operators use. Where it is missing, its tests are skipped; never in CI. */
final class Kustomize {

    private static final String MISSING =
            "Neither kubectl (1.27 or later) nor kustomize (5 or later) is on the PATH, so the manifests cannot be rendered.";

    private Kustomize() {}

    static String render(Path overlay) {
        var command = new ArrayList<>(command());
        command.add(overlay.toString());
        try {
            var errors = Files.createTempFile("kustomize", ".log");
            try {
                var process = new ProcessBuilder(command)
                        .redirectError(errors.toFile())
                        .start();
                var rendered = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(process.waitFor())
                        .as("kustomize on %s: %s", overlay, Files.readString(errors))
                        .isZero();
                return rendered;
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static List<String> command() {
        if (onPath("kubectl")) {
            return List.of("kubectl", "kustomize");
        }
        if (onPath("kustomize")) {
            return List.of("kustomize", "build");
        }
        assertThat(System.getenv("CI")).as(MISSING).isNotEqualTo("true");
        return Assumptions.abort(MISSING);
    }

    private static boolean onPath(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
