package org.mentoring.mentor.directory.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.roaringbitmap.RoaringBitmap;

/** Words and where they are, one after the other in memory, because a search for similar ones looks at each. */
final class WordList {

    private static final int INITIAL_CAPACITY = 1024;

    private char[] letters = new char[INITIAL_CAPACITY];
    private int[] ends = new int[INITIAL_CAPACITY];
    private final List<RoaringBitmap> docs = new ArrayList<>();

    void add(String word, RoaringBitmap having) {
        var number = docs.size();
        var start = number == 0 ? 0 : ends[number - 1];
        var end = start + word.length();
        if (end > letters.length) {
            letters = Arrays.copyOf(letters, Math.max(end, 2 * letters.length));
        }
        if (number == ends.length) {
            ends = Arrays.copyOf(ends, 2 * number);
        }
        word.getChars(0, word.length(), letters, start);
        ends[number] = end;
        docs.add(having);
    }

    /** The document numbers of all words that the typed one may stand for. */
    RoaringBitmap similarTo(String typed) {
        var spelling = new Spelling(typed);
        var similar = new ArrayList<RoaringBitmap>();
        var start = 0;
        for (var number = 0; number < docs.size(); number++) {
            if (spelling.standsFor(letters, start, ends[number])) {
                similar.add(docs.get(number));
            }
            start = ends[number];
        }
        return RoaringBitmap.or(similar.iterator());
    }
}
