package org.mentoring.web.api;

import java.time.Duration;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.rest.client.reactive.runtime.ResteasyReactiveResponseExceptionMapper;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.client.impl.RestClientRequestContext;
import org.mentoring.web.api.model.Problem;

/** Turns what the API refuses into {@link ApiException}. */
@Provider
class ApiProblems implements ResteasyReactiveResponseExceptionMapper<ApiException> {

    private static final Logger LOG = Logger.getLogger(ApiProblems.class);
    private static final int LEAST_REFUSAL = 400;

    private final ObjectMapper json;

    ApiProblems(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public boolean handles(int status, MultivaluedMap<String, Object> headers) {
        return status >= LEAST_REFUSAL;
    }

    @Override
    public ApiException toThrowable(Response response, RestClientRequestContext request) {
        var status = response.getStatus();
        var problem = problem(response);
        var message = "The API answered %s with %d%s"
                .formatted(request.getInvokedMethod().getName(), status, problem == null ? "" : " " + problem.type());
        return new ApiException(message, status, problem, retryAfter(response));
    }

    private Problem problem(Response response) {
        var type = response.getHeaderString("Content-Type");
        if (type == null || !type.startsWith("application/problem+json")) {
            return null;
        }
        try {
            return json.readValue(response.readEntity(String.class), Problem.class);
        } catch (JsonProcessingException e) {
            LOG.warnf("A problem document of the API cannot be read: %s", e.getOriginalMessage());
            return null;
        }
    }

    private static Duration retryAfter(Response response) {
        var seconds = response.getHeaderString("Retry-After");
        return seconds != null && seconds.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }
}
