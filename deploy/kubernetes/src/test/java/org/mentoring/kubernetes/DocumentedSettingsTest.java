package org.mentoring.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
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

/** Every setting that a document names is one that a service reads. */
class DocumentedSettingsTest {

    /** A code span with a name, or with the end of one that shares its first segments with the full name before it: {@code `.port`}. */
    private static final Pattern SPAN = Pattern.compile("`([a-z0-9.-]*\\.(?:[a-z0-9.-]*[a-z0-9]|\\*))(?:=[^`]*)?`");

    /** What is read as a whole: a paragraph, a row of a table, an item of a list. */
    private static final Pattern BLOCK_END = Pattern.compile("\\n\\s*\\n|\\n(?=\\||\\s*(?:-|\\d+\\.) )");

    /** The part of the changelog that names what no service reads any more. */
    private static final Pattern REMOVED = Pattern.compile("(?ms)^### Removed$.*?(?=^##|\\z)");

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
    void matchTheSettingsOfTheServices() throws IOException {
        var checked = new TreeSet<String>();
        var unknown = new ArrayList<String>();
        for (var document : Documents.all()) {
            for (var name : named(REMOVED.matcher(Files.readString(document)).replaceAll(""))) {
                checked.add(name);
                if (name.startsWith(".")
                        ? isEndOfASetting(name)
                        : services.stream().noneMatch(service -> knows(service, name))) {
                    unknown.add(Installation.REPOSITORY.relativize(document) + " names " + name);
                }
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(checked)
                .contains(
                        "mentoring.database.port",
                        "mentoring.account-closure.*",
                        "quarkus.mailer.max-pool-size",
                        "MENTORING_REALM_ROLES_ENABLED",
                        "MENTORING_WEB_KEY");
    }

    private List<String> named(String document) {
        var names = new ArrayList<String>();
        for (var block : BLOCK_END.split(document)) {
            var before = "";
            for (var span : SPAN.matcher(block).results().toList()) {
                var name = span.group(1);
                if (name.startsWith(".")) {
                    names.add(before + name);
                } else if (name.matches("(mentoring|quarkus)\\..*")) {
                    names.add(name);
                    before = name.substring(0, name.lastIndexOf('.'));
                }
            }
        }
        names.removeIf(name -> isTopic(name) || name.contains(".example."));
        VARIABLE.matcher(document).results().forEach(match -> names.add(match.group(1)));
        return names;
    }

    /** Topics are named as settings are; those of dead letters and of replays after theirs. */
    private boolean isTopic(String name) {
        return topics.contains(name.replaceAll("(\\.[a-z-]+)?\\.(dlq|retry)$", ""));
    }

    /** One without the full name before it; others, such as {@code .editorconfig}, are no settings. */
    private boolean isEndOfASetting(String name) {
        return services.stream().anyMatch(service -> service.knowEnd(KnownSettings.variable(name)));
    }

    private static boolean knows(KnownSettings service, String name) {
        return name.endsWith(".*")
                ? service.knowBelow(KnownSettings.variable(name.substring(0, name.length() - 1)))
                : service.know(KnownSettings.variable(name));
    }
}
