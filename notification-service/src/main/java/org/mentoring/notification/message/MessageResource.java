package org.mentoring.notification.message;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.CurrentCaller;

/** Mails sent to the caller; admins see all. */
@Tag(name = "Notifications")
@Path("/api/v1/notifications")
@Produces(MediaType.APPLICATION_JSON)
class MessageResource {

    private static final List<String> STATES = List.of("pending", "sending", "sent", "failed", "withdrawn", "unknown");

    private final MailHistory mails;
    private final Sender sender;
    private final CurrentCaller caller;

    MessageResource(MailHistory mails, Sender sender, CurrentCaller caller) {
        this.mails = mails;
        this.sender = sender;
        this.caller = caller;
    }

    /**
     * List the mails to the caller, the newest first. With {@code ?status=}, for admins: the mails to everybody in this state;
     * {@code unknown} are those with unconfirmed attempts, which may have been sent.
     */
    @GET
    @Authenticated
    @APIResponseSchema(MailMessage.class)
    @APIResponse(responseCode = "403", description = "Only admins see the mails to others: `status` is for them")
    public Uni<Response> page(
            @QueryParam("status")
                    @Parameter(
                            schema =
                                    @Schema(
                                            enumeration = {
                                                "pending",
                                                "sending",
                                                "sent",
                                                "failed",
                                                "withdrawn",
                                                "unknown"
                                            }))
                    String status,
            @BeanParam PageRequest page,
            @Context UriInfo request) {
        if (status == null) {
            return mails.own(caller.get(), page).map(found -> found.response(request));
        }
        if (!caller.get().has("admin")) {
            throw Problems.forbidden("Only admins see the mails to others; leave status out for those to yourself.");
        }
        if (!STATES.contains(status)) {
            throw Problems.malformed("status", "must be one of " + String.join(", ", STATES));
        }
        return mails.all(caller.get(), status, page).map(found -> found.response(request));
    }

    /**
     * Send a mail that failed once more; 409 for any other. One that is outdated, because the recipient was sent a later mail about the
     * same booking, is withdrawn instead.
     */
    @POST
    @Path("{id}/resend")
    @RolesAllowed("admin")
    @APIResponseSchema(value = MailMessage.class, responseCode = "202")
    public Uni<Response> resend(@PathParam("id") UUID id) {
        return mails.resend(caller.get(), id)
                .invoke(sender::wake)
                .map(message -> Response.accepted(message).build());
    }
}
