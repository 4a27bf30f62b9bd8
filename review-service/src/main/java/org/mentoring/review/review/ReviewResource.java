package org.mentoring.review.review;

import java.net.URI;
import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.mentoring.kit.http.Versions;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.CurrentCaller;

/** Reviews of mentors: publish, change, reply, vote, report; admins hide and show them. */
@Path("/api/v1/reviews")
@Produces(MediaType.APPLICATION_JSON)
class ReviewResource {

    private final Reviews reviews;
    private final ReviewLists lists;
    private final CurrentCaller caller;

    ReviewResource(Reviews reviews, ReviewLists lists, CurrentCaller caller) {
        this.reviews = reviews;
        this.lists = lists;
        this.caller = caller;
    }

    /**
     * List a mentor's reviews.
     *
     * @param rating only reviews with this one
     * @param sort newest (default), highest, lowest or useful
     */
    @GET
    @PermitAll
    @APIResponseSchema(Review.PublishedReview.class)
    public Uni<Response> ofMentor(
            @QueryParam("mentor_id") @Parameter(required = true, schema = @Schema(format = "uuid")) String mentorId,
            @QueryParam("rating") @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "5"))
                    String rating,
            @QueryParam("sort") @Parameter(schema = @Schema(enumeration = {"newest", "highest", "lowest", "useful"}))
                    String sort,
            @BeanParam PageRequest page,
            @Context UriInfo request) {
        return lists.ofMentor(mentorId(mentorId), rating(rating), ReviewOrder.of(sort), page)
                .map(found -> found.response(request));
    }

    /** Get a review. */
    @GET
    @Path("{id}")
    @PermitAll
    @APIResponseSchema(Review.PublishedReview.class)
    public Uni<Response> get(@PathParam("id") UUID id) {
        return lists.shown(id).map(ReviewResource::ok);
    }

    /** List the caller's own reviews, including hidden ones. */
    @GET
    @Path("mine")
    @RolesAllowed("mentee")
    @APIResponseSchema(Review.OwnReview.class)
    public Uni<Response> mine(@BeanParam PageRequest page, @Context UriInfo request) {
        return lists.of(caller.get(), page).map(found -> found.response(request));
    }

    /** List the earlier versions of a review. */
    @GET
    @Path("{id}/edits")
    @RolesAllowed("admin")
    @APIResponseSchema(ReviewLists.ReviewEdit.class)
    public Uni<Response> edits(@PathParam("id") UUID id, @BeanParam PageRequest page, @Context UriInfo request) {
        return lists.edits(caller.get(), id, page).map(found -> found.response(request));
    }

    /** Publish a review of a session. */
    @POST
    @RolesAllowed("mentee")
    @APIResponseSchema(value = Review.PublishedReview.class, responseCode = "201")
    public Uni<Response> publish(@NotNull @Valid NewReview review) {
        return reviews.publish(caller.get(), review)
                .map(written -> Versions.created(
                        URI.create("/api/v1/reviews/" + written.id), written.published(), written.version()));
    }

    /** Change a review. */
    @PUT
    @Path("{id}")
    @RolesAllowed("mentee")
    @APIResponseSchema(Review.PublishedReview.class)
    public Uni<Response> change(
            @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, @NotNull @Valid ReviewChange change) {
        return reviews.change(caller.get(), id, Versions.expected(ifMatch), change)
                .map(ReviewResource::ok);
    }

    /** Reply to a review as the mentor, or change the reply. */
    @PUT
    @Path("{id}/reply")
    @RolesAllowed("mentor")
    @APIResponseSchema(Review.PublishedReview.class)
    public Uni<Response> reply(
            @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, @NotNull @Valid Reply reply) {
        return reviews.reply(caller.get(), id, Versions.expected(ifMatch), reply.reply())
                .map(ReviewResource::ok);
    }

    /** Hide a review: remove it from the lists and the rating; 409 if it is hidden. */
    @POST
    @Path("{id}/hide")
    @RolesAllowed("admin")
    @APIResponseSchema(Review.PublishedReview.class)
    public Uni<Response> hide(@PathParam("id") UUID id, @NotNull @Valid HideReason reason) {
        return reviews.hide(caller.get(), id, reason.reason()).map(ReviewResource::ok);
    }

    /** Show a hidden review again. */
    @POST
    @Path("{id}/show")
    @RolesAllowed("admin")
    @APIResponseSchema(Review.PublishedReview.class)
    public Uni<Response> show(@PathParam("id") UUID id) {
        return reviews.show(caller.get(), id).map(ReviewResource::ok);
    }

    private static Response ok(Review review) {
        return Versions.ok(review.published(), review.version());
    }

    /** Null for any. */
    private static Integer rating(String text) {
        if (text == null) {
            return null;
        }
        if (!text.matches("[1-5]")) {
            throw Problems.malformed("rating", "must be a whole number from 1 to 5");
        }
        return Integer.valueOf(text);
    }

    private static UUID mentorId(String text) {
        try {
            if (text != null) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            throw noMentor();
        }
        throw noMentor();
    }

    private static RuntimeException noMentor() {
        return Problems.malformed("mentor_id", "must be the id of a mentor");
    }
}
