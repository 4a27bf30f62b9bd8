package org.mentoring.mentor.directory.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.roaringbitmap.RoaringBitmap;

/** Words and where they are; sorted but for some that were added last, so that those with one beginning are one after the other. */
final class WordList {

    private static final int MIN_UNSORTED = 256;
    /** As many unsorted ones as one in so many is sorted with the others. */
    private static final int UNSORTED = 16;

    private final List<Entry> words = new ArrayList<>();
    private int sorted;
    /** How many letters a word begins with that the word before begins with too, or fewer. */
    private byte[] common = {};
    /** Those of all sorted words, because a search for similar ones looks at many. */
    private char[] letters = {};

    private int[] ends = {};

    private record Entry(String word, Postings postings) {

        RoaringBitmap docs() {
            return postings.docs();
        }
    }

    void add(String word, Postings having) {
        words.add(new Entry(word, having));
        if (words.size() - sorted > MIN_UNSORTED + sorted / UNSORTED) {
            sort();
        }
    }

    private void sort() {
        words.sort(Comparator.comparing(Entry::word));
        sorted = words.size();
        common = new byte[sorted];
        ends = new int[sorted];
        var all = new StringBuilder();
        for (var i = 0; i < sorted; i++) {
            var word = words.get(i).word();
            common[i] =
                    (byte) (i == 0 ? 0 : Math.min(commonLetters(words.get(i - 1).word(), word), Byte.MAX_VALUE));
            ends[i] = all.append(word).length();
        }
        letters = all.toString().toCharArray();
    }

    private static int commonLetters(String one, String other) {
        var length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return length;
    }

    /** The document numbers of all words that begin so. */
    RoaringBitmap beginningWith(String text) {
        var beginning = new ArrayList<RoaringBitmap>();
        for (var i = first(text); i < sorted && words.get(i).word().startsWith(text); i++) {
            beginning.add(words.get(i).docs());
        }
        for (var entry : words.subList(sorted, words.size())) {
            if (entry.word().startsWith(text)) {
                beginning.add(entry.docs());
            }
        }
        return RoaringBitmap.or(beginning.iterator());
    }

    /** The index of the first sorted word that does not come before the text. */
    private int first(String text) {
        var low = 0;
        var high = sorted;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (words.get(middle).word().compareTo(text) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The document numbers of all words that the typed one may match. */
    RoaringBitmap similarTo(String typed) {
        var spelling = new Spelling(typed);
        var similar = new ArrayList<RoaringBitmap>();
        var isSimilar = false;
        // So many letters decided about the last word, and about those that follow it and begin with them.
        var decided = Integer.MAX_VALUE;
        for (var i = 0; i < sorted; i++) {
            if (common[i] < decided) {
                var start = i == 0 ? 0 : ends[i - 1];
                isSimilar = spelling.standsFor(letters, start, ends[i], common[i]);
                decided = isSimilar || start + spelling.looked() < ends[i] ? spelling.looked() : Integer.MAX_VALUE;
            }
            if (isSimilar) {
                similar.add(words.get(i).docs());
            }
        }
        for (var entry : words.subList(sorted, words.size())) {
            if (spelling.standsFor(entry.word())) {
                similar.add(entry.docs());
            }
        }
        return RoaringBitmap.or(similar.iterator());
    }
}
