package org.mentoring.local.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

/**
 * The client address in forwarding headers. They are trusted from configured proxies only; others could forge the address in the
 * logs, or evade their rate limit.
 */
final class Forwarding {

    private static final String FOR = "X-Forwarded-For";
    private static final String PROTO = "X-Forwarded-Proto";
    private static final String HOST = "X-Forwarded-Host";
    private static final List<String> SAID_BY_PROXIES =
            List.of("Forwarded", FOR, PROTO, HOST, "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Real-IP");

    /** Hop-by-hop headers (RFC 9110, section 7.6.1). */
    private static final List<String> OF_ONE_HOP = List.of(
            "Connection",
            "Keep-Alive",
            "Proxy-Authorization",
            "Proxy-Authenticate",
            "Proxy-Connection",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade",
            "HTTP2-Settings",
            "Expect");

    private final Set<String> trustedPeers;

    Forwarding(Set<String> trustedPeers) {
        this.trustedPeers = trustedPeers;
    }

    /** The address that the request came from, as far back as it can be trusted. */
    String caller(HttpServerRequest request) {
        var peer = peer(request);
        if (!trustedPeers.contains(peer)) {
            return peer;
        }
        return addresses(request).reversed().stream()
                .filter(address -> !trustedPeers.contains(address))
                .findFirst()
                .orElse(peer);
    }

    /** Sets the headers of a request for the next hop. */
    void pass(HttpServerRequest request, MultiMap headers) {
        removeOfOneHop(headers);
        var peer = peer(request);
        var trusted = trustedPeers.contains(peer);
        var proto = trusted ? request.getHeader(PROTO) : null;
        var host = trusted ? request.getHeader(HOST) : null;
        var through = trusted ? String.join(", ", addresses(request)) : "";
        SAID_BY_PROXIES.forEach(headers::remove);
        headers.set(FOR, through.isEmpty() ? peer : through + ", " + peer);
        headers.set(PROTO, proto == null ? "http" : proto);
        var wanted = host == null ? request.getHeader("Host") : host;
        if (wanted != null) {
            headers.set(HOST, wanted);
        }
    }

    /** Removes what concerns one connection alone, also what {@code Connection} names. */
    static void removeOfOneHop(MultiMap headers) {
        headers.getAll("Connection").stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList()
                .forEach(headers::remove);
        OF_ONE_HOP.forEach(headers::remove);
    }

    private static String peer(HttpServerRequest request) {
        return request.remoteAddress().hostAddress();
    }

    private static List<String> addresses(HttpServerRequest request) {
        return request.headers().getAll(FOR).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
    }
}
