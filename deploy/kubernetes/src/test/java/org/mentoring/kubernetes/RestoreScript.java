package org.mentoring.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs {@code restore} on a copy of the overlays, in a cluster that notes what it is asked, one hour after the other. */
final class RestoreScript {

    static final String MOMENT = "2027-01-31 11:59:00+00";

    /** Renders what is applied. A database is there if the file of its name is, and a replica once somebody has asked for it. */
    private static final String KUBECTL = """
            #!/usr/bin/env bash
            echo "$*" >> "$FOLDER/calls"
            case "$*" in
                apply*) PATH=${PATH#*:} $KUSTOMIZE "${@: -1}" > "$FOLDER/applied.yaml" ;;
                *"get cluster"*) cd "$FOLDER" && ls "$5" 2> /dev/null || true ;;
                *availableReplicas*) cat "$FOLDER/available" 2> /dev/null || echo 1 > "$FOLDER/available" ;;
            esac
            """;

    private static final String DATE = """
            #!/usr/bin/env bash
            [ "$2" = -d ] && exec /usr/bin/date "$@"
            echo . >> "$FOLDER/hours"
            exec /usr/bin/date -u -d "2027-01-31 12:00:00+00 $(wc -l < "$FOLDER/hours") hours" "${@: -1}"
            """;

    private final Path folder;
    private final Path overlays;

    RestoreScript(Path folder) throws IOException {
        this.folder = folder;
        this.overlays = folder.resolve("kubernetes/overlays");
        for (var part : List.of("base", "components", "overlays")) {
            copy(Installation.FOLDER.resolve(part), folder.resolve("kubernetes").resolve(part));
        }
        executable("kubectl", KUBECTL);
        executable("date", DATE);
    }

    /** The overlay that the script adds to. */
    Path overlay() {
        return overlays.resolve("restore");
    }

    /** @return what was applied */
    Installation apply(String action, String service, String moment) throws IOException, InterruptedException {
        Files.deleteIfExists(folder.resolve("calls"));
        assertThat(run(action, service, moment)).as(output()).isZero();
        return Installation.parse("restored", Files.readString(folder.resolve("applied.yaml")));
    }

    int run(String... arguments) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(List.of(Installation.FOLDER.resolve("restore").toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        var environment = process.environment();
        environment.merge("PATH", folder.toString(), (path, ours) -> ours + ":" + path);
        environment.put("FOLDER", folder.toString());
        environment.put("KUSTOMIZE", String.join(" ", Kustomize.command()));
        environment.put("RESTORE_OVERLAY", overlay().toString());
        var running = process.start();
        assertThat(running.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return running.exitValue();
    }

    void makeCluster(String name) throws IOException {
        Files.createFile(folder.resolve(name));
    }

    String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    /** What the cluster was asked, without what is in every call. */
    List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls")).stream()
                .map(call -> call.replaceAll("-n mentoring |--\\S+ ?|/\\S*/", ""))
                .toList();
    }

    private void executable(String name, String script) throws IOException {
        assertThat(Files.writeString(folder.resolve(name), script).toFile().setExecutable(true))
                .isTrue();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
