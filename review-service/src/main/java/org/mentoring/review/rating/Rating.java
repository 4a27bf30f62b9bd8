package org.mentoring.review.rating;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.annotation.Nullable;

import io.vertx.mutiny.sqlclient.Row;

// The SQL function rating_of computes it.
/**
 * The rating of a mentor from the published reviews.
 *
 * @param mean rounded to two places; null without reviews
 * @param score for ranking: the mean with some average reviews added, so that one review of five stars does not rank above many good
 *     ones; rounded to four places
 * @param histogram how many reviews gave 1, 2, 3, 4 and 5
 * @param version grows by one with each change; 0 before the first review
 */
record Rating(
        UUID mentorId,
        long count,
        @Nullable BigDecimal mean,
        BigDecimal score,
        Map<String, Long> histogram,
        long version) {

    static Rating of(Row row) {
        var histogram = new TreeMap<String, Long>();
        row.getJsonObject("histogram")
                .forEach(stars -> histogram.put(stars.getKey(), ((Number) stars.getValue()).longValue()));
        return new Rating(
                row.getUUID("mentor_id"),
                row.getLong("count"),
                row.getBigDecimal("mean"),
                row.getBigDecimal("score"),
                histogram,
                row.getLong("version"));
    }
}
