package org.mentoring.contracts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.mentoring.contracts.compatibility.Compatibility;
import org.mentoring.contracts.event.EventSchemas;

import static org.assertj.core.api.Assertions.assertThat;

/** What was published before is still kept. */
class PublishedTest {

    private static final Project PROJECT = new Project(Path.of("../.."));
    private static final Path PUBLISHED = Path.of(Contracts.PUBLISHED);

    @Test
    void theApiIsBackwardCompatible() {
        assertThat(Compatibility.ofApi(
                        Documents.read(PUBLISHED.resolve("openapi.yaml")),
                        Documents.read(Path.of("openapi/mentoring.yaml"))))
                .as(
                        "what breaks clients; offer the new beside the old, or take ./platform contracts publish for a new major")
                .isEmpty();
    }

    @Test
    void eventsAreBackwardCompatible() throws Exception {
        var now = EventSchemas.all(PROJECT);
        var breaks = new ArrayList<String>();
        try (var files = Files.list(PUBLISHED.resolve("events"))) {
            for (var file : files.sorted().toList()) {
                var type = file.getFileName().toString().replace(".schema.json", "");
                if (now.containsKey(type)) {
                    breaks.addAll(Compatibility.ofEvent(type, Documents.read(file), now.get(type)));
                } else {
                    breaks.add(type + " is not published any more");
                }
            }
        }
        assertThat(breaks)
                .as("what breaks subscribers; publish a new version of the type beside the old one")
                .isEqualTo(List.of());
    }
}
