package org.mentoring.mentor.directory.index;

import java.util.List;

/**
 * A page of what was found.
 *
 * @param page in its order
 * @param total how many were found in all
 * @param tags what expertise all of them have, the most frequent first
 */
public record SearchResult(List<Position> page, int total, List<TagCount> tags) {

    public record TagCount(String name, int count) {}
}
