package org.mentoring.kubernetes;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.mentoring.local.gateway.StrictManifests;

import static org.assertj.core.api.Assertions.assertThat;

/** Every setting of ours that a document names is one that a service reads. */
class DocumentedSettingsTest {

    private static final Set<String> GENERATED = Set.of("target", "node_modules");
    /** A name at the start of a code span, and the spans after it that share its first segments: {@code `.port`}. */
    private static final Pattern PROPERTY =
            Pattern.compile("`(mentoring\\.[a-z0-9.-]+[a-z0-9]|mentoring\\.[a-z0-9.-]+\\.\\*)(?:=[^`]*)?`"
                    + "((?:(?:,| and|, and)\\s+`\\.[a-z0-9.-]+`)*)");

    private static final Pattern FURTHER = Pattern.compile("`\\.([a-z0-9.-]+)`");
    private static final Pattern VARIABLE = Pattern.compile("`(MENTORING_[A-Z0-9_]+)(?=[`=])");

    private final List<KnownSettings> services = Stream.concat(
                    Installation.SERVICES.stream().map(KnownSettings::of),
                    Stream.of(KnownSettings.ofModule("web-client")))
            .toList();
    private final Set<String> topics =
            StrictManifests.documents(Installation.FOLDER.resolve("overlays/production/kafka/topics.yaml")).stream()
                    .map(topic -> new Resource(topic).name())
                    .collect(Collectors.toSet());

    @Test
    void areThoseOfTheServices() throws IOException {
        var checked = new TreeSet<String>();
        var unknown = new ArrayList<String>();
        for (var document : documents()) {
            for (var name : named(Files.readString(document))) {
                checked.add(name);
                if (services.stream().noneMatch(service -> knows(service, name))) {
                    unknown.add(Installation.REPOSITORY.relativize(document) + " names " + name);
                }
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(checked)
                .contains(
                        "mentoring.database.port",
                        "mentoring.account-closure.*",
                        "MENTORING_REALM_ROLES_ENABLED",
                        "MENTORING_WEB_KEY");
    }

    private static List<Path> documents() throws IOException {
        var found = new ArrayList<Path>();
        Files.walkFileTree(Installation.REPOSITORY, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return GENERATED.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found.stream().sorted().toList();
    }

    private List<String> named(String document) {
        var names = new ArrayList<String>();
        PROPERTY.matcher(document).results().forEach(match -> {
            var first = match.group(1);
            names.add(first);
            FURTHER.matcher(match.group(2))
                    .results()
                    .forEach(further -> names.add(first.substring(0, first.lastIndexOf('.') + 1) + further.group(1)));
        });
        names.removeIf(name -> isTopic(name) || name.contains(".example."));
        VARIABLE.matcher(document).results().forEach(match -> names.add(match.group(1)));
        return names;
    }

    /** Topics are named as settings are; those of dead letters and of replays after theirs. */
    private boolean isTopic(String name) {
        return topics.contains(name.replaceAll("(\\.[a-z-]+)?\\.(dlq|retry)$", ""));
    }

    private static boolean knows(KnownSettings service, String name) {
        return name.endsWith(".*")
                ? service.knowBelow(KnownSettings.variable(name.substring(0, name.length() - 1)))
                : service.know(KnownSettings.variable(name));
    }
}
