package org.mentoring.web.profile;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.mentoring.web.api.model.Mentor;

/** The change of a mentor's profile as a merge patch, in which a null clears and what is missing stays. */
@RegisterRestClient(configKey = "api")
@Path("/api/v1/mentors/me")
public interface OwnMentor {

    @PATCH
    @Consumes("application/merge-patch+json")
    @Produces({MediaType.APPLICATION_JSON, "application/problem+json"})
    Mentor change(String patch, @HeaderParam("If-Match") String ifMatch);
}
