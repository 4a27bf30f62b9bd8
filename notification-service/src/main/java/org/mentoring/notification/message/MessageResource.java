package org.mentoring.notification.message;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.security.CurrentCaller;

/** What was sent to whom. */
@Path("/api/v1/notifications")
class MessageResource {

    private final Messages messages;
    private final Sender sender;
    private final CurrentCaller caller;

    MessageResource(Messages messages, Sender sender, CurrentCaller caller) {
        this.messages = messages;
        this.sender = sender;
        this.caller = caller;
    }

    /** The mails to the caller, the newest first. */
    @GET
    @Authenticated
    public Uni<Response> page(@BeanParam PageRequest page, @Context UriInfo request) {
        return messages.page(caller.get(), page).map(found -> found.response(request));
    }

    /** Sends a mail that failed once more; 409 for any other. */
    @POST
    @Path("{id}/resend")
    @RolesAllowed("admin")
    public Uni<Response> resend(@PathParam("id") UUID id) {
        return messages.resend(caller.get(), id)
                .invoke(sender::wake)
                .map(message -> Response.accepted(message).build());
    }
}
