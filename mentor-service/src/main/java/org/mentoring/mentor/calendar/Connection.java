package org.mentoring.mentor.calendar;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.Nullable;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A connection as its mentor sees it.
 *
 * @param state connected, expired-grant (only connecting again helps) or forbidden (the provider does not let us)
 * @param failure why the last attempt failed; null when it did not
 * @param lastReadAt when busy times were last read; null before the first time
 */
record Connection(
        UUID id,
        ProviderName provider,

        @Schema(enumeration = {"connected", "expired-grant", "forbidden"})
        String state,

        List<String> scopes,
        @Nullable String failure,
        Instant connectedAt,
        @Nullable Instant lastReadAt,
        long version) {}
