package org.mentoring.benchmark.panache;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;

/** The newest twenty rows of {@code mentor_reviews} of a mentor. */
@Path("/reviews")
public class Reviews {

    @Entity(name = "Review")
    @Table(name = "mentor_reviews")
    public static class Review extends PanacheEntityBase {

        @Id
        public UUID id;

        public UUID mentorId;
        public int rating;
        public String feedback;
        public String menteeDisplayName;
        public OffsetDateTime createdAt;
        public OffsetDateTime updatedAt;
        public long version;
        public String reply;
        public OffsetDateTime replyAt;
        public long usefulCount;
        public boolean shown;
    }

    @GET
    public Uni<List<Review>> ofMentor(@QueryParam("mentor_id") UUID mentor) {
        return Review.<Review>find("mentorId = ?1 and shown order by id desc", mentor)
                .page(0, 20)
                .list();
    }
}
