package org.mentoring.mentor.directory.index;

import java.util.Arrays;

import org.roaringbitmap.RoaringBitmap;

/** The document numbers in which a word or character is, added in their order, and often several times in a row. */
final class Postings {

    /** Up to so many are kept as they are: most words and pairs of characters are rare, and a bitmap takes 150 bytes at least. */
    private static final int FEW = 16;

    private int[] few = new int[1];
    /** Null as long as there are few. */
    private RoaringBitmap docs;

    private int size;
    private int last = -1;

    void add(int doc) {
        if (doc == last) {
            return;
        }
        last = doc;
        if (docs != null) {
            docs.add(doc);
        } else if (size < FEW) {
            if (size == few.length) {
                few = Arrays.copyOf(few, 2 * size);
            }
            few[size++] = doc;
        } else {
            docs = RoaringBitmap.bitmapOf(few);
            docs.add(doc);
            few = null;
        }
    }

    RoaringBitmap docs() {
        return docs == null ? RoaringBitmap.bitmapOf(Arrays.copyOf(few, size)) : docs;
    }
}
