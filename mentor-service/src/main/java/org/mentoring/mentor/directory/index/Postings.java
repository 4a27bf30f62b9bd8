package org.mentoring.mentor.directory.index;

import org.roaringbitmap.RoaringBitmap;

/** The document numbers in which a word or character is, added in their order, and often several times in a row. */
final class Postings {

    private final RoaringBitmap docs = new RoaringBitmap();
    private int last = -1;

    void add(int doc) {
        if (doc != last) {
            docs.add(doc);
            last = doc;
        }
    }

    RoaringBitmap docs() {
        return docs;
    }
}
