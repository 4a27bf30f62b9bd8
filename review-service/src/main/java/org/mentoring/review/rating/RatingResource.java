package org.mentoring.review.rating;

import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.mentoring.kit.http.Versions;

/** Ratings of mentors, computed from their reviews. */
@Path("/api/v1/ratings")
@Produces(MediaType.APPLICATION_JSON)
class RatingResource {

    private final Ratings ratings;

    RatingResource(Ratings ratings) {
        this.ratings = ratings;
    }

    /** Get a mentor's rating. */
    @GET
    @Path("{mentor_id}")
    @PermitAll
    @APIResponseSchema(Rating.class)
    public Uni<Response> get(@PathParam("mentor_id") UUID mentorId) {
        return ratings.get(mentorId).map(rating -> Versions.ok(rating, rating.version()));
    }
}
