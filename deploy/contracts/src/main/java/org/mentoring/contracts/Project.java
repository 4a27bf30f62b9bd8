package org.mentoring.contracts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The paths of the project's files.
 *
 * @param root of the repository
 */
public record Project(Path root) {

    public static final List<String> SERVICES = List.of("user", "mentor", "booking", "review", "notification");

    public Project {
        root = root.toAbsolutePath().normalize();
    }

    /** The committed contracts. */
    public Path contracts() {
        return root.resolve("deploy/contracts");
    }

    public Path site() {
        return contracts().resolve("target/site");
    }

    /** The OpenAPI document that the build of a service generates. */
    public Path description(String service) {
        return module(service).resolve("target/openapi/openapi.json");
    }

    public Path sources(String service) {
        return module(service).resolve("src/main/java");
    }

    public Path kitSources() {
        return root.resolve("service-kit/runtime/src/main/java");
    }

    /** In this order they are applied. */
    public List<Path> migrations(String service) {
        return List.of(
                root.resolve("service-kit/runtime/src/main/resources/db/kit"),
                module(service).resolve("src/main/resources/db/migration"));
    }

    /** The JSON Schemas of the events that a service publishes, by name. */
    public List<Path> eventSchemas(String service) throws IOException {
        return eventSchemas(module(service).resolve("src/main/resources/events"));
    }

    /** The JSON Schemas of the events that every service publishes, by name. */
    public List<Path> sharedEventSchemas() throws IOException {
        return eventSchemas(root.resolve("service-kit/runtime/src/main/resources/events"));
    }

    private static List<Path> eventSchemas(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".schema.json"))
                    .sorted()
                    .toList();
        }
    }

    private Path module(String service) {
        return root.resolve(service + "-service");
    }
}
