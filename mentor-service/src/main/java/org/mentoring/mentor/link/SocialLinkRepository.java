package org.mentoring.mentor.link;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.smallrye.mutiny.Uni;
import org.mentoring.kit.database.VersionedRepository;

@ApplicationScoped
class SocialLinkRepository implements VersionedRepository<SocialLinkEntity, UUID> {

    PanacheQuery<SocialLinkEntity> inOrder(UUID mentor) {
        return find("mentorId = ?1 order by position, id", mentor);
    }

    PanacheQuery<SocialLinkEntity> inOrderAfter(UUID mentor, int position, UUID id) {
        return find("mentorId = ?1 and (position, id) > (?2, ?3) order by position, id", mentor, position, id);
    }

    Uni<SocialLinkEntity> one(UUID mentor, UUID id) {
        return find("mentorId = ?1 and id = ?2", mentor, id).firstResult();
    }
}
