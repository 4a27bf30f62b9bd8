package org.mentoring.mentor.profile;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.Nullable;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A mentor as the mentor and admins see it.
 *
 * @param status applied, approved or suspended
 * @param timeZone IANA id
 * @param locale BCP 47 tag
 * @param ratingMean null without reviews
 * @param expertise tag names
 */
record Mentor(
        UUID id,
        UUID userId,
        String name,
        String email,
        OffsetDateTime createdAt,
        @Nullable String bio,
        @Nullable String linkedin,
        @Nullable String profileImageUrl,
        @Schema(enumeration = "mentor") String role,

        @Schema(enumeration = {"applied", "approved", "suspended"})
        String status,

        String timeZone,
        String locale,
        @Nullable BigDecimal ratingMean,
        long ratingCount,
        List<String> expertise,
        long version) {}
