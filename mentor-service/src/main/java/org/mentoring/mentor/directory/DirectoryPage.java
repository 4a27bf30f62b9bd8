package org.mentoring.mentor.directory;

import java.util.List;

import jakarta.annotation.Nullable;

import org.mentoring.mentor.directory.index.SearchResult.FreeCount;
import org.mentoring.mentor.directory.index.SearchResult.LanguageCount;
import org.mentoring.mentor.directory.index.SearchResult.RatingCount;
import org.mentoring.mentor.directory.index.SearchResult.TagCount;

/**
 * A part of the directory.
 *
 * @param nextCursor where the next part begins; null on the last one
 * @param total how many were found in all
 * @param facets of all matches, not only of this page
 */
record DirectoryPage(List<DirectoryEntry> items, @Nullable String nextCursor, int total, Facets facets) {

    /**
     * How many mentors match each value of a condition. Values without matches are omitted, except for ratings and days.
     *
     * @param tags of all matches, the most frequent first, at most 50
     * @param languages matches for each language, ignoring the {@code language} of the request; the most frequent first; null
     *     unless all facets are requested
     * @param ratings matches for each half star as the minimum rating, ignoring the {@code min_rating} of the request; null unless
     *     all facets are requested
     * @param free matches within 1, 3, 7, 14 and 31 days, ignoring the {@code free_within} of the request; null unless all facets
     *     are requested
     */
    record Facets(
            List<TagCount> tags,
            @Nullable List<LanguageCount> languages,
            @Nullable List<RatingCount> ratings,
            @Nullable List<FreeCount> free) {}
}
