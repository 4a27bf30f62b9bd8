package org.mentoring.mentor.directory.index;

import java.util.List;

/**
 * What is looked for.
 *
 * @param text words, each of which must be found, so that nobody is found by a text without words; null for everybody
 * @param tags names or aliases of expertise, whatever the case and accents; empty for none
 * @param anyTag whether one of the tags is enough
 * @param language null for any
 * @param minimum mean of the stars in hundredths; 0 for any
 * @param after the last position of the page before; null for the first page
 * @param limit how many are shown at most
 * @param allFacets whether languages and ratings are counted, and not tags alone
 */
public record Query(
        String text,
        List<String> tags,
        boolean anyTag,
        String language,
        int minimum,
        SortOrder order,
        Position after,
        int limit,
        boolean allFacets) {}
