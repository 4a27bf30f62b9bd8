package org.mentoring.mentor.directory;

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

    /** @param tags the most frequent first, at most 50 */
    record Facets(List<TagCount> tags) {}

    /** @param count how many of those found have it */
    record TagCount(String name, int count) {}
}
