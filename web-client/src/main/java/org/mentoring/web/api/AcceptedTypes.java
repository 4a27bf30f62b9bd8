package org.mentoring.web.api;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** What answers without a body says only which problems it has; the API refuses who would take nothing but these. */
@Provider
class AcceptedTypes implements ClientRequestFilter {

    private static final String PROBLEM = "application/problem+json";

    @Override
    public void filter(ClientRequestContext request) {
        if (PROBLEM.equals(request.getHeaderString(HttpHeaders.ACCEPT))) {
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, "application/json, " + PROBLEM);
        }
    }
}
