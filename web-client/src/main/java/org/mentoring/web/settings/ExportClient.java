package org.mentoring.web.settings;

import java.io.InputStream;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** As the generated client, with the status, which says whether the archive is there. */
@RegisterRestClient(configKey = "api")
@Path("/api/v1/users/me/export")
interface ExportClient {

    /** The status alone; the archive may be large. */
    @HEAD
    @Produces({"application/zip", "application/json"})
    RestResponse<Void> state();

    @GET
    @Produces({"application/zip", "application/json"})
    RestResponse<InputStream> export();
}
