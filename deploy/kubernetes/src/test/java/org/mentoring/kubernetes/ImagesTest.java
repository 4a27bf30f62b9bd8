package org.mentoring.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.kubernetes.Resource.each;

/** The Dockerfile and Jib build, from what is there, the images that the manifests name. */
class ImagesTest {

    private static final Path REPOSITORY = Installation.REPOSITORY;

    @Test
    void copyOnlyExistingFiles() throws IOException {
        var sources = dockerfile().stream()
                .filter(line -> line.startsWith("COPY ") && !line.contains("--from="))
                .flatMap(line -> {
                    var words = Arrays.stream(line.split("\\s+"))
                            .skip(1)
                            .filter(word -> !word.startsWith("--"))
                            .toList();
                    return words.subList(0, words.size() - 1).stream();
                })
                .toList();

        assertThat(sources)
                .isNotEmpty()
                .allSatisfy(source -> assertThat(REPOSITORY.resolve(source)).exists());
        assertThat(sources).allSatisfy(source -> assertThat(ignored(source)).isFalse());
        // Maven reads every module of the parent, whichever it builds.
        assertThat(modules())
                .allSatisfy(module -> assertThat(sources)
                        .anySatisfy(source -> assertThat(Path.of(module)).startsWithRaw(Path.of(source))));
    }

    @Test
    void copyOnlyFromEarlierStages() throws IOException {
        var stages = new ArrayList<String>();
        for (var line : dockerfile()) {
            Pattern.compile("(?:--from=|^FROM )([a-z]+)\\b")
                    .matcher(line)
                    .results()
                    .forEach(taken -> assertThat(stages).as(line).contains(taken.group(1)));
            if (line.startsWith("FROM ") && line.contains(" AS ")) {
                stages.add(line.substring(line.indexOf(" AS ") + 4).strip());
            }
        }
        assertThat(stages).isNotEmpty();
    }

    @Test
    void runAsThePodsDo() throws IOException {
        var pod = Installation.of("production")
                .services()
                .findFirst()
                .orElseThrow()
                .podTemplate()
                .path("spec");
        var context = pod.path("securityContext");
        var user = context.path("runAsUser").asText() + ":"
                + context.path("runAsGroup").asText();

        assertThat(dockerfile()).contains("USER " + user);
        assertThat(pom()).contains("<user>" + user + "</user>");
        assertThat(dockerfile())
                .contains(each(pod.path("containers").path(0).path("ports"))
                        .map(port -> port.path("containerPort").asText())
                        .collect(Collectors.joining(" ", "EXPOSE ", "")));
    }

    @Test
    void startTheJvmIdenticallyForEveryBuild() throws IOException {
        var options = Files.readAllLines(REPOSITORY.resolve("deploy/images/jvm.options"));

        // Without a limit on the processor a large node would give each service dozens of event loops.
        assertThat(options).contains("-XX:ActiveProcessorCount=2");
        assertThat(pom())
                .contains(options.stream()
                        .map(option -> "<arg>" + option + "</arg>")
                        .collect(Collectors.joining("\n                ")));
    }

    @Test
    void haveTheNamesOfTheManifests() throws IOException {
        var named = Installation.of("demo")
                .services()
                .map(service -> service.podTemplate()
                        .path("spec")
                        .path("containers")
                        .path(0)
                        .path("image")
                        .asText())
                .toList();

        assertThat(named).hasSize(Installation.SERVICES.size()).allSatisfy(image -> {
            assertThat(image).matches("mentoring/[a-z]+-service:1\\.0\\.0");
            assertThat(modules()).contains(image.replaceAll("^mentoring/|:.*$", ""));
        });
        assertThat(pom()).contains("<image>mentoring/${project.artifactId}:1.0.0</image>");
    }

    private static List<String> dockerfile() throws IOException {
        return Files.readString(REPOSITORY.resolve("Dockerfile"))
                .replace("\\\n", " ")
                .lines()
                .toList();
    }

    private static boolean ignored(String source) {
        try {
            return Files.readAllLines(REPOSITORY.resolve(".dockerignore")).stream()
                    .anyMatch(pattern -> FileSystems.getDefault()
                            .getPathMatcher("glob:" + pattern)
                            .matches(Path.of(source)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pom() throws IOException {
        return Files.readString(REPOSITORY.resolve("pom.xml"));
    }

    private static List<String> modules() throws IOException {
        return Pattern.compile("<module>([^<]+)</module>")
                .matcher(pom())
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
