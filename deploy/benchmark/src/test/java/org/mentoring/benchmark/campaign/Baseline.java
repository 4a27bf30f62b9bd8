package org.mentoring.benchmark.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.mentoring.local.platform.PlatformPaths;
import org.mentoring.local.platform.Ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The version in {@code deploy/baseline}, taken from the history. */
final class Baseline {

    static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();

    private static final Path BUILDS = Path.of("target/baseline").toAbsolutePath();

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
                baseline.has(""),
                () -> "The baseline, commit " + baseline.commit
                        + ", is not in the history of this directory: a clone has it, a shallow one after git fetch --unshallow.");
        return baseline;
    }

    /** Whether it has that file; an empty path asks for the commit itself. */
    boolean has(String path) throws IOException, InterruptedException {
        return run(
                        REPOSITORY,
                        temporaryLog(),
                        List.of("git", "cat-file", "-e", commit + (path.isEmpty() ? "^{commit}" : ":" + path)))
                == 0;
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

    /** A directory with its built applications, each where a repository has them; built when they are not there yet. */
    Path applications() throws IOException, InterruptedException {
        var built = BUILDS.resolve(commit);
        if (Files.exists(built)) {
            return built;
        }
        var sources = Files.createDirectories(BUILDS.resolve("sources"));
        var log = BUILDS.resolve("build.log");
        delete(sources);
        Files.createDirectories(sources);
        var archive = BUILDS.resolve("sources.tar");
        must(run(REPOSITORY, log, List.of("git", "archive", "--output=" + archive, commit)), log);
        must(run(sources, log, List.of("tar", "-xf", archive.toString())), log);
        Files.delete(archive);
        if (build(sources, log, "-o") != 0) {
            must(build(sources, log, "-ntp"), log);
        }
        var applications = Files.createDirectories(BUILDS.resolve("unfinished"));
        for (var application : Ports.APPLICATIONS) {
            var target = applications.resolve(PlatformPaths.module(application)).resolve("target");
            Files.createDirectories(target);
            delete(target.resolve("quarkus-app"));
            Files.move(
                    sources.resolve(PlatformPaths.module(application)).resolve("target/quarkus-app"),
                    target.resolve("quarkus-app"));
        }
        Files.move(applications, built);
        delete(sources);
        return built;
    }

    private static int build(Path sources, Path log, String online) throws IOException, InterruptedException {
        var modules = Ports.APPLICATIONS.stream().map(PlatformPaths::module).collect(Collectors.joining(","));
        return run(
                sources,
                log,
                List.of(
                        sources.resolve("mvnw").toString(),
                        "-B",
                        online,
                        "-T1C",
                        "package",
                        "-Dmaven.test.skip=true",
                        "-Dspotless.check.skip=true",
                        "-pl",
                        modules,
                        "-am"));
    }

    private static void must(int code, Path log) throws IOException {
        assertThat(code)
                .as("the build of the baseline: %s", Files.readString(log))
                .isZero();
    }

    private static int run(Path directory, Path log, List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
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
        must(run(REPOSITORY, log, List.of(command)), log);
        return Files.readAllLines(log);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
