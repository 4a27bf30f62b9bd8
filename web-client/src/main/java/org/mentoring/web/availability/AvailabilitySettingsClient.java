package org.mentoring.web.availability;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;
import org.mentoring.web.api.model.Settings;

/** The settings with their {@code ETag}, which is their only version and which the generated client leaves out. */
@RegisterRestClient(configKey = "api")
@Path("/api/v1/availability/settings")
public interface AvailabilitySettingsClient {

    @GET
    @Produces({MediaType.APPLICATION_JSON, "application/problem+json"})
    RestResponse<Settings> get();
}
