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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.mentoring.kit.http.Versions;
import org.mentoring.kit.idempotency.Idempotency;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.security.CurrentCaller;

/** Days whose hours differ from the rules. Changing an override never changes existing bookings. */
@Tag(name = "Availability overrides")
@Path(Overrides.PATH)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("mentor")
class OverrideResource {

    private final Overrides overrides;
    private final CurrentCaller caller;

    OverrideResource(Overrides overrides, CurrentCaller caller) {
        this.overrides = overrides;
        this.caller = caller;
    }

    /** List the availability overrides. */
    @GET
    @APIResponseSchema(AvailabilityOverride.class)
    public Uni<Response> page(@BeanParam PageRequest page, @Context UriInfo request) {
        return overrides.page(caller.get(), page).map(found -> found.response(request));
    }

    /**
     * Add an availability override for a range of days: {@code off} blocks its windows, or without windows the whole days;
     * {@code other-hours} count instead of those of the rules, and {@code extra-hours} besides. On days whose hours are replaced, and on
     * whole days off, no window of a rule counts that begins then, also not after midnight of the last day, and of one that began the
     * evening before only what lies before the first day. Dated windows and other overrides count all the same, and what is blocked stays
     * so.
     */
    @POST
    @APIResponseSchema(value = EditedOverride.class, responseCode = "201")
    public Uni<Response> add(@HeaderParam(Idempotency.HEADER) String key, @NotNull @Valid OverrideChange override) {
        return overrides.add(caller.get(), key, override);
    }

    /** Check which bookings an availability override would leave outside; nothing is changed. */
    @POST
    @Path("check")
    public Uni<CheckedOverride> check(@NotNull @Valid OverrideChange override) {
        return overrides.check(caller.get(), override);
    }

    /** Get an availability override. */
    @GET
    @Path("{id}")
    @APIResponseSchema(AvailabilityOverride.class)
    public Uni<Response> get(@PathParam("id") UUID id) {
        return overrides.get(caller.get(), id).map(found -> Versions.ok(found, found.version()));
    }

    /** Change an availability override. */
    @PUT
    @Path("{id}")
    public Uni<RestResponse<EditedOverride>> change(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch,
            @NotNull @Valid OverrideChange override) {
        return overrides
                .change(caller.get(), id, Versions.expected(ifMatch), override)
                .map(edited -> ResponseBuilder.ok(edited)
                        .header("ETag", Versions.etag(edited.override().version()))
                        .build());
    }

    /** Delete an availability override. */
    @DELETE
    @Path("{id}")
    public Uni<RemovedAvailability> remove(@PathParam("id") UUID id) {
        return overrides.remove(caller.get(), id);
    }
}
