package org.mentoring.mentor.directory.index;

import org.roaringbitmap.RoaringBitmap;

/** Document numbers, many at a time: a call for each of a million takes longer than what is done with it. */
final class Batches {

    private static final int SIZE = 1024;

    private Batches() {}

    interface Consumer {

        /** @param docs in their order; those from {@code count} on mean nothing */
        void accept(int[] docs, int count);
    }

    static void forEach(RoaringBitmap docs, Consumer consumer) {
        forEach(docs, 0, consumer);
    }

    /** @param first what is below is left out */
    static void forEach(RoaringBitmap docs, int first, Consumer consumer) {
        var batch = new int[SIZE];
        var left = docs.getBatchIterator();
        left.advanceIfNeeded(first);
        while (left.hasNext()) {
            consumer.accept(batch, left.nextBatch(batch));
        }
    }
}
