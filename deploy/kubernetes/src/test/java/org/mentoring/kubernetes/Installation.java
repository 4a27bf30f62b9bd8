package org.mentoring.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.mentoring.local.gateway.StrictManifests;

/**
 * Everything that one overlay installs.
 *
 * @param overlay the name of its folder
 */
record Installation(String overlay, List<Resource> resources) {

    static final Path FOLDER = Path.of("").toAbsolutePath();
    static final Path REPOSITORY = FOLDER.getParent().getParent();
    static final List<String> OVERLAYS = List.of("demo", "production");
    static final List<String> SERVICES = List.of("user", "mentor", "booking", "review", "notification");

    private static final Path RENDERED = FOLDER.resolve("target/rendered");
    private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();
    /** By their text: a mistake in one of them leaves the others as they were read. */
    private static final Map<String, List<Resource>> DOCUMENTS = new ConcurrentHashMap<>();

    /** What {@code kubectl kustomize} makes of the overlay; rendered once. */
    static Installation of(String overlay) {
        return parse(overlay, text(overlay));
    }

    /** The base as it is, for an overlay of somebody's own; it scales by the processor, which no overlay here does. */
    static Installation base() {
        return parse("base", Kustomize.render(FOLDER.resolve("base")));
    }

    static String text(String overlay) {
        return TEXTS.computeIfAbsent(overlay, name -> Kustomize.render(FOLDER.resolve("overlays/" + name)));
    }

    static Installation parse(String overlay, String text) {
        return new Installation(
                overlay,
                Stream.of(text.split("(?m)^---$"))
                        .flatMap(document ->
                                DOCUMENTS.computeIfAbsent(document, changed -> read(overlay, changed)).stream())
                        .toList());
    }

    private static List<Resource> read(String overlay, String document) {
        try {
            Files.createDirectories(RENDERED);
            var file = Files.createTempFile(RENDERED, overlay + "-", ".yaml");
            try {
                Files.writeString(file, document);
                return StrictManifests.documents(file).stream()
                        .map(Resource::new)
                        .toList();
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<Resource> all(String kind) {
        return resources.stream().filter(resource -> resource.kind().equals(kind));
    }

    Optional<Resource> find(String kind, String name) {
        return all(kind).filter(resource -> resource.name().equals(name)).findFirst();
    }

    Stream<Resource> services() {
        return resources.stream().filter(Resource::isService);
    }

    /** What runs to an end, beside the workloads. */
    Stream<Resource> jobs() {
        return all("Job");
    }

    /** Pods that nothing keeps. */
    Stream<Resource> pods() {
        return all("Pod");
    }

    Stream<Resource> workloads() {
        return resources.stream().filter(Resource::isWorkload);
    }

    @Override
    public String toString() {
        return overlay;
    }
}
