package org.mentoring.local.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;

/**
 * Reads the routes from the manifests that operators install (Kubernetes Gateway API v1). Features that this
 * gateway does not support are refused at the start, so that a route never behaves differently here and in a cluster.
 */
final class RouteManifests {

    private static final String GROUP = "gateway.networking.k8s.io/";
    private static final String KUSTOMIZATION = "kustomization.yaml";

    /** What does not change the content of a route. */
    private static final Set<String> HARMLESS_IN_KUSTOMIZATION = Set.of(
            "apiVersion", "kind", "metadata", "resources", "namespace", "labels", "commonAnnotations", "sortOptions");

    private final Map<String, Backend> backends;

    RouteManifests(Map<String, Backend> backends) {
        this.backends = backends;
    }

    /**
     * @param directory holds a {@code kustomization.yaml}, whose resources are read, or else manifests, which are all read
     * @throws InvalidConfigurationException naming the file and the field that this gateway cannot follow
     */
    RouteTable read(Path directory) {
        var routes = new ArrayList<Route>();
        for (var file : files(directory)) {
            for (var document : StrictManifests.documents(file)) {
                routes.addAll(routes(document, file));
            }
        }
        if (routes.isEmpty()) {
            throw new InvalidConfigurationException(directory + " holds no HTTPRoute, so there is nothing to route.");
        }
        return new RouteTable(routes);
    }

    private static List<Path> files(Path directory) {
        var kustomization = directory.resolve(KUSTOMIZATION);
        if (Files.exists(kustomization)) {
            return StrictManifests.documents(kustomization).stream()
                    .flatMap(document -> listed(document, kustomization).stream())
                    .toList();
        }
        try (var entries = Files.list(directory)) {
            return entries.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InvalidConfigurationException("The directory with the routes cannot be read: " + directory, e);
        }
    }

    private static List<Path> listed(JsonNode document, Path kustomization) {
        document.fieldNames().forEachRemaining(field -> {
            if (!HARMLESS_IN_KUSTOMIZATION.contains(field)) {
                throw new InvalidConfigurationException(
                        kustomization + ": " + field + " may change the routes, which this gateway could not follow.");
            }
        });
        var files = new ArrayList<Path>();
        document.path("resources").forEach(resource -> files.add(kustomization.resolveSibling(resource.asText())));
        return files;
    }

    private List<Route> routes(JsonNode document, Path file) {
        var apiVersion = document.path("apiVersion").asText();
        var kind = document.path("kind").asText();
        if (apiVersion.isEmpty() || kind.isEmpty()) {
            throw new InvalidConfigurationException(file + " has a document without apiVersion and kind.");
        }
        if (!apiVersion.startsWith(GROUP)) {
            // Policies of a particular gateway implementation contain no routes.
            return List.of();
        }
        return switch (apiVersion + " " + kind) {
            case GROUP + "v1 HTTPRoute" -> routes(StrictManifests.as(HTTPRoute.class, document, file), file);
            case GROUP + "v1 Gateway" -> {
                StrictManifests.as(Gateway.class, document, file);
                yield List.of();
            }
            default ->
                throw new InvalidConfigurationException(file + ": this gateway knows HTTPRoute and Gateway of " + GROUP
                        + "v1, and no " + kind + " of " + apiVersion + ".");
        };
    }

    private List<Route> routes(HTTPRoute manifest, Path file) {
        var spec = manifest.getSpec();
        require(
                manifest.getMetadata() != null && manifest.getMetadata().getName() != null,
                file,
                "metadata.name is missing");
        require(spec != null && !spec.getRules().isEmpty(), file, "spec.rules is missing");
        require(
                !spec.getParentRefs().isEmpty(),
                file,
                "spec.parentRefs is missing, so no gateway would take the route");
        require(spec.getHostnames().isEmpty(), file, "spec.hostnames is not supported here; an overlay may set it");
        require(spec.getUseDefaultGateways() == null, file, "spec.useDefaultGateways is not supported here");
        var routes = new ArrayList<Route>();
        for (int i = 0; i < spec.getRules().size(); i++) {
            routes.addAll(routes(spec.getRules().get(i), file, "spec.rules[" + i + "]"));
        }
        return routes;
    }

    private List<Route> routes(HTTPRouteRule rule, Path file, String at) {
        require(rule.getFilters().isEmpty(), file, at + ".filters is not supported here");
        require(rule.getRetry() == null, file, at + ".retry is not supported here");
        require(rule.getSessionPersistence() == null, file, at + ".sessionPersistence is not supported here");
        require(!rule.getMatches().isEmpty(), file, at + ".matches is missing, which would route every path");
        require(rule.getBackendRefs().size() == 1, file, at + ".backendRefs must name exactly one service");
        var service = service(rule.getBackendRefs().getFirst(), file, at + ".backendRefs[0]");
        require(
                backends.containsKey(service),
                file,
                at + ".backendRefs[0].name is " + service + ", which has no address in GATEWAY_BACKENDS");
        var timeout = timeout(rule, file, at + ".timeouts");
        var routes = new ArrayList<Route>();
        for (int i = 0; i < rule.getMatches().size(); i++) {
            var prefix = prefix(rule.getMatches().get(i), file, at + ".matches[" + i + "]");
            routes.add(new Route(prefix, service, timeout));
        }
        return routes;
    }

    private static String service(HTTPBackendRef reference, Path file, String at) {
        require(reference.getName() != null, file, at + ".name is missing");
        require(reference.getPort() != null, file, at + ".port is missing");
        require(
                reference.getKind() == null || reference.getKind().equals("Service"),
                file,
                at + ".kind must be Service");
        require(reference.getGroup() == null || reference.getGroup().isEmpty(), file, at + ".group must be empty");
        require(reference.getNamespace() == null, file, at + ".namespace is not supported here");
        require(
                reference.getWeight() == null || reference.getWeight() == 1,
                file,
                at + ".weight is not supported here");
        require(reference.getFilters().isEmpty(), file, at + ".filters is not supported here");
        return reference.getName();
    }

    private static String prefix(HTTPRouteMatch match, Path file, String at) {
        require(match.getHeaders().isEmpty(), file, at + ".headers is not supported here");
        require(match.getQueryParams().isEmpty(), file, at + ".queryParams is not supported here");
        require(match.getMethod() == null, file, at + ".method is not supported here");
        require(match.getPath() != null, file, at + ".path is missing, which would route every path");
        require("PathPrefix".equals(match.getPath().getType()), file, at + ".path.type must be PathPrefix");
        var value = match.getPath().getValue();
        require(
                value != null && value.matches("/|(/[A-Za-z0-9_-]+)+"),
                file,
                at
                        + ".path.value must be whole segments of letters, digits and hyphens, such as /api/v1/users, or / alone");
        return value;
    }

    private static Optional<Duration> timeout(HTTPRouteRule rule, Path file, String at) {
        if (rule.getTimeouts() == null) {
            return Optional.empty();
        }
        require(rule.getTimeouts().getBackendRequest() == null, file, at + ".backendRequest is not supported here");
        var request = rule.getTimeouts().getRequest();
        require(
                request != null && request.matches("[1-9][0-9]{0,4}s"),
                file,
                at + ".request must be whole seconds, such as 30s");
        return Optional.of(Duration.ofSeconds(Integer.parseInt(request.substring(0, request.length() - 1))));
    }

    private static void require(boolean holds, Path file, String otherwise) {
        if (!holds) {
            throw new InvalidConfigurationException(file + ": " + otherwise + ".");
        }
    }
}
