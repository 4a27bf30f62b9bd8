package org.mentoring.mentor.directory.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;

import org.roaringbitmap.RoaringBitmap;
import org.roaringbitmap.RoaringBitmapWriter;

/** One search; whoever makes it holds the lock. */
final class SearchExecution {

    private static final RoaringBitmap NOBODY = new RoaringBitmap();
    /** More would narrow nothing further down, but cost. */
    private static final int MOST_WORDS = 10;

    private static final int MOST_TAGS = 50;

    // What a word counts where it is found; a part is the beginning of a word, or any part of a run.
    private static final short PART_IN_BIO = 1;
    private static final short IN_BIO = 2;
    private static final short LIKE_IN_EXPERTISE = 3;
    private static final short LIKE_IN_NAME = 4;
    private static final short PART_OF_EXPERTISE = 5;
    private static final short IN_EXPERTISE = 6;
    private static final short PART_OF_NAME = 7;
    private static final short IN_NAME = 8;

    /** Above every score, so that the rating decides among equally relevant mentors alone. */
    private static final int BEYOND_SCORES = 1000;

    private final DocValues docs;
    private final RoaringBitmap present;
    private final Field names;
    private final Field bios;
    private final Expertise expertise;
    private final Map<String, RoaringBitmap> languages;
    private final Map<String, Word> exactWords = new HashMap<>();
    private final Map<String, Word> similarWords = new HashMap<>();

    SearchExecution(
            DocValues docs,
            RoaringBitmap present,
            Field names,
            Field bios,
            Expertise expertise,
            Map<String, RoaringBitmap> languages) {
        this.docs = docs;
        this.present = present;
        this.names = names;
        this.bios = bios;
        this.expertise = expertise;
        this.languages = languages;
    }

    SearchResult find(Query query) {
        var words = words(query);
        var tagged = words.isEmpty() && query.text() != null ? NOBODY : withTags(query);
        var candidates = withFreeTime(withRating(withLanguage(tagged, query), query), query);
        var found = withWords(words, candidates, false);
        var forgiving = found.isEmpty() && !candidates.isEmpty();
        if (forgiving) {
            found = withWords(words, candidates, true);
        }
        var page = page(found, query, forgiving ? similarWords : exactWords);
        if (!query.allFacets()) {
            return new SearchResult(page, found.getCardinality(), expertise.count(found, MOST_TAGS), null, null, null);
        }
        var anyLanguage = matches(words, withFreeTime(withRating(tagged, query), query));
        var anyRating = matches(words, withFreeTime(withLanguage(tagged, query), query));
        var anyFreeTime = matches(words, withRating(withLanguage(tagged, query), query));
        return new SearchResult(
                page,
                found.getCardinality(),
                expertise.count(found, MOST_TAGS),
                FacetCounts.byLanguage(languages, anyLanguage),
                FacetCounts.byRating(docs, anyRating),
                FacetCounts.byFreeTime(docs, anyFreeTime, query.now()));
    }

    /** Those of the candidates who have every word, and those who have similarly spelt ones. */
    private Matches matches(List<String> words, RoaringBitmap candidates) {
        return new Matches(withWords(words, candidates, false), () -> withWords(words, candidates, true));
    }

    private static List<String> words(Query query) {
        return query.text() == null
                ? List.of()
                : Words.of(query.text()).stream().distinct().limit(MOST_WORDS).toList();
    }

    private RoaringBitmap withTags(Query query) {
        RoaringBitmap all = null;
        for (var wanted : query.tags()) {
            var having = expertise.named(wanted);
            if (all == null) {
                all = having;
            } else if (query.anyTag()) {
                all.or(having);
            } else {
                all.and(having);
            }
        }
        return all == null ? present : RoaringBitmap.and(present, all);
    }

    private RoaringBitmap withLanguage(RoaringBitmap among, Query query) {
        return query.language() == null
                ? among
                : RoaringBitmap.and(among, languages.getOrDefault(query.language(), NOBODY));
    }

    private RoaringBitmap withRating(RoaringBitmap among, Query query) {
        if (query.minimum() == 0) {
            return among;
        }
        return filtered(among, doc -> docs.mean(doc) >= query.minimum());
    }

