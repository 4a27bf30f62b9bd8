package org.mentoring.mentor.directory.index;

import java.util.List;
import java.util.UUID;

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
 * @param allFacets whether languages, ratings and next free times are counted, and not tags alone
 * @param freeWithin in how many days the next free time must lie; 0 for any time, or none
 * @param now in microseconds since 1970; next free times before it count as none
 * @param ids who can be found; empty for everybody
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
        boolean allFacets,
        int freeWithin,
        long now,
        List<UUID> ids) {}
