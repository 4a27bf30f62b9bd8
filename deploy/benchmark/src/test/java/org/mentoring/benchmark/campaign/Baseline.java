package org.mentoring.benchmark.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The version in {@code deploy/baseline}, taken from the history. */
final class Baseline {

    static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();

    private final String commit;

    private Baseline(String commit) {
        this.commit = commit;
    }

    /** Skips the test where the history is not there. */
    static Baseline recorded() throws IOException, InterruptedException {
        var baseline = new Baseline(Files.readAllLines(REPOSITORY.resolve("deploy/baseline")).stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining())
                .strip());
        assumeTrue(
                baseline.isInHistory(),
                () -> "The baseline, commit " + baseline.commit
                        + ", is not in the history of this directory: a clone has it, a shallow one after git fetch --unshallow.");
        return baseline;
    }

    private boolean isInHistory() throws IOException, InterruptedException {
        return run(temporaryLog(), List.of("git", "cat-file", "-e", commit + "^{commit}")) == 0;
    }

    /** The hash of each file of a folder, by its name. */
    Map<String, String> hashes(String folder) throws IOException, InterruptedException {
        var hashes = new TreeMap<String, String>();
        for (var line : output("git", "ls-tree", commit, folder + "/")) {
            var words = line.split("\\s+");
            hashes.put(Path.of(words[3]).getFileName().toString(), words[2]);
        }
        return hashes;
    }

    /** The same of the files as they are now. */
    static Map<String, String> hashesNow(String folder) throws IOException, InterruptedException {
        var files = new ArrayList<String>();
        try (var listed = Files.list(REPOSITORY.resolve(folder))) {
            listed.map(Path::toString).sorted().forEach(files::add);
        }
        var command = new ArrayList<>(List.of("git", "hash-object"));
        command.addAll(files);
        var hashes = output(command.toArray(String[]::new));
        var byName = new TreeMap<String, String>();
        for (var i = 0; i < files.size(); i++) {
            byName.put(Path.of(files.get(i)).getFileName().toString(), hashes.get(i));
        }
        return byName;
    }

    private static void must(int code, Path log) throws IOException {
        assertThat(code).as("git said: %s", Files.readString(log)).isZero();
    }

    private static int run(Path log, List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command)
                .directory(REPOSITORY.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            return builder.start().waitFor();
        } catch (IOException notInstalled) {
            Files.writeString(log, notInstalled.getMessage());
            return -1;
        }
    }

    private static Path temporaryLog() throws IOException {
        var log = Files.createTempFile("baseline", ".log");
        log.toFile().deleteOnExit();
        return log;
    }

    private static List<String> output(String... command) throws IOException, InterruptedException {
        var log = temporaryLog();
        must(run(log, List.of(command)), log);
        return Files.readAllLines(log);
    }
}
