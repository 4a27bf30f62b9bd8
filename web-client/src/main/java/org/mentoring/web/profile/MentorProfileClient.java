package org.mentoring.web.profile;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.mentoring.web.api.model.Mentor;

/**
 * Changes the caller's mentor profile by a merge patch, which the generated client cannot send: null clears a field, absent fields
 * stay.
 */
@RegisterRestClient(configKey = "api")
@Path("/api/v1/mentors/me")
public interface MentorProfileClient {

    @PATCH
    @Consumes("application/merge-patch+json")
    @Produces({MediaType.APPLICATION_JSON, "application/problem+json"})
    Mentor change(String patch, @HeaderParam("If-Match") String ifMatch);
}
