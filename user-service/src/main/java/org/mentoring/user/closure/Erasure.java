package org.mentoring.user.closure;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.Nullable;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A closed account, and the state of its erasure.
 *
 * @param requestedBy the person, an admin, or the identity provider, where the account was deleted
 * @param adminId null unless it was an admin
 * @param reason what the admin said; null unless it was an admin
 * @param completedAt null while somebody waits for something
 * @param identityDeletedAt when the account at the identity provider was deleted; null while it was not
 * @param waitingFor the services that have not erased the person yet, and identity-provider while the account exists there
 */
record Erasure(
        UUID userId,

        @Schema(enumeration = {"user", "admin", "identity-provider"})
        String requestedBy,

        @Nullable UUID adminId,
        @Nullable String reason,
        Instant requestedAt,
        @Nullable Instant completedAt,
        @Nullable Instant identityDeletedAt,
        List<Acknowledgement> acknowledgements,
        List<String> waitingFor) {

    /** A service that has erased its data about the person. */
    record Acknowledgement(String service, Instant acknowledgedAt) {}
}
