package org.mentoring.mentor.directory.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.mentoring.mentor.directory.index.Words.Token;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;
import org.roaringbitmap.RoaringBitmapWriter;

/**
 * Who has which run of characters in a field, at any position: a bitmap of document numbers for each character and for
 * each two in a row. Longer ones are looked for among those who have all their pairs.
 */
final class NgramIndex {

    private static final int AT_FIRST = 1024;
    private static final int CODE_POINT_BITS = 21;
    private static final String BETWEEN = "\n";
    private static final RoaringBitmap NOBODY = new RoaringBitmap();

    private final Grams grams = new Grams();
    private String[] texts = new String[AT_FIRST];

    /**
     * The runs of a text in which words are looked for. Runs with nothing but spaces or a middle dot between them are one, so that
     * names are found written together and apart, and words across the end of a line.
     *
     * @param plain see {@link Words#plain}
     * @param tokens of it
     */
    static List<String> inText(String plain, List<Token> tokens) {
        return joined(plain, tokens, false).stream()
                .map(runs -> String.join("", runs))
                .toList();
    }

    /** As in any text, but Korean words are joined too, and the last word comes first as well: names are written in both orders. */
    static List<String> inName(String plain, List<Token> tokens) {
        var found = new ArrayList<String>();
        for (var runs : joined(plain, tokens, true)) {
            found.add(String.join("", runs));
            if (runs.size() > 1) {
                found.add(runs.getLast() + String.join("", runs.subList(0, runs.size() - 1)));
            }
        }
        return found;
    }

    void add(List<String> runs, int doc) {
        if (runs.isEmpty()) {
            return;
        }
        for (var run : runs) {
            var before = 0L;
            for (var i = 0; i < run.length(); i += Character.charCount(run.codePointAt(i))) {
                var character = (long) run.codePointAt(i);
                add(character, doc);
                if (before != 0) {
                    add(before << CODE_POINT_BITS | character, doc);
                }
                before = character;
            }
        }
        if (doc >= texts.length) {
            texts = Arrays.copyOf(texts, Math.max(doc + 1, 2 * texts.length));
        }
        var text = String.join(BETWEEN, runs);
        texts[doc] = texts[doc] == null ? text : texts[doc] + BETWEEN + text;
    }

    /** The document numbers of all who have the run somewhere. */
    RoaringBitmap having(String run) {
        var characters = run.codePoints().toArray();
        if (characters.length == 1) {
            return having((long) characters[0]);
        }
        var pairs = new ArrayList<RoaringBitmap>();
        for (var i = 1; i < characters.length; i++) {
            pairs.add(having((long) characters[i - 1] << CODE_POINT_BITS | characters[i]));
        }
        if (pairs.size() == 1) {
            return pairs.getFirst();
        }
        return withText(run, withAll(pairs));
    }

    private static RoaringBitmap withAll(List<RoaringBitmap> pairs) {
        pairs.sort(Comparator.comparingLong(RoaringBitmap::getLongCardinality));
        var all = pairs.getFirst().clone();
        for (var pair : pairs) {
            if (all.isEmpty()) {
                return all;
            }
            all.and(pair);
        }
        return all;
    }

    private RoaringBitmap withText(String run, RoaringBitmap candidates) {
        var found = RoaringBitmapWriter.writer().get();
        candidates.forEach((IntConsumer) doc -> {
            if (texts[doc].contains(run)) {
                found.add(doc);
            }
        });
        return found.get();
    }

    private void add(long gram, int doc) {
        grams.getOrAdd(gram).add(doc);
    }

    private RoaringBitmap having(long gram) {
        var postings = grams.get(gram);
        return postings == null ? NOBODY : postings.docs();
    }

    private static List<List<String>> joined(String plain, List<Token> tokens, boolean korean) {
        var joined = new ArrayList<List<String>>();
        Token before = null;
        for (var token : tokens) {
            if (!Words.isRun(token.text())) {
                before = null;
                continue;
            }
            if (before == null || !isOne(plain, before, token, korean)) {
                joined.add(new ArrayList<>());
            }
            joined.getLast().add(token.text());
            before = token;
        }
        return joined;
    }

    private static boolean isOne(String plain, Token one, Token next, boolean korean) {
        var words = Scripts.isHangul(one.text().codePointBefore(one.text().length()))
                && Scripts.isHangul(next.text().codePointAt(0));
        return (korean || !words)
                && plain.substring(one.end(), next.start()).chars().allMatch(NgramIndex::separatesNames);
    }

    private static boolean separatesNames(int character) {
        return Character.isWhitespace(character) || character == '・' || character == '·' || character == '‧';
    }
}
