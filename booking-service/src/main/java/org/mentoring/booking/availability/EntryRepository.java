package org.mentoring.booking.availability;

import java.util.List;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import org.mentoring.kit.database.VersionedRepository;

/** Rules or windows, each of which is one mentor's. */
interface EntryRepository<E extends EntryEntity> extends VersionedRepository<E, UUID> {

    /** One more than a page, by id. */
    default Uni<List<E>> after(UUID mentor, UUID id, int limit) {
        var found = id == null
                ? find("mentorId = ?1 order by id", mentor)
                : find("mentorId = ?1 and id > ?2 order by id", mentor, id);
        return found.range(0, limit).list();
    }

    default Uni<E> one(UUID mentor, UUID id) {
        return find("mentorId = ?1 and id = ?2", mentor, id).firstResult();
    }

    default Uni<Long> countOf(UUID mentor) {
        return count("mentorId", mentor);
    }

    default Uni<Long> remove(UUID mentor, UUID id) {
        return delete("mentorId = ?1 and id = ?2", mentor, id);
    }
}
