package org.mentoring.mentor.directory.index;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.roaringbitmap.RoaringBitmap;

/** The tags of each document number, to count them where few are found. */
final class TagsByDoc {

    private static final int INITIAL_CAPACITY = 1024;

    private int size;
    /** Where the tags of a document number begin; they end where those of the next one begin. */
    private int[] begins = new int[INITIAL_CAPACITY];

    private int[] tags = new int[INITIAL_CAPACITY];

    /** Those of the next document number. */
    void add(List<Tag> having) {
        var begin = begins[size];
        if (size + 1 == begins.length) {
            begins = Arrays.copyOf(begins, 2 * begins.length);
        }
        while (begin + having.size() > tags.length) {
            tags = Arrays.copyOf(tags, 2 * tags.length);
        }
        for (var i = 0; i < having.size(); i++) {
            tags[begin + i] = having.get(i).number();
        }
        size++;
        begins[size] = begin + having.size();
    }

    /** The numbers of those that a document number has. */
    IntStream of(int doc) {
        return Arrays.stream(tags, begins[doc], begins[doc + 1]);
    }

    /** @return how many of those found have which tag, by its number, which is below the limit */
    int[] count(RoaringBitmap found, int limit) {
        var counts = new int[limit];
        Batches.forEach(found, (batch, count) -> {
            for (var n = 0; n < count; n++) {
                for (var i = begins[batch[n]]; i < begins[batch[n] + 1]; i++) {
                    counts[tags[i]]++;
                }
            }
        });
        return counts;
    }
}
