package org.mentoring.mentor.directory.index;

import java.util.List;

import org.mentoring.mentor.directory.index.Words.Token;
import org.roaringbitmap.RoaringBitmap;

/** An expertise and who has it. */
final class Tag {

    private final String name;
    private final String plainName;
    private final List<String> words;
    private final List<String> runs;
    private final RoaringBitmap docs = new RoaringBitmap();
    private final int number;

    /** @param number counts the tags of an index, from 0 */
    Tag(String name, int number) {
        this.name = name;
        this.number = number;
        this.plainName = Words.plain(name);
        var tokens = Words.tokens(plainName);
        this.words = tokens.stream().map(Token::text).toList();
        this.runs = NgramIndex.inName(plainName, tokens);
    }

    void add(int doc) {
        docs.add(doc);
    }

    String name() {
        return name;
    }

    int number() {
        return number;
    }

    /** How many document numbers have it, whether or not they are in use. */
    int size() {
        return docs.getCardinality();
    }

    RoaringBitmap docs() {
        return docs;
    }

    String plainName() {
        return plainName;
    }

    boolean hasWord(String word) {
        return words.contains(word) || runs.contains(word);
    }

    /** Whether a word begins so, or a run has it anywhere. */
    boolean hasPart(String word) {
        return Words.isRun(word)
                ? runs.stream().anyMatch(own -> own.contains(word))
                : words.stream().anyMatch(own -> own.startsWith(word));
    }

    boolean hasWordLike(Spelling spelling) {
        return words.stream().anyMatch(spelling::standsFor);
    }
}
