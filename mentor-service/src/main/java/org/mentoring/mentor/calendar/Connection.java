package org.mentoring.mentor.calendar;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.Nullable;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A connection as shown to its mentor.
 *
 * @param state connected, expired-grant (the mentor has to connect again) or forbidden (the provider denies access)
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
