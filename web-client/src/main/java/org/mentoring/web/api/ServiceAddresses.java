package org.mentoring.web.api;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.ext.Provider;

import org.mentoring.web.WebConfig;

/** Sends each request to the service that answers its path. */
@Provider
class ServiceAddresses implements ClientRequestFilter {

    private static final int SEGMENT_AFTER_VERSION = 3;

    private final Map<String, URI> addresses = new HashMap<>();

    ServiceAddresses(WebConfig config) {
        config.services()
                .values()
                .forEach(service -> service.paths().forEach(path -> addresses.put(path, service.address())));
    }

    @Override
    public void filter(ClientRequestContext request) {
        var segments = request.getUri().getRawPath().split("/");
        if (segments.length > SEGMENT_AFTER_VERSION) {
            Optional.ofNullable(addresses.get(segments[SEGMENT_AFTER_VERSION]))
                    .ifPresent(address -> request.setUri(UriBuilder.fromUri(request.getUri())
                            .scheme(address.getScheme())
                            .host(address.getHost())
                            .port(address.getPort())
                            .build()));
        }
    }
}
