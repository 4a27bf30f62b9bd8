package org.mentoring.kit.openapi;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.tags.Tag;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.MethodParameterInfo;

/**
 * Completes the description of a service (OpenAPI 3.1) with what all its operations have in common, so that resources
 * carry no annotation for it: problem responses by what an operation is, pages, entity tags, well-known headers, and
 * which fields of an answer are always there.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDescription implements OASFilter {

    /** Names the method that an operation is made of, to find its documentation. */
    public static final String SOURCE = "x-source";

    private static final String SCHEME = "oidc";
    /** Names the types whose fields are among those of another, to find their documentation. */
    public static final String UNWRAPPED = "x-unwrapped";

    private final IndexView index;

    public ApiDescription(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        var parameters = new WellKnownParameters(api);
        var pages = new Pages(api);
        var answers = new OperationResponses(api);
        var tags = new TreeMap<String, Tag>();
        operations(api).forEach((operation, place) -> {
            var method = place.method();
            name(operation, tags);
            inherit(operation);
            requireBodiesThatMustBeThere(operation);
            if (method == HttpMethod.PATCH) {
                takeMergePatch(operation);
            }
            parameters.complete(operation);
            pages.complete(operation);
        });
        operations(api)
                .forEach((operation, place) -> answers.complete(operation, place.method(), isVersioned(place.path())));
        tags.forEach((name, tag) -> {
            if (api.getTags() == null
                    || api.getTags().stream().noneMatch(known -> known.getName().equals(name))) {
                api.addTag(tag);
            }
        });
        new RequiredFields(api, index).complete();
        new InlinedFormats(api).inline();
    }

    private record Place(PathItem path, HttpMethod method) {}

    private static Map<Operation, Place> operations(OpenAPI api) {
        var operations = new HashMap<Operation, Place>();
        if (api.getPaths() != null) {
            api.getPaths()
                    .getPathItems()
                    .values()
                    .forEach(path -> path.getOperations()
                            .forEach((method, operation) -> operations.put(operation, new Place(path, method))));
        }
        return operations;
    }

    private static boolean isVersioned(PathItem path) {
        return path.getOperations().values().stream()
                .anyMatch(operation -> OperationResponses.refers(operation, "IfMatch"));
    }

    /** From the class and the method, which is all that a resource has to say: {@code Bookings} and {@code bookings.book}. */
    private static void name(Operation operation, Map<String, Tag> tags) {
        var source = operation.getOperationId();
        if (source == null || source.indexOf('_') < 0) {
            return;
        }
        var resource = source.substring(0, source.indexOf('_')).replaceAll("Resource$", "");
        var method = source.substring(source.indexOf('_') + 1);
        var given = operation.getTags() == null
                ? null
                : operation.getTags().stream()
                        .filter(tag -> !tag.endsWith(" Resource"))
                        .findFirst()
                        .orElse(null);
        var tag = given == null ? plural(words(resource)) : given;
        operation.setTags(List.of(tag));
        operation.setOperationId(camelCase(tag) + "." + method);
        operation.setSummary(null);
        operation.addExtension(SOURCE, source.replace('_', '.'));
        tags.computeIfAbsent(tag, name -> OASFactory.createTag().name(name));
    }

    /** The scanner takes every body for required. */
    private void requireBodiesThatMustBeThere(Operation operation) {
        if (operation.getRequestBody() == null) {
            return;
        }
        method(operation)
                .flatMap(method -> method.parameters().stream()
                        .filter(ApiDescription::isBody)
                        .findFirst())
                .ifPresent(body -> operation.getRequestBody().required(body.hasAnnotation(NotNull.class)));
    }

    /** The scanner takes roles and comments from the class of a resource alone, not from the one that it extends. */
    private void inherit(Operation operation) {
        var resource = (String) operation.getExtensions().get(SOURCE);
        method(operation).ifPresent(method -> {
            operation.addExtension(SOURCE, method.declaringClass().simpleName() + "." + method.name());
            var roles = method.annotation(RolesAllowed.class);
            if (roles != null && !operation.getExtensions().get(SOURCE).equals(resource)) {
                operation.setSecurity(List.of(OASFactory.createSecurityRequirement()
                        .addScheme(SCHEME, List.of(roles.value().asStringArray()))));
            }
        });
    }

    private static boolean isBody(MethodParameterInfo parameter) {
        return parameter.annotations().stream()
                .map(annotation -> annotation.name().toString())
                .noneMatch(name -> name.startsWith("jakarta.ws.rs."));
    }

    private Optional<MethodInfo> method(Operation operation) {
        var source = (String) operation.getExtensions().get(SOURCE);
        var resource = source.substring(0, source.indexOf('.'));
        var name = source.substring(source.indexOf('.') + 1);
        return index.getKnownClasses().stream()
                .filter(type -> resource.equals(type.simpleName()))
                .flatMap(type ->
                        Stream.concat(Stream.of(type), Stream.ofNullable(index.getClassByName(type.superName()))))
                .flatMap(type -> type.methods().stream())
                .filter(method -> method.name().equals(name))
                .findFirst();
    }

    private static void takeMergePatch(Operation operation) {
        var body = operation.getRequestBody();
        if (body != null && body.getContent() != null && body.getContent().hasMediaType("application/json")) {
            var patch = body.getContent().getMediaType("application/json");
            body.setContent(OASFactory.createContent().addMediaType("application/merge-patch+json", patch));
            body.setDescription("A JSON merge patch (RFC 7396): what is left out stays, null clears.");
        }
    }

    private static String words(String className) {
        var words = className.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String plural(String word) {
        return word.endsWith("s")
                ? word
                : word.endsWith("y") ? word.substring(0, word.length() - 1) + "ies" : word + "s";
    }

    private static String camelCase(String words) {
        var camel = new StringBuilder();
        for (var word : words.split("[^A-Za-z0-9]+")) {
            camel.append(
                    camel.isEmpty()
                            ? word.toLowerCase(Locale.ROOT)
                            : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return camel.toString();
    }
}
