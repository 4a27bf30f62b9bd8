package org.mentoring.notification.preference;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.mentoring.kit.http.Versions;
import org.mentoring.kit.security.CurrentCaller;

/** Which mails the caller gets. */
@Path("/api/v1/notifications/preferences")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
class PreferencesResource {

    private final Preferences preferences;
    private final CurrentCaller caller;

    PreferencesResource(Preferences preferences, CurrentCaller caller) {
        this.preferences = preferences;
        this.caller = caller;
    }

    /** Get the caller's mail preferences; the defaults if none were set. */
    @GET
    @APIResponseSchema(PreferencesDocument.class)
    public Uni<Response> get() {
        return preferences.of(caller.get()).map(PreferencesResource::ok);
    }

    /** Replace the caller's mail preferences. */
    @PUT
    @APIResponseSchema(PreferencesDocument.class)
    public Uni<Response> change(
            @HeaderParam("If-Match") String ifMatch, @NotNull @Valid PreferencesDocument replacement) {
        return preferences
                .change(caller.get(), Versions.expected(ifMatch), replacement.choices())
                .map(PreferencesResource::ok);
    }

    private static Response ok(Choices choices) {
        return Versions.ok(PreferencesDocument.of(choices), choices.version());
    }
}
