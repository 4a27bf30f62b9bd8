package org.mentoring.web.api;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** The generated client accepts only problem documents for operations without a response body, which the API answers with 406. */
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
