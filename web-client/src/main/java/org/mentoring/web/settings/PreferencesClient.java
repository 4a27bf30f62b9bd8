package org.mentoring.web.settings;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;
import org.mentoring.web.api.model.PreferencesDocument;

/** As the generated client, with the version, which only a header carries. */
@RegisterRestClient(configKey = "api")
@Path("/api/v1/notifications/preferences")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
interface PreferencesClient {

    @GET
    RestResponse<PreferencesDocument> get();

    @PUT
    PreferencesDocument change(PreferencesDocument preferences, @HeaderParam("If-Match") String version);
}
