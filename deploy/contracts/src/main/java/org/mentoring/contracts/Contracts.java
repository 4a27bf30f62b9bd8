package org.mentoring.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.mentoring.contracts.database.DatabasePages;
import org.mentoring.contracts.event.EventDocument;
import org.mentoring.contracts.event.EventSchemas;
import org.mentoring.contracts.openapi.ApiDocuments;
import org.mentoring.contracts.site.Site;

/**
 * Generates the committed contracts.
 *
 * <p>{@code write} generates them from the services' builds; {@code publish} also records them as the published version, which later
 * versions must be compatible with; {@code site} renders the committed ones as pages.
 */
public final class Contracts {

    /** The published version, against which breaking changes are detected. */
    static final String PUBLISHED = "published";

    private final Project project;

    Contracts(Project project) {
        this.project = project;
    }

    public static void main(String[] arguments) throws IOException {
        var project = new Project(Path.of(arguments[1]));
        var contracts = new Contracts(project);
        switch (arguments[0]) {
            case "write" -> contracts.write();
            case "publish" -> {
                contracts.write();
                contracts.publish();
            }
            case "site" -> new Site(project).write();
            default -> throw new IllegalArgumentException("There are write, publish and site, and no " + arguments[0]);
        }
    }

    /** Path below {@code deploy/contracts} and content of everything that is generated. */
    Map<String, String> generated() {
        var files = new TreeMap<String, String>();
        new ApiDocuments(project)
                .all()
                .forEach((name, document) -> files.put("openapi/" + name + ".yaml", Documents.yaml(document)));
        files.put("asyncapi.yaml", Documents.yaml(new EventDocument(project).document()));
        new DatabasePages(project).all().forEach((name, page) -> files.put("database/" + name, page));
        return files;
    }

    /** What differs between what is generated and what is committed, a sentence for each file; empty when nothing does. */
    List<String> differences(Map<String, String> generated) {
        var paths = new TreeSet<>(generated.keySet());
        paths.addAll(committed());
        return paths.stream()
                .map(path -> difference(path, read(path), generated.get(path)))
                .filter(difference -> !difference.isEmpty())
                .toList();
    }

    private void write() throws IOException {
        var generated = generated();
        for (var path : committed()) {
            if (!generated.containsKey(path)) {
                Files.delete(project.contracts().resolve(path));
            }
        }
        for (var file : generated.entrySet()) {
            var path = project.contracts().resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private void publish() throws IOException {
        var published = project.contracts().resolve(PUBLISHED);
        Files.createDirectories(published.resolve("events"));
        Files.copy(
                project.contracts().resolve("openapi/" + ApiDocuments.MERGED + ".yaml"),
                published.resolve("openapi.yaml"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        for (var schema : EventSchemas.all(project).entrySet()) {
            Files.writeString(
                    published.resolve("events/" + schema.getKey() + ".schema.json"),
                    Documents.json(schema.getValue()) + "\n");
        }
    }

    private List<String> committed() {
        try (Stream<Path> api = list("openapi", ".yaml");
                Stream<Path> pages = list("database", ".md")) {
            return Stream.concat(api, pages)
                    .map(file -> project.contracts().relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private Stream<Path> list(String directory, String extension) {
        var path = project.contracts().resolve(directory);
        if (!Files.isDirectory(path)) {
            return Stream.empty();
        }
        try {
            return Files.list(path).filter(file -> file.toString().endsWith(extension));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String path) {
        var file = project.contracts().resolve(path);
        try {
            return Files.exists(file) ? Files.readString(file) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String difference(String path, String committed, String generated) {
        var name = "deploy/contracts/" + path;
        if (committed == null) {
            return name + " is missing";
        }
        if (generated == null) {
            return name + " belongs to nothing any more";
        }
        var old = committed.lines().toList();
        var now = generated.lines().toList();
        for (var line = 0; line < Math.max(old.size(), now.size()); line++) {
            var was = line < old.size() ? old.get(line) : "(nothing)";
            var is = line < now.size() ? now.get(line) : "(nothing)";
            if (!was.equals(is)) {
                return name + ", line " + (line + 1) + ": it says '" + was.strip() + "', and the build says '"
                        + is.strip() + "'";
            }
        }
        return "";
    }
}
