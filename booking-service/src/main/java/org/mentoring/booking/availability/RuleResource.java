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

/** When a mentor is available, as recurring rules. Changing a rule never changes existing bookings. */
@Tag(name = "Availability rules")
@Path(Rules.PATH)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("mentor")
class RuleResource {

    private final Rules rules;
    private final CurrentCaller caller;

    RuleResource(Rules rules, CurrentCaller caller) {
        this.rules = rules;
        this.caller = caller;
    }

    /** List the availability rules. */
    @GET
    @APIResponseSchema(AvailabilityRule.class)
    public Uni<Response> page(@BeanParam PageRequest page, @Context UriInfo request) {
        return rules.page(caller.get(), page).map(found -> found.response(request));
    }

    /** Add an availability rule. */
    @POST
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(ref = "EditedAvailabilityRule")))
    public Uni<Response> add(@HeaderParam(Idempotency.HEADER) String key, @NotNull @Valid RuleChange rule) {
        return rules.add(caller.get(), key, rule);
    }

    /** Get an availability rule. */
    @GET
    @Path("{id}")
    @APIResponseSchema(AvailabilityRule.class)
    public Uni<Response> get(@PathParam("id") UUID id) {
        return rules.get(caller.get(), id).map(RuleResource::ok);
    }

    /** Change an availability rule. */
    @PUT
    @Path("{id}")
    public Uni<RestResponse<Edited<AvailabilityRule>>> change(
            @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, @NotNull @Valid RuleChange rule) {
        return rules.change(caller.get(), id, Versions.expected(ifMatch), rule)
                .map(edited -> ResponseBuilder.ok(edited)
                        .header("ETag", Versions.etag(edited.entry().version()))
                        .build());
    }

    /** Delete an availability rule. */
    @DELETE
    @Path("{id}")
    public Uni<RemovedAvailability> remove(@PathParam("id") UUID id) {
        return rules.remove(caller.get(), id);
    }

    private static Response ok(AvailabilityRule rule) {
        return Versions.ok(rule, rule.version());
    }
}
