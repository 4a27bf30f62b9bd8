package org.mentoring.review.reaction;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.security.CurrentCaller;

/** Votes on reviews and reports about them; admins read the reports. */
@Tag(name = "Reviews")
@Path("/api/v1/reviews")
@Produces(MediaType.APPLICATION_JSON)
class ReactionResource {

    private final Reactions reactions;
    private final CurrentCaller caller;

    ReactionResource(Reactions reactions, CurrentCaller caller) {
        this.reactions = reactions;
        this.caller = caller;
    }

    /** Mark a review as useful. */
    @PUT
    @Path("{id}/useful")
    @Authenticated
    public Uni<Void> findUseful(@PathParam("id") UUID id) {
        return reactions.findUseful(caller.get(), id);
    }

    /** Remove the caller's vote that a review is useful. */
    @DELETE
    @Path("{id}/useful")
    @Authenticated
    public Uni<Void> takeBack(@PathParam("id") UUID id) {
        return reactions.takeBack(caller.get(), id);
    }

    /** Report a review to the admins; once for each reader. */
    @POST
    @Path("{id}/report")
    @Authenticated
    public Uni<Void> report(@PathParam("id") UUID id, @NotNull @Valid NewReviewReport report) {
        return reactions.report(caller.get(), id, report.reason());
    }

    /** List the reports about reviews. */
    @GET
    @Path("reports")
    @RolesAllowed("admin")
    @APIResponseSchema(Reactions.ReviewReport.class)
    public Uni<Response> reports(@BeanParam PageRequest page, @Context UriInfo request) {
        return reactions.reports(caller.get(), page).map(reports -> reports.response(request));
    }
}
