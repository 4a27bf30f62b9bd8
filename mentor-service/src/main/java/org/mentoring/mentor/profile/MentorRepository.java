package org.mentoring.mentor.profile;

import java.time.OffsetDateTime;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import org.mentoring.kit.database.VersionedRepository;

@ApplicationScoped
class MentorRepository implements VersionedRepository<MentorEntity, UUID> {

    PanacheQuery<MentorEntity> withStatus(String status) {
        return find("status = ?1 order by createdAt, id", status);
    }

    PanacheQuery<MentorEntity> withStatusAfter(String status, OffsetDateTime createdAt, UUID id) {
        return find("status = ?1 and (createdAt, id) > (?2, ?3) order by createdAt, id", status, createdAt, id);
    }
}
