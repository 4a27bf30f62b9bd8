package org.mentoring.mentor.directory;

import java.math.BigDecimal;
import java.util.List;

import jakarta.annotation.Nullable;

/**
 * A part of the directory.
 *
 * @param nextCursor where the next part begins; null on the last one
 * @param total how many were found in all
 * @param facets of everything that was found, not of this part alone
 */
record DirectoryPage(List<DirectoryEntry> items, @Nullable String nextCursor, int total, Facets facets) {

    /**
     * How many are found, by the values of each condition; those with which nobody is found are left out, except of ratings and days.
     *
     * @param tags of everyone found, the most frequent first, at most 50
     * @param languages how many are found with each as the language, whatever language is asked for; the most frequent first; null
     *     unless all facets are asked for
     * @param ratings how many are found with each half star as the least rating, whatever least rating is asked for; null unless
     *     all facets are asked for
     * @param free how many are found within some numbers of days (1, 3, 7, 14 and 31), whatever {@code free_within} is asked for; null
     *     unless all facets are asked for
     */
    record Facets(
            List<TagCount> tags,
            @Nullable List<LanguageCount> languages,
            @Nullable List<RatingCount> ratings,
            @Nullable List<FreeCount> free) {}

    /** @param count how many of those found have it */
    record TagCount(String name, int count) {}

    /** @param language such as en */
    record LanguageCount(String language, int count) {}

    /** @param minRating the least mean of the stars, such as 4.5 */
    record RatingCount(BigDecimal minRating, int count) {}

    /** @param freeWithin a number of days, such as 7 */
    record FreeCount(int freeWithin, int count) {}
}
