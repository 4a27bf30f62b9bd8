package org.mentoring.web;

import java.util.Set;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.ext.Provider;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;

/**
 * Fails what is asked of the API while a page is opened, unless it only reads: programs that look for harmful links open them,
 * and a browser may do so before anybody wants it. The account of the person who has just signed in takes over the browser's zone once.
 */
@Provider
class OnlyPostsChange implements ClientRequestFilter {

    private static final Set<String> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final CurrentVertxRequest current;

    OnlyPostsChange(CurrentVertxRequest current) {
        this.current = current;
    }

    @Override
    public void filter(ClientRequestContext request) {
        if (!Arc.container().requestContext().isActive() || current.getCurrent() == null) {
            return;
        }
        var opened = current.getCurrent().request().method().name().equals(HttpMethod.GET);
        if (opened
                && !READS.contains(request.getMethod())
                && !request.getUri().getPath().endsWith("/users/me")) {
            throw new AssertionError("Opening %s asks the API to %s %s"
                    .formatted(current.getCurrent().request().uri(), request.getMethod(), request.getUri()));
        }
    }
}
