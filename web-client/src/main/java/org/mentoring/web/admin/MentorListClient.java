package org.mentoring.web.admin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.mentoring.web.api.model.MentorPage;

/** Mentors who are not in the directory, by why they are not. */
@RegisterRestClient(configKey = "api")
@Path("/api/v1/mentors/applications")
@Produces(MediaType.APPLICATION_JSON)
interface MentorListClient {

    /** @param status {@code applied} or {@code suspended} */
    @GET
    MentorPage list(
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit,
            @QueryParam("status") String status);
}
