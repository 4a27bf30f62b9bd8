package org.mentoring.mentor.expertise;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.smallrye.mutiny.Uni;
import org.mentoring.kit.database.VersionedRepository;
import org.mentoring.kit.problem.Problems;

@ApplicationScoped
class ExpertiseTagRepository implements VersionedRepository<ExpertiseTagEntity, UUID> {

    private static final String ORDER = "collate(sortKey as ucs_basic)";

    /** One more than a page, by name. */
    Uni<List<ExpertiseTagEntity>> after(String sortKey, int limit) {
        var found = sortKey == null ? find("order by " + ORDER) : find(ORDER + " > ?1 order by " + ORDER, sortKey);
        return found.range(0, limit).list();
    }

    Uni<ExpertiseTagEntity> locked(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> Problems.notFound("expertise tag"));
    }
}
