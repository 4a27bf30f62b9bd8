package org.mentoring.booking.booking;

import java.net.URI;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.security.CurrentCaller;
import org.mentoring.kit.security.PersonalClaims;

/** Slots that are kept for the caller for a few minutes while a form is filled in. */
@Tag(name = "Holds")
@Path("/api/v1/slots/holds")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("mentee")
class HoldResource {

    private static final String PATH = "/api/v1/slots/holds/";

    private final Holds holds;
    private final CurrentCaller caller;
    private final PersonalClaims person;

    HoldResource(Holds holds, CurrentCaller caller, PersonalClaims person) {
        this.holds = holds;
        this.caller = caller;
        this.person = person;
    }

    /** Hold a free slot, in place of the caller's previous hold with this mentor; refused for the same reasons as a booking. */
    @POST
    @APIResponseSchema(value = Hold.class, responseCode = "201")
    public Uni<Response> hold(@NotNull @Valid NewHold hold) {
        return holds.hold(Mentee.of(caller, person), hold)
                .map(held -> Response.created(URI.create(PATH + held.id()))
                        .entity(held)
                        .build());
    }

    /** List the caller's holds that have not expired, the first to expire first. */
    @GET
    @APIResponseSchema(Hold.class)
    public Uni<Response> own(@BeanParam PageRequest page, @Context UriInfo request) {
        return holds.own(caller.get(), page).map(found -> found.response(request));
    }

    /** Release a hold. */
    @DELETE
    @Path("{id}")
    public Uni<Void> letGo(@PathParam("id") UUID id) {
        return holds.release(caller.get(), id);
    }
}
