package org.mentoring.user.closure;

import java.util.List;
import java.util.UUID;

import io.smallrye.mutiny.Uni;

/** What happens to accounts that were disabled, or enabled again, at the identity provider. */
public interface IdentityStates {

    /** Those of the people whose accounts are not known to be disabled. */
    Uni<List<UUID>> enabledAmong(List<UUID> people);

    /** Takes note of it, and tells others of those for whom it is new. */
    Uni<Void> disabled(List<UUID> people, boolean disabled);
}
