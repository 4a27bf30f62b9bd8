package org.mentoring.user.account;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.smallrye.mutiny.Uni;
import org.mentoring.kit.database.VersionedRepository;

@ApplicationScoped
class UserRepository implements VersionedRepository<UserEntity, UUID> {

    /** With {@code user_info}, locked (FOR UPDATE) until the transaction ends; null where row security shows none. */
    Uni<UserEntity> locked(UUID person) {
        return find("from UserEntity u join fetch u.info where u.user_id = ?1", person)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }
}
