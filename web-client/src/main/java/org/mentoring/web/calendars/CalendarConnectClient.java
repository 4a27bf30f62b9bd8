package org.mentoring.web.calendars;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;
import org.mentoring.web.api.model.CalendarAuthorization;

/** Begins a connection, with the cookie that the browser has to bring back and that the generated client leaves out. */
@RegisterRestClient(configKey = "api")
@Path("/api/v1/calendars")
public interface CalendarConnectClient {

    @POST
    @Path("{provider}/connect")
    @Produces({MediaType.APPLICATION_JSON, "application/problem+json"})
    RestResponse<CalendarAuthorization> connect(@PathParam("provider") String provider);
}
