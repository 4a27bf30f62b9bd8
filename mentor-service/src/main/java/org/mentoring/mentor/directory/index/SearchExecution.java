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
        var tagged = words.isEmpty() && query.text() != null ? NOBODY : tagged(query);
        var candidates = free(rated(spoken(tagged, query), query), query);
        var found = having(words, candidates, false);
        var forgiving = found.isEmpty() && !candidates.isEmpty();
        if (forgiving) {
            found = having(words, candidates, true);
        }
        var page = page(found, query, forgiving ? similarWords : exactWords);
        if (!query.allFacets()) {
            return new SearchResult(page, found.getCardinality(), expertise.count(found, MOST_TAGS), null, null, null);
        }
        var anyLanguage = either(words, free(rated(tagged, query), query));
        var anyRating = either(words, free(spoken(tagged, query), query));
        var anyFreeTime = either(words, rated(spoken(tagged, query), query));
        return new SearchResult(
                page,
                found.getCardinality(),
                expertise.count(found, MOST_TAGS),
                FacetCounts.byLanguage(languages, anyLanguage),
                FacetCounts.byRating(docs, anyRating),
                FacetCounts.byFreeTime(docs, anyFreeTime, query.now()));
    }

    /** Those of the candidates who have every word, and those who have similarly spelt ones. */
    private Matches either(List<String> words, RoaringBitmap candidates) {
        return new Matches(having(words, candidates, false), () -> having(words, candidates, true));
    }

    private static List<String> words(Query query) {
        return query.text() == null
                ? List.of()
                : Words.of(query.text()).stream().distinct().limit(MOST_WORDS).toList();
    }

    private RoaringBitmap tagged(Query query) {
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

    private RoaringBitmap spoken(RoaringBitmap among, Query query) {
        return query.language() == null
                ? among
                : RoaringBitmap.and(among, languages.getOrDefault(query.language(), NOBODY));
    }

    private RoaringBitmap rated(RoaringBitmap among, Query query) {
        if (query.minimum() == 0) {
            return among;
        }
        return those(among, doc -> docs.mean(doc) >= query.minimum());
    }

    private RoaringBitmap free(RoaringBitmap among, Query query) {
        if (query.freeWithin() == 0) {
            return among;
        }
        var end = query.now() + TimeUnit.DAYS.toMicros(query.freeWithin());
        return those(among, doc -> {
            var next = docs.nextFreeAt(doc, query.now());
            return next > 0 && next < end;
        });
    }

    private static RoaringBitmap those(RoaringBitmap among, IntPredicate wanted) {
        var those = RoaringBitmapWriter.writer().constantMemory().get();
        Batches.forEach(among, (batch, count) -> {
            for (var n = 0; n < count; n++) {
                if (wanted.test(batch[n])) {
                    those.add(batch[n]);
                }
            }
        });
        return those.get();
    }

    /** Those of the candidates who have every word. */
    private RoaringBitmap having(List<String> words, RoaringBitmap candidates, boolean forgiving) {
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
     * @param levels where it is found, what counts least first
     */
    private record Word(List<Level> levels, RoaringBitmap anywhere) {}

    private record Level(short counts, RoaringBitmap docs) {}

    private Word word(String word, boolean forgiving) {
        var levels = new ArrayList<Level>();
        levels.add(new Level(PART_IN_BIO, bios.withPart(word)));
        levels.add(new Level(IN_BIO, bios.withWord(word)));
        if (forgiving) {
            levels.add(new Level(LIKE_IN_EXPERTISE, expertise.withSimilar(word)));
            levels.add(new Level(LIKE_IN_NAME, names.withSimilar(word)));
        }
        levels.add(new Level(PART_OF_EXPERTISE, expertise.withPart(word)));
        levels.add(new Level(IN_EXPERTISE, expertise.withWord(word)));
        levels.add(new Level(PART_OF_NAME, names.withPart(word)));
        levels.add(new Level(IN_NAME, names.withWord(word)));
        return new Word(
                levels, RoaringBitmap.or(levels.stream().map(Level::docs).iterator()));
    }

    /** By document number, the sum over the words of the best that each counts there; all of them have been looked up. */
    private short[] relevance(RoaringBitmap found, Collection<Word> words) {
        var relevance = new short[docs.size()];
        for (var word : words) {
            var left = found.clone();
            for (var level : word.levels().reversed()) {
                Batches.forEach(RoaringBitmap.and(left, level.docs()), (batch, count) -> {
                    for (var n = 0; n < count; n++) {
                        relevance[batch[n]] += level.counts();
                    }
                });
                left.andNot(level.docs());
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
