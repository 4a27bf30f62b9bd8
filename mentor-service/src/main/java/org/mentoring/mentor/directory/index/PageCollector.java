package org.mentoring.mentor.directory.index;

import java.util.List;
import java.util.PriorityQueue;

import org.roaringbitmap.RoaringBitmap;

/** Collects the documents of a page: the first ones after the page before. */
final class PageCollector {

    /** A look at one in its order takes as long as at so many in the order of their numbers. */
    private static final int STEP = 4;

    private final DocOrder order;
    private final Position after;
    private final int limit;
    private final PriorityQueue<Integer> first;
    // Nearly all are on an earlier page or a later one, as their ranks tell.
    private final long highest;
    private long lowest = Long.MIN_VALUE;

    /** @param after the last position of the page before, in the order; null for the first page */
    PageCollector(DocOrder order, Position after, int limit) {
        this.order = order;
        this.after = after;
        this.limit = limit;
        this.first = new PriorityQueue<>((one, other) -> order.compare(other, one));
        this.highest = after == null ? Long.MAX_VALUE : order.rank(after);
    }

    Position after() {
        return after;
    }

    boolean isFull() {
        return first.size() == limit;
    }

    /** The page of some documents in an order by which all, or most of them, are sorted. */
    List<Integer> page(RoaringBitmap among, SortedDocs sorted) {
        // Where these are few, or come late in the order, the next one of them is far away.
        if (sorted.collect(among, this, among.getCardinality() / STEP)) {
            scan(among, sorted.size());
        } else {
            first.clear();
            scan(among, 0);
        }
        return inOrder();
    }

    /** The page of some documents. */
    List<Integer> page(RoaringBitmap among) {
        scan(among, 0);
        return inOrder();
    }

    void add(int doc) {
        if (after != null && order.compare(doc, after) <= 0) {
            return;
        }
        if (!isFull()) {
            first.add(doc);
        } else if (order.compare(doc, first.peek()) < 0) {
            first.poll();
            first.add(doc);
        }
    }

    private void scan(RoaringBitmap among, int from) {
        Batches.forEach(among, from, (batch, count) -> {
            for (var n = 0; n < count; n++) {
                var rank = order.rank(batch[n]);
                if (rank <= highest && rank >= lowest) {
                    add(batch[n]);
                    lowest = isFull() ? order.rank(first.peek()) : lowest;
                }
            }
        });
    }

    private List<Integer> inOrder() {
        return first.stream().sorted(order::compare).toList();
    }
}
