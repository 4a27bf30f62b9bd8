package org.mentoring.local.gateway;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the route of a path: prefixes match by whole segments, and the longest one wins; {@code /} takes what is left. */
final class RouteTable {

    private final Map<String, Route> byPrefix = new LinkedHashMap<>();

    /** @throws InvalidConfigurationException if two routes claim the same prefix */
    RouteTable(Collection<Route> routes) {
        for (var route : routes) {
            var other = byPrefix.putIfAbsent(route.prefix(), route);
            if (other != null) {
                throw new InvalidConfigurationException("Both " + other.service() + " and " + route.service()
                        + " claim " + route.prefix() + "; a prefix belongs to one service.");
            }
        }
    }

    /** @param path a path that {@link RequestTarget} has let pass, still as the client encoded it */
    Optional<Route> find(String path) {
        for (var prefix = path; !prefix.isEmpty(); prefix = prefix.substring(0, prefix.lastIndexOf('/'))) {
            var route = byPrefix.get(prefix);
            if (route != null) {
                return Optional.of(route);
            }
        }
        return Optional.ofNullable(byPrefix.get("/"));
    }

    List<Route> routes() {
        return List.copyOf(byPrefix.values());
    }
}
