package org.mentoring.web.book;

import java.time.Instant;
import java.util.UUID;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Free times with the terms of a mentor. */
@RegisterRestClient(configKey = "api")
@Path("/api/v1/slots")
public interface OfferApi {

    @GET
    @Produces({"application/json", "application/problem+json"})
    Offer find(
            @QueryParam("mentor_id") UUID mentor,
            @QueryParam("session_type") String type,
            @QueryParam("moving") UUID moving,
            @QueryParam("from") Instant from,
            @QueryParam("to") Instant to);
}
