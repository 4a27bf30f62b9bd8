package org.mentoring.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import static org.mentoring.kubernetes.Resource.each;

/** What the gateway lets in: public paths alone, each under the same policies, from callers that are told apart. */
final class GatewayAccess {

    private static final List<String> PUBLIC =
            List.of("/api/v1/[a-z-]+", "/realms/mentoring", "/resources", "/docs", "/");

    /** Said by proxies. Envoy writes those of the address and the scheme anew, and passes these on as a client sends them. */
    private static final Set<String> OF_PROXIES =
            Set.of("forwarded", "x-forwarded-host", "x-forwarded-port", "x-forwarded-prefix", "x-real-ip");

    private final Installation installation;
    private final List<String> problems = new ArrayList<>();

    private GatewayAccess(Installation installation) {
        this.installation = installation;
    }

    static List<String> problems(Installation installation) {
        var access = new GatewayAccess(installation);
        installation.all("HTTPRoute").forEach(access::leadsToWhatIsPublic);
        installation.services().forEach(access::isReachedAndGuarded);
        installation.all("SecurityPolicy").forEach(access::believesTheIssuer);
        access.countsWhoeverItHasVerified();
        installation.all("ClientTrafficPolicy").forEach(access::saysWhatBrowsersMayDoAndBoundsConnections);
        return access.problems;
    }

    private void leadsToWhatIsPublic(Resource route) {
        for (var rule : route.spec().path("rules")) {
            if (each(rule.path("filters")).anyMatch(filter -> filter.has("requestRedirect"))) {
                continue;
            }
            if (rule.path("matches").isEmpty()) {
                problems.add(route + " routes every path");
            }
            each(rule.path("matches"))
                    .map(match -> match.path("path").path("value").asText())
                    .filter(path -> PUBLIC.stream().noneMatch(path::matches))
                    .forEach(path -> problems.add(route + " routes " + path + ", which is not public"));
        }
    }

    private void isReachedAndGuarded(Resource service) {
        if (installation.find("HTTPRoute", service.name()).isEmpty()) {
            problems.add(service + " is reached by no HTTPRoute");
        }
        if (installation.all("SecurityPolicy").noneMatch(policy -> targets(policy, service.name()))) {
            problems.add("HTTPRoute " + service.name() + " is under no SecurityPolicy");
        }
    }

    private void believesTheIssuer(Resource policy) {
        var issuer = installation
                .all("ConfigMap")
                .map(map -> map.document().path("data").path("MENTORING_ISSUER"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .findFirst()
                .orElse("");
        each(policy.spec().path("jwt").path("providers"))
                .map(provider -> provider.path("issuer").asText())
                .filter(believed -> !believed.equals(issuer))
                .forEach(believed ->
                        problems.add(policy + " believes " + believed + ", and the services believe " + issuer));
    }

    private void saysWhatBrowsersMayDoAndBoundsConnections(Resource policy) {
        var added = each(policy.spec().at("/headers/lateResponseHeaders/addIfAbsent"))
                .map(header -> header.path("name").asText())
                .toList();
        Stream.of("Content-Security-Policy", "Cache-Control", "X-Content-Type-Options", "Referrer-Policy")
                .filter(header -> !added.contains(header))
                .forEach(header -> problems.add(policy + " lets answers out without " + header));
        if (!policy.spec().at("/connection/connectionLimit").has("value")) {
            problems.add(policy + " takes connections without a limit");
        }
    }

    /** The header with the caller comes from a verified token alone: a client's own is taken away, and it is what is counted. */
    private void countsWhoeverItHasVerified() {
        var said = installation
                .all("SecurityPolicy")
                .flatMap(policy -> each(policy.spec().path("jwt").path("providers")))
                .flatMap(provider -> each(provider.path("claimToHeaders")))
                .map(claim -> claim.path("header").asText())
                .collect(Collectors.toSet());
        var removed = installation
                .all("ClientTrafficPolicy")
                .flatMap(policy -> each(policy.spec()
                        .path("headers")
                        .path("earlyRequestHeaders")
                        .path("remove")))
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        var counted = installation
                .all("BackendTrafficPolicy")
                .flatMap(policy ->
                        each(policy.spec().path("rateLimit").path("local").path("rules")))
                .flatMap(rule -> each(rule.path("clientSelectors")))
                .flatMap(selector -> each(selector.path("headers")))
                .map(header -> header.path("name").asText())
                .collect(Collectors.toSet());
        Stream.of(removed, counted)
                .flatMap(headers ->
                        headers.stream().filter(header -> !said.contains(header) && !OF_PROXIES.contains(header)))
                .forEach(header -> problems.add("The header " + header + " is said by no SecurityPolicy"));
        Stream.of(said, OF_PROXIES)
                .flatMap(Set::stream)
                .filter(header -> !removed.contains(header))
                .forEach(header -> problems.add("A client could say the header " + header + " itself"));
    }

    private static boolean targets(Resource policy, String route) {
        return each(policy.spec().path("targetRefs"))
                .anyMatch(target -> target.path("kind").asText().equals("HTTPRoute")
                        && target.path("name").asText().equals(route));
    }
}
