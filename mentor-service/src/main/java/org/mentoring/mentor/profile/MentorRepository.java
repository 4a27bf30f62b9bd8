package org.mentoring.mentor.profile;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.mentoring.kit.database.VersionedRepository;

@ApplicationScoped
class MentorRepository implements VersionedRepository<MentorEntity, UUID> {

    /** One more than a page of those with a status. */
    Uni<List<MentorEntity>> withStatusAfter(String status, UUID id, int limit) {
        var found = id == null
                ? find("status = ?1 order by id", status)
                : find("status = ?1 and id > ?2 order by id", status, id);
        return found.range(0, limit).list();
    }
}
