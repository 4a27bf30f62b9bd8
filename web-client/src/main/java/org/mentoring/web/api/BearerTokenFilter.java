package org.mentoring.web.api;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

import io.quarkus.arc.Arc;
import org.mentoring.web.signin.Visitor;

/** Sends the access token of the signed-in person to the API. Outside of a request, and for visitors, it sends none. */
@Provider
class BearerTokenFilter implements ClientRequestFilter {

    private final Visitor visitor;

    BearerTokenFilter(Visitor visitor) {
        this.visitor = visitor;
    }

    @Override
    public void filter(ClientRequestContext request) {
        if (Arc.container().requestContext().isActive()) {
            visitor.accessToken()
                    .ifPresent(token -> request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + token));
        }
    }
}
