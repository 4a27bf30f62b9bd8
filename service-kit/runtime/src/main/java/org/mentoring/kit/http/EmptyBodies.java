package org.mentoring.kit.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * A request without a body is of no type, whatever it says. Where the body may be missing, the operation sees null; where
 * it must be there, validation says so.
 */
class EmptyBodies {

    @ServerRequestFilter(preMatching = true)
    public void filter(ContainerRequestContext request) {
        var headers = request.getHeaders();
        var empty = headers.containsKey(HttpHeaders.CONTENT_LENGTH)
                ? request.getLength() == 0
                : !headers.containsKey(HttpHeaders.CONTENT_TYPE);
        if (empty) {
            headers.putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
        }
    }
}
