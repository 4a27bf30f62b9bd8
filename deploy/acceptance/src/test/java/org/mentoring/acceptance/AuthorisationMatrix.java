package org.mentoring.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import org.mentoring.local.client.Answer;

/** The matrix as it is written, and the operations that it has to cover as the services describe them. */
final class AuthorisationMatrix {

    private static final Path MATRIX = Path.of("src/test/resources/authorisation-matrix.txt");
    private static final Path REPOSITORY = Path.of("../..");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private AuthorisationMatrix() {}

    /**
     * @param operation as the service describes it
     * @param path with names in braces
     * @param body null for none
     */
    record Row(String operation, String owner, String path, Statuses statuses, String body) {

        static Row of(String line) {
            var parts = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            return new Row(
                    parts.get(0).replaceAll("\\s+", " "),
                    parts.get(1),
                    parts.get(2),
                    Statuses.of(parts.get(3)),
                    parts.get(4).isEmpty() ? null : parts.get(4));
        }

        String method() {
            return operation.substring(0, operation.indexOf(' '));
        }
    }

    /** What each is to be answered. */
    record Statuses(int nobody, int mentee, int mentor, int admin, int owner) {

        static Statuses of(String text) {
            var numbers = Arrays.stream(text.split(" ")).map(Integer::valueOf).toList();
            return new Statuses(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3), numbers.get(4));
        }
    }

    static List<Row> rows() throws IOException {
        return Files.readAllLines(MATRIX).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Row::of)
                .toList();
    }

    /** What the services offer, by the documents that their build has made (OpenAPI 3.1). */
    static Set<String> offered() throws IOException {
        return operations(operation -> true);
    }

    /** Those of them that answer in pages; whoever sends a limit to another one is refused. */
    static Set<String> paged() throws IOException {
        return operations(operation -> operation.path("parameters").findValuesAsText("$ref").stream()
                .anyMatch(reference -> reference.endsWith("/Limit")));
    }

    private static Set<String> operations(Predicate<JsonNode> which) throws IOException {
        var operations = new TreeSet<String>();
        for (var service : List.of("user", "mentor", "booking", "review", "notification")) {
            var document = Answer.parse(
                    Files.readString(REPOSITORY.resolve(service + "-service/target/openapi/openapi.json")));
            document.path("paths")
                    .properties()
                    .forEach(path -> path.getValue().properties().stream()
                            .filter(operation ->
                                    METHODS.contains(operation.getKey()) && which.test(operation.getValue()))
                            .forEach(operation ->
                                    operations.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        }
        return operations;
    }
}
