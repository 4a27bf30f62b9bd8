package org.mentoring.kit.outbox;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.security.CurrentCaller;
import org.mentoring.kit.validation.PlainText;

/**
 * Events of a service that the broker refused permanently, for admins. Every service that publishes events has these operations
 * under its prefix.
 */
@Produces(MediaType.APPLICATION_JSON)
public abstract class ParkedEventsResource {

    @Inject
    ParkedEvents events;

    @Inject
    CurrentCaller caller;

    /** @param reason is logged */
    public record DiscardEvent(
            @NotBlank @Size(max = 500) @PlainText String reason) {}

    /** @param replayed how many events are published once more */
    public record ReplayedEvents(int replayed) {}

    /** List parked events, the newest first. */
    @GET
    @RolesAllowed("admin")
    @APIResponseSchema(ParkedEvent.class)
    public Uni<Response> list(
            @QueryParam("topic") String topic, @BeanParam PageRequest page, @Context UriInfo request) {
        return events.page(topic, page).map(found -> found.response(request));
    }

    /** Publish all parked events again, or those of one topic. */
    @POST
    @Path("replay")
    @RolesAllowed("admin")
    public Uni<ReplayedEvents> replayAll(@QueryParam("topic") String topic) {
        return events.replayAll(topic).map(ReplayedEvents::new);
    }

    /** Publish a parked event again. */
    @POST
    @Path("{id}/replay")
    @RolesAllowed("admin")
    public Uni<Void> replay(@PathParam("id") UUID id) {
        return events.replay(id);
    }

    /** Discard a parked event; it is deleted permanently, and later events of the same aggregate are published. */
    @POST
    @Path("{id}/discard")
    @RolesAllowed("admin")
    public Uni<Void> discard(@PathParam("id") UUID id, @NotNull @Valid DiscardEvent discard) {
        return events.discard(caller.get(), id, discard.reason());
    }
}