    private RoaringBitmap withFreeTime(RoaringBitmap among, Query query) {
        if (query.freeWithin() == 0) {
            return among;
        }
        var end = query.now() + TimeUnit.DAYS.toMicros(query.freeWithin());
        return filtered(among, doc -> {
            var next = docs.nextFreeAt(doc, query.now());
            return next > 0 && next < end;
        });
    }

    private static RoaringBitmap filtered(RoaringBitmap among, IntPredicate wanted) {
        var filtered = RoaringBitmapWriter.writer().constantMemory().get();
        Batches.forEach(among, (batch, count) -> {
            for (var n = 0; n < count; n++) {
                if (wanted.test(batch[n])) {
                    filtered.add(batch[n]);
                }
            }
        });
        return filtered.get();
    }

    /** Those of the candidates who have every word. */
    private RoaringBitmap withWords(List<String> words, RoaringBitmap candidates, boolean forgiving) {
        var found = candidates;
        for (var word : words) {
            if (found.isEmpty()) {
                return found;
            }
            var known = (forgiving ? similarWords : exactWords).computeIfAbsent(word, text -> word(text, forgiving));
            found = RoaringBitmap.and(found, known.anywhere());
        }
        return found;
    }

    /**
     * A word and who has it.
     *
     * @param occurrences where it is found, what counts least first
     */
    private record Word(List<Occurrence> occurrences, RoaringBitmap anywhere) {}

    private record Occurrence(short weight, RoaringBitmap docs) {}

    private Word word(String word, boolean forgiving) {
        var occurrences = new ArrayList<Occurrence>();
        occurrences.add(new Occurrence(PART_IN_BIO, bios.withPart(word)));
        occurrences.add(new Occurrence(IN_BIO, bios.withWord(word)));
        if (forgiving) {
            occurrences.add(new Occurrence(LIKE_IN_EXPERTISE, expertise.withSimilar(word)));
            occurrences.add(new Occurrence(LIKE_IN_NAME, names.withSimilar(word)));
        }
        occurrences.add(new Occurrence(PART_OF_EXPERTISE, expertise.withPart(word)));
        occurrences.add(new Occurrence(IN_EXPERTISE, expertise.withWord(word)));
        occurrences.add(new Occurrence(PART_OF_NAME, names.withPart(word)));
        occurrences.add(new Occurrence(IN_NAME, names.withWord(word)));
        return new Word(
                occurrences,
                RoaringBitmap.or(occurrences.stream().map(Occurrence::docs).iterator()));
    }

    /** By document number, the sum over the words of the best that each counts there; all of them have been looked up. */
    private short[] relevance(RoaringBitmap found, Collection<Word> words) {
        var relevance = new short[docs.size()];
        for (var word : words) {
            var left = found.clone();
            for (var occurrence : word.occurrences().reversed()) {
                Batches.forEach(RoaringBitmap.and(left, occurrence.docs()), (batch, count) -> {
                    for (var n = 0; n < count; n++) {
                        relevance[batch[n]] += occurrence.weight();
                    }
                });
                left.andNot(occurrence.docs());
            }
        }
        return relevance;
    }

    private List<Position> page(RoaringBitmap found, Query query, Map<String, Word> words) {
        var relevance = query.order() == SortOrder.RELEVANCE ? relevance(found, words.values()) : null;
        var page = new PageCollector(query);
        var ranks = ranks(query, relevance);
        Batches.forEach(found, (batch, count) -> {
            for (var n = 0; n < count; n++) {
                var rank = ranks.applyAsLong(batch[n]);
                if (page.mayContain(rank)) {
                    page.add(position(batch[n], query.order(), rank));
                }
            }
        });
        return page.inOrder();
    }

    /** See {@link Position#rank}. */
    private IntToLongFunction ranks(Query query, short[] relevance) {
        return switch (query.order()) {
            case RELEVANCE -> doc -> (long) relevance[doc] * BEYOND_SCORES + docs.score(doc);
            case RATING -> docs::score;
            case NAME -> docs::nameRank;
            case NEWEST -> docs::createdAt;
            case NEXT_FREE -> doc -> Position.timeRank(docs.nextFreeAt(doc, query.now()));
        };
    }

    private Position position(int doc, SortOrder order, long rank) {
        return order == SortOrder.NAME
                ? Position.of(docs.plainName(doc), docs.id(doc))
                : Position.of(rank, docs.id(doc));
    }
}
