package org.mentoring.mentor.directory.index;

import java.util.List;
import java.util.stream.Stream;

import org.mentoring.mentor.directory.index.Words.Token;
import org.roaringbitmap.RoaringBitmap;

/** What is searched in one field of all mentors: words between spaces by their beginnings, runs without spaces by any part. */
final class Field {

    private final TermIndex words = new TermIndex();
    private final NgramIndex runs = new NgramIndex();

    void addName(String name, int doc) {
        addName(Name.of(name), doc);
    }

    /** Somebody may have several. */
    void addName(Name name, int doc) {
        postings(name).forEach(postings -> postings.add(doc));
        addRuns(name, doc);
    }

    /** What the numbers of documents with the name are added to, beside its runs. A name has few words, so that runs count as words too. */
    Stream<Postings> postings(Name name) {
        return Stream.of(name.words(), name.runs()).flatMap(List::stream).flatMap(words::postings);
    }

    void addRuns(Name name, int doc) {
        runs.add(name.runs(), doc);
    }

    void addText(String text, int doc) {
        var plain = Words.plain(text);
        var tokens = Words.tokens(plain);
        tokens.stream().map(Token::text).filter(word -> !Words.isRun(word)).forEach(word -> words.add(word, doc));
        runs.add(NgramIndex.inText(plain, tokens), doc);
    }

    /** Nothing tells where a word ends in a run, except in a name. */
    RoaringBitmap withWord(String word) {
        return words.having(word);
    }

    /** The document numbers where a word begins so, or a run has it anywhere. */
    RoaringBitmap withPart(String word) {
        return Words.isRun(word) ? runs.having(word) : words.beginningWith(word);
    }

    RoaringBitmap withSimilar(String word) {
        return words.similarTo(word);
    }
}
