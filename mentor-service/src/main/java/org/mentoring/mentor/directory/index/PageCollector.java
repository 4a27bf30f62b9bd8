package org.mentoring.mentor.directory.index;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Collects the positions of a page: of all that are added, the first ones after the page before. */
final class PageCollector {

    private final Query query;
    private final PriorityQueue<Position> first;
    // Nearly all are on an earlier page or a later one, which a number tells without making a position.
    private final long highest;
    private long lowest = Long.MIN_VALUE;

    PageCollector(Query query) {
        this.query = query;
        this.first = new PriorityQueue<>(query.limit() + 1, Comparator.reverseOrder());
        this.highest = query.after() == null ? Long.MAX_VALUE : query.after().rank(query.order());
    }

    /** Whether one with this {@link Position#rank} can be on the page. */
    boolean mayContain(long rank) {
        return rank <= highest && rank >= lowest;
    }

    void add(Position position) {
        if (query.after() != null && position.compareTo(query.after()) <= 0) {
            return;
        }
        if (first.size() < query.limit()) {
            first.add(position);
        } else if (position.compareTo(first.peek()) < 0) {
            first.poll();
            first.add(position);
        }
        if (first.size() == query.limit()) {
            lowest = first.peek().rank(query.order());
        }
    }

    List<Position> inOrder() {
        return first.stream().sorted().toList();
    }
}
