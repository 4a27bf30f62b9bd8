package org.mentoring.mentor.profile;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.mentoring.kit.database.VersionedRepository;

@ApplicationScoped
class MentorRepository implements VersionedRepository<MentorEntity, UUID> {

    /** One more than a page of those who wait for a decision. */
    Uni<List<MentorEntity>> waitingAfter(UUID id, int limit) {
        var found = id == null
                ? find("status = 'applied' order by id")
                : find("status = 'applied' and id > ?1 order by id", id);
        return found.range(0, limit).list();
    }
}
