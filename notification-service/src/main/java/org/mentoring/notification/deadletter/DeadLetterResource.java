package org.mentoring.notification.deadletter;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.security.CurrentCaller;
import org.mentoring.kit.validation.PlainText;

/** Events that services could not apply, for operators. */
@Path("/api/v1/notifications/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
class DeadLetterResource {

    private final DeadLetters letters;
    private final CurrentCaller caller;

    DeadLetterResource(DeadLetters letters, CurrentCaller caller) {
        this.letters = letters;
        this.caller = caller;
    }

    /** @param reason kept with the dead letter */
    record DeadLetterDiscard(
            @NotBlank @Size(max = 500) @PlainText String reason) {}

    /** List the dead letters of all services, the newest first. */
    @GET
    @APIResponseSchema(DeadLetter.class)
    public Uni<Response> page(
            @QueryParam("topic") String topic,
            @QueryParam("status") @Parameter(schema = @Schema(enumeration = {"parked", "replayed", "discarded"}))
                    String status,
            @BeanParam PageRequest page,
            @Context UriInfo request) {
        return letters.page(caller.get(), topic, status, page).map(found -> found.response(request));
    }

    /** Get a dead letter. */
    @GET
    @Path("{id}")
    public Uni<DeadLetter> get(@PathParam("id") UUID id) {
        return letters.get(caller.get(), id);
    }

    /** Replay a dead letter to its service; if it fails again, there is a new dead letter. */
    @POST
    @Path("{id}/replay")
    @APIResponseSchema(value = DeadLetter.class, responseCode = "202")
    public Uni<Response> replay(@PathParam("id") UUID id) {
        return letters.replay(caller.get(), id)
                .map(letter -> Response.accepted(letter).build());
    }

    /** Discard a dead letter. */
    @POST
    @Path("{id}/discard")
    public Uni<DeadLetter> discard(@PathParam("id") UUID id, @NotNull @Valid DeadLetterDiscard discard) {
        return letters.discard(caller.get(), id, discard.reason());
    }
}
