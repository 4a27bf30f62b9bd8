package org.mentoring.review.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;

/**
 * What a mentor's published reviews come to.
 *
 * @param mean rounded to two places; null without reviews
 * @param score for ranking: the mean as if there were {@value #PRIOR_COUNT} more reviews of an ordinary mentor, so that a
 *     single five does not top many; rounded to two places
 * @param histogram how many reviews gave 1, 2, 3, 4 and 5
 * @param version grows by one with each change; 0 before the first review
 */
public record Rating(
        UUID mentorId, long count, BigDecimal mean, BigDecimal score, Map<String, Long> histogram, long version) {

    private static final int PRIOR_COUNT = 5;
    private static final BigDecimal PRIOR_SUM = new BigDecimal("17.5");
    private static final int STARS = 5;

    static Rating of(Row row) {
        var histogram = new LinkedHashMap<String, Long>();
        for (var stars = 1; stars <= STARS; stars++) {
            histogram.put(Integer.toString(stars), row.getLong("stars_" + stars));
        }
        return of(row.getUUID("mentor_id"), histogram, row.getLong("version"));
    }

    static Rating none(UUID mentorId) {
        var histogram = new LinkedHashMap<String, Long>();
        for (var stars = 1; stars <= STARS; stars++) {
            histogram.put(Integer.toString(stars), 0L);
        }
        return of(mentorId, histogram, 0);
    }

    private static Rating of(UUID mentorId, Map<String, Long> histogram, long version) {
        var count = histogram.values().stream().mapToLong(Long::longValue).sum();
        var sum = histogram.entrySet().stream()
                .mapToLong(entry -> Long.parseLong(entry.getKey()) * entry.getValue())
                .sum();
        var mean =
                count == 0 ? null : BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(count), 2, RoundingMode.HALF_UP);
        var score = PRIOR_SUM
                .add(BigDecimal.valueOf(sum))
                .divide(BigDecimal.valueOf(PRIOR_COUNT + count), 2, RoundingMode.HALF_UP);
        return new Rating(mentorId, count, mean, score, histogram, version);
    }
}
