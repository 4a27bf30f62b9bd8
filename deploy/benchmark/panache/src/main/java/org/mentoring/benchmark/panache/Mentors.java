package org.mentoring.benchmark.panache;

import java.math.BigDecimal;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;

/** A row of {@code mentors} by its id. */
@Path("/mentors")
public class Mentors {

    @Entity(name = "Mentor")
    @Table(name = "mentors")
    public static class Mentor extends PanacheEntityBase {

        @Id
        public UUID id;

        public String name;
        public String bio;
        public String profileImageUrl;
        public String locale;
        public BigDecimal ratingMean;
        public long ratingCount;
    }

    @GET
    @Path("{id}")
    public Uni<Mentor> get(UUID id) {
        return Mentor.findById(id);
    }
}
