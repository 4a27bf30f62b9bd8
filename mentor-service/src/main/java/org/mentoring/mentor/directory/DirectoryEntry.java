package org.mentoring.mentor.directory;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.Nullable;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An approved mentor as everyone may see it.
 *
 * @param expertise tag names
 * @param language a language that the mentor speaks, such as en
 * @param ratingMean null without reviews
 * @param nextFreeAt the start of the first free slot of any session type, as it was some seconds ago; null if none is free within
 *     the booking window
 */
record DirectoryEntry(
        UUID id,
        String name,
        @Nullable String bio,
        @Nullable String profileImageUrl,
        List<String> expertise,
        List<SocialLink> socialLinks,
        String language,
        @Nullable BigDecimal ratingMean,
        long ratingCount,
        @Nullable OffsetDateTime nextFreeAt) {

    @Schema(name = "PublicLink")
    record SocialLink(String platform, String url) {}

    /** @param now a next free time before it is none */
    static DirectoryEntry of(Row row, Instant now) {
        return new DirectoryEntry(
                row.getUUID("mentor_id"),
                row.getString("name"),
                row.getString("bio"),
                row.getString("profile_image_url"),
                Arrays.asList(row.getArrayOfStrings("expertise")),
                links(row.get(JsonArray.class, "social_links")),
                row.getString("language"),
                row.getBigDecimal("rating_mean"),
                row.getLong("rating_count"),
                comingTime(row.getOffsetDateTime("next_free_at"), now));
    }

    private static OffsetDateTime comingTime(OffsetDateTime time, Instant now) {
        return time == null || !time.toInstant().isAfter(now) ? null : time;
    }

    private static List<SocialLink> links(JsonArray links) {
        return links.stream()
                .map(JsonObject.class::cast)
                .map(link -> new SocialLink(link.getString("platform"), link.getString("url")))
                .toList();
    }
}
