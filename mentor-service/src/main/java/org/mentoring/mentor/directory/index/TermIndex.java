package org.mentoring.mentor.directory.index;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.roaringbitmap.RoaringBitmap;

/** Who has which word: a bitmap of document numbers for each. */
final class TermIndex {

    /** Up to so many letters, a beginning has a bitmap of its own: there are few of them, and many words begin so. */
    private static final int SHORT_BEGINNING = 2;

    private static final RoaringBitmap NOBODY = new RoaringBitmap();

    private final Map<String, Term> terms = new HashMap<>();
    private final WordList words = new WordList();
    /** Runs without spaces, which no word between spaces is similar to. */
    private final WordList runs = new WordList();

    private final Map<String, Postings> shortBeginnings = new HashMap<>();

    /**
     * A word.
     *
     * @param beginnings those of its short beginnings, which are of other words too
     */
    private record Term(Postings postings, List<Postings> beginnings) {

        RoaringBitmap docs() {
            return postings.docs();
        }
    }

    void add(String word, int doc) {
        var term = term(word);
        term.postings().add(doc);
        for (var beginning : term.beginnings()) {
            beginning.add(doc);
        }
    }

    /** What a document number that has the word is added to. */
    Stream<Postings> postings(String word) {
        var term = term(word);
        return Stream.concat(Stream.of(term.postings()), term.beginnings().stream());
    }

    private Term term(String word) {
        var term = terms.get(word);
        if (term == null) {
            term = new Term(new Postings(), shortBeginnings(word));
            terms.put(word, term);
            like(word).add(word, term.postings());
        }
        return term;
    }

    private List<Postings> shortBeginnings(String word) {
        return IntStream.rangeClosed(1, Math.min(SHORT_BEGINNING, word.length()))
                .mapToObj(length -> word.substring(0, length))
                .map(text -> shortBeginnings.computeIfAbsent(text, beginning -> new Postings()))
                .toList();
    }

    RoaringBitmap having(String word) {
        var term = terms.get(word);
        return term == null ? NOBODY : term.docs();
    }

    /** The document numbers of all words between spaces that begin so, the word itself among them. */
    RoaringBitmap beginningWith(String word) {
        if (word.length() <= SHORT_BEGINNING) {
            var beginning = shortBeginnings.get(word);
            return beginning == null ? NOBODY : beginning.docs();
        }
        return words.beginningWith(word);
    }

    /** The document numbers of all words that the typed one may match. */
    RoaringBitmap similarTo(String typed) {
        return like(typed).similarTo(typed);
    }

    private WordList like(String word) {
        return Words.isRun(word) ? runs : words;
    }
}
