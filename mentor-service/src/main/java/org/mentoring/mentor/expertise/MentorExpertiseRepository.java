package org.mentoring.mentor.expertise;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
class MentorExpertiseRepository implements PanacheRepositoryBase<MentorExpertiseEntity, MentorExpertiseEntity.Key> {

    /** In an order that keeps two transactions from waiting for each other. */
    Uni<List<UUID>> mentorsWith(UUID tag) {
        return getSession()
                .chain(session -> session.createQuery(
                                "select mentorId from MentorExpertiseEntity where tagId = ?1 order by mentorId",
                                UUID.class)
                        .setParameter(1, tag)
                        .getResultList());
    }

    Uni<Long> detach(UUID tag) {
        return delete("tagId", tag);
    }
}
