package org.mentoring.booking.availability;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.mentoring.kit.http.Versions;
import org.mentoring.kit.security.CurrentCaller;

/** How a mentor wants to be booked. */
@Tag(name = "Availability settings")
@Path("/api/v1/availability/settings")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("mentor")
class SettingsResource {

    private final ScheduleSettings settings;
    private final CurrentCaller caller;

    SettingsResource(ScheduleSettings settings, CurrentCaller caller) {
        this.settings = settings;
        this.caller = caller;
    }

    /** Get the availability settings. */
    @GET
    @APIResponseSchema(Settings.class)
    public Uni<Response> get() {
        return settings.get(caller.get()).map(SettingsResource::ok);
    }

    /**
     * Replace the availability settings. The response lists the bookings that no rule or window covers now, and those of session
     * types that were removed or changed; all of them remain valid.
     */
    @PUT
    public Uni<RestResponse<EditedSettings>> put(
            @HeaderParam("If-Match") String ifMatch, @NotNull @Valid Settings wanted) {
        return settings.put(caller.get(), Versions.expected(ifMatch), wanted)
                .map(replaced -> ResponseBuilder.ok(replaced.settings())
                        .header("ETag", Versions.etag(replaced.version()))
                        .build());
    }

    private static Response ok(ScheduleSettings.Versioned settings) {
        return Versions.ok(settings.settings(), settings.version());
    }
}
