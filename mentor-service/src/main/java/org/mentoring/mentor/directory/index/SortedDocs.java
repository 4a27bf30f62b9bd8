package org.mentoring.mentor.directory.index;

import java.util.stream.IntStream;

import org.roaringbitmap.RoaringBitmap;

/** Document numbers in an order, except for some that were added last, so that the start of a page is found without looking at all of them. */
final class SortedDocs {

    private static final int MIN_UNSORTED = 1024;
    /** As many unsorted ones as one in so many is sorted with the others. */
    private static final int UNSORTED = 16;

    private final DocOrder order;
    private int[] docs = {};

    SortedDocs(DocOrder order) {
        this.order = order;
    }

    DocOrder order() {
        return order;
    }

    /** How many are sorted: those with the lowest numbers. */
    int size() {
        return docs.length;
    }

    /** @param size how many there are now */
    void sort(int size) {
        if (size - docs.length > MIN_UNSORTED + docs.length / UNSORTED) {
            var added = IntStream.range(docs.length, size)
                    .boxed()
                    .sorted(order::compare)
                    .mapToInt(Integer::intValue)
                    .toArray();
            docs = merged(added);
        }
    }

    private int[] merged(int[] added) {
        var all = new int[docs.length + added.length];
        var from = 0;
        var next = 0;
        for (var i = 0; i < all.length; i++) {
            var addedFirst = from == docs.length || next < added.length && order.compare(added[next], docs[from]) < 0;
            all[i] = addedFirst ? added[next++] : docs[from++];
        }
        return all;
    }

    /**
     * Puts those into the page which are on it, as far as they are sorted.
     *
     * @param most how many it looks at before it gives up
     * @return false if it gave up
     */
    boolean collect(RoaringBitmap among, PageCollector page, int most) {
        var first = page.after() == null ? 0 : after(page.after());
        for (var i = first; i < docs.length && !page.isFull(); i++) {
            if (i - first == most) {
                return false;
            }
            if (among.contains(docs[i])) {
                page.add(docs[i]);
            }
        }
        return true;
    }

    /** The index of the first one that comes after the position. */
    private int after(Position position) {
        var low = 0;
        var high = docs.length;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (order.compare(docs[middle], position) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
