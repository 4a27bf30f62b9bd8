package org.mentoring.mentor.account;

import java.util.UUID;

import io.smallrye.mutiny.Uni;

/** What happens to a mentor whose account in the identity provider was deleted or disabled. */
public interface ClosedAccounts {

    Uni<Void> closed(UUID mentor);
}
