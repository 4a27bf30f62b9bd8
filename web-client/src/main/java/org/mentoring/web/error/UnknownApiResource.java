package org.mentoring.web.error;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.opentelemetry.api.trace.Span;
import io.vertx.core.json.JsonObject;

/** Paths of the API that no service has reach this application, as every other path does; they are answered with a problem document. */
@Path("/api/{rest:.*}")
@PermitAll
@Produces("application/problem+json")
class UnknownApiResource {

    private static final int NOT_FOUND = 404;

    @GET
    public Response get(@Context UriInfo uri) {
        return unknown(uri);
    }

    @POST
    public Response post(@Context UriInfo uri) {
        return unknown(uri);
    }

    @PUT
    public Response put(@Context UriInfo uri) {
        return unknown(uri);
    }

    @PATCH
    public Response patch(@Context UriInfo uri) {
        return unknown(uri);
    }

    @DELETE
    public Response delete(@Context UriInfo uri) {
        return unknown(uri);
    }

    private static Response unknown(UriInfo uri) {
        return Response.status(NOT_FOUND)
                .entity(new JsonObject()
                        .put("type", "urn:problem-type:mentoring:not-found")
                        .put("title", "Resource not found")
                        .put("status", NOT_FOUND)
                        .put("detail", "There is nothing at this path.")
                        .put("instance", uri.getRequestUri().getRawPath())
                        .put("trace_id", Span.current().getSpanContext().getTraceId())
                        .encode())
                .build();
    }
}
