package org.mentoring.mentor.profile;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.Nullable;

import io.vertx.mutiny.sqlclient.Row;
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
        long version) {

    static Mentor of(Row row) {
        return new Mentor(
                row.getUUID("id"),
                row.getUUID("user_id"),
                row.getString("name"),
                row.getString("email"),
                row.getOffsetDateTime("created_at"),
                row.getString("bio"),
                row.getString("linkedin"),
                row.getString("profile_image_url"),
                row.getString("role"),
                row.getString("status"),
                row.getString("time_zone"),
                row.getString("locale"),
                row.getBigDecimal("rating_mean"),
                row.getLong("rating_count"),
                Arrays.asList(row.getArrayOfStrings("expertise")),
                row.getLong("version"));
    }
}
