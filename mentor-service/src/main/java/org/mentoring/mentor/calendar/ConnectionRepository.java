package org.mentoring.mentor.calendar;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
class ConnectionRepository implements PanacheRepositoryBase<ConnectionEntity, UUID> {

    Uni<List<ConnectionEntity>> ofMentor(UUID mentor) {
        return list("mentorId = ?1 order by provider", mentor);
    }
}
