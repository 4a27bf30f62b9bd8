package org.mentoring.mentor.directory.index;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.roaringbitmap.RoaringBitmap;

/** Who has which word: a bitmap of document numbers for each. */
final class TermIndex {

    /** Up to so many letters, a beginning has a bitmap of its own: there are few of them, and many words begin so. */
    private static final int SHORT_BEGINNING = 2;

    private static final RoaringBitmap NOBODY = new RoaringBitmap();

    private final Map<String, RoaringBitmap> words = new HashMap<>();
    private final NavigableMap<String, RoaringBitmap> sorted = new TreeMap<>();
    private final Map<String, RoaringBitmap> shortBeginnings = new HashMap<>();

    void add(String word, int doc) {
        var docs = words.get(word);
        if (docs == null) {
            docs = new RoaringBitmap();
            words.put(word, docs);
            sorted.put(word, docs);
        }
        docs.add(doc);
        for (var length = 1; length <= Math.min(SHORT_BEGINNING, word.length()); length++) {
            shortBeginnings
                    .computeIfAbsent(word.substring(0, length), beginning -> new RoaringBitmap())
                    .add(doc);
        }
    }

    RoaringBitmap having(String word) {
        return words.getOrDefault(word, NOBODY);
    }

    /** The document numbers of all words that begin so, the word itself among them. */
    RoaringBitmap beginningWith(String word) {
        if (word.length() <= SHORT_BEGINNING) {
            return shortBeginnings.getOrDefault(word, NOBODY);
        }
        return RoaringBitmap.or(sorted.subMap(word, true, word + Character.MAX_VALUE, false)
                .values()
                .iterator());
    }

    /** The document numbers of all words that the typed one may stand for. */
    RoaringBitmap similarTo(String typed) {
        var spelling = new Spelling(typed);
        return RoaringBitmap.or(words.entrySet().stream()
                .filter(word -> spelling.standsFor(word.getKey()))
                .map(Map.Entry::getValue)
                .iterator());
    }
}
