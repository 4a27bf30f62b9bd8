package org.mentoring.booking.availability;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.mentoring.kit.http.Versions;
import org.mentoring.kit.idempotency.Idempotency;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.security.CurrentCaller;

/** Dated windows: time that is added to the rules or blocked. */
@Tag(name = "Availability windows")
@Path(Windows.PATH)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("mentor")
class WindowResource {

    private final Windows windows;
    private final CurrentCaller caller;

    WindowResource(Windows windows, CurrentCaller caller) {
        this.windows = windows;
        this.caller = caller;
    }

    /** List the availability windows. */
    @GET
    @APIResponseSchema(Window.class)
    public Uni<Response> page(@BeanParam PageRequest page, @Context UriInfo request) {
        return windows.page(caller.get(), page).map(found -> found.response(request));
    }

    /** Add an availability window. */
    @POST
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(ref = "EditedWindow")))
    public Uni<Response> add(@HeaderParam(Idempotency.HEADER) String key, @NotNull @Valid WindowChange window) {
        return windows.add(caller.get(), key, window);
    }

    /** Get an availability window. */
    @GET
    @Path("{id}")
    @APIResponseSchema(Window.class)
    public Uni<Response> get(@PathParam("id") UUID id) {
        return windows.get(caller.get(), id).map(WindowResource::ok);
    }

    /** Change an availability window. */
    @PUT
    @Path("{id}")
    public Uni<RestResponse<Edited<Window>>> change(
            @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, @NotNull @Valid WindowChange window) {
        return windows.change(caller.get(), id, Versions.expected(ifMatch), window)
                .map(edited -> ResponseBuilder.ok(edited)
                        .header("ETag", Versions.etag(edited.entry().version()))
                        .build());
    }

    /** Delete an availability window. */
    @DELETE
    @Path("{id}")
    public Uni<RemovedAvailability> remove(@PathParam("id") UUID id) {
        return windows.remove(caller.get(), id);
    }

    private static Response ok(Window window) {
        return Versions.ok(window, window.version());
    }
}
