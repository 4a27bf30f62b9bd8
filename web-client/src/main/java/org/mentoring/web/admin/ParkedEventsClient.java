package org.mentoring.web.admin;

import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.mentoring.web.api.model.DiscardEvent;
import org.mentoring.web.api.model.ParkedEventPage;
import org.mentoring.web.api.model.ReplayedEvents;

/** The operations on parked events, which are the same in every service. */
@RegisterRestClient(configKey = "api")
@Path("/api/v1/{service}/parked-events")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
interface ParkedEventsClient {

    @GET
    ParkedEventPage list(@PathParam("service") String service, @QueryParam("limit") Integer limit);

    @POST
    @Path("replay")
    ReplayedEvents replayAll(@PathParam("service") String service);

    @POST
    @Path("{id}/replay")
    void replay(@PathParam("service") String service, @PathParam("id") UUID id);

    @POST
    @Path("{id}/discard")
    void discard(@PathParam("service") String service, @PathParam("id") UUID id, DiscardEvent reason);
}
