package org.mentoring.mentor.expertise;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.smallrye.mutiny.Uni;
import org.mentoring.kit.database.VersionedRepository;
import org.mentoring.kit.problem.Problems;

@ApplicationScoped
class ExpertiseTagRepository implements VersionedRepository<ExpertiseTagEntity, UUID> {

    Uni<ExpertiseTagEntity> locked(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> Problems.notFound("expertise tag"));
    }

    /** With the aliases, which statements by hand have changed. */
    Uni<Void> reread(ExpertiseTagEntity tag) {
        return getSession().chain(session -> session.refresh(tag));
    }
}
