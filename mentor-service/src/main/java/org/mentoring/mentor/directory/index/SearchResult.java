package org.mentoring.mentor.directory.index;

import java.util.List;

/**
 * A page of what was found.
 *
 * @param page in its order
 * @param total how many were found in all
 * @param tags what expertise they have: the 50 most frequent, in this order
 * @param languages how many would be found in each, the most frequent first; null unless asked for
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

    public record TagCount(String name, int count) {}

    public record LanguageCount(String language, int count) {}

    // The minimum is in hundredths.
    public record RatingCount(int minimum, int count) {}

    public record FreeCount(int days, int count) {}
}
