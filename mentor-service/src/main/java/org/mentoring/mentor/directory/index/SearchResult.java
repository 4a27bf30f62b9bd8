package org.mentoring.mentor.directory.index;

import java.math.BigDecimal;
import java.util.List;

/**
 * A page of what was found.
 *
 * @param page in its order
 * @param total how many were found in all
 * @param tags what expertise they have: the 50 most frequent, in this order
 * @param languages how many would be found in each: the 50 most frequent, in this order; null unless asked for
 * @param ratings how many would be found with each as the least mean of the stars, the least first; null unless asked for
 * @param free how many would be found within so many days, the fewest first; null unless asked for
 */
public record SearchResult(
        List<Position> page,
        int total,
        List<TagCount> tags,
        List<LanguageCount> languages,
        List<RatingCount> ratings,
        List<FreeCount> free) {

    /** @param count how many of those found have it */
    public record TagCount(String name, int count) {}

    /** @param language such as en */
    public record LanguageCount(String language, int count) {}

    /** @param minRating the minimum mean rating, such as 4.5 */
    public record RatingCount(BigDecimal minRating, int count) {}

    /** @param freeWithin a number of days, such as 7 */
    public record FreeCount(int freeWithin, int count) {}
}
