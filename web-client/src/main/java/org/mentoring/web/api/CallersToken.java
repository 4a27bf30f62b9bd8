package org.mentoring.web.api;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

import io.quarkus.arc.Arc;
import org.mentoring.web.signin.Visitor;

/** Calls the API as the person who is signed in. Outside of a request, and for visitors, nobody is named. */
@Provider
class CallersToken implements ClientRequestFilter {

    private final Visitor visitor;

    CallersToken(Visitor visitor) {
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
