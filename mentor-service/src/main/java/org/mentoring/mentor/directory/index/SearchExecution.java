package org.mentoring.mentor.directory.index;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

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

    private final DirectoryIndex index;
    private final List<Word> exactWords = new ArrayList<>();
    private final List<Word> similarWords = new ArrayList<>();

    SearchExecution(DirectoryIndex index) {
        this.index = index;
    }

    SearchResult find(Query query) {
        var words = words(query);
        var tagged = words.isEmpty() && query.text() != null ? NOBODY : withTags(query);
        UnaryOperator<RoaringBitmap> inLanguage = among -> withLanguage(among, query);
        UnaryOperator<RoaringBitmap> rated = among -> withRating(among, query);
        UnaryOperator<RoaringBitmap> free = among -> withFreeTime(among, query);
        var matches = new Matches(withWords(words, tagged, false), () -> withWords(words, tagged, true));
        var matchesWithFreeTime = matches.where(free);
        var matchesOfAnyRating = matchesWithFreeTime.where(inLanguage);
        var all = matchesOfAnyRating.where(rated);
        var forgiving = all.exact().isEmpty();
        var found = forgiving ? all.similar() : all.exact();
        var page = found.isEmpty() ? List.<Position>of() : page(found, query, forgiving ? similarWords : exactWords);
        var tags = index.expertise.count(found, index.present, MOST_TAGS);
        if (!query.allFacets()) {
            return new SearchResult(page, found.getCardinality(), tags, null, null, null);
        }
        return new SearchResult(
                page,
                found.getCardinality(),
                tags,
                FacetCounts.byLanguage(index.languages, matchesWithFreeTime.where(rated)),
                FacetCounts.byRating(index.ratings, matchesOfAnyRating),
                FacetCounts.byFreeTime(index.docs, matches.where(inLanguage).where(rated), query.now()));
    }

    private static List<String> words(Query query) {
        return query.text() == null
                ? List.of()
                : Words.of(query.text()).stream().distinct().limit(MOST_WORDS).toList();
    }

    private RoaringBitmap withTags(Query query) {
        RoaringBitmap all = null;
        for (var wanted : query.tags()) {
            var having = index.expertise.named(wanted);
            if (all == null) {
                all = having;
            } else if (query.anyTag()) {
                all.or(having);
            } else {
                all.and(having);
            }
        }
        var among = index.among(query);
        return all == null ? among : RoaringBitmap.and(among, all);
    }

    private RoaringBitmap withLanguage(RoaringBitmap among, Query query) {
        return query.language() == null
                ? among
                : RoaringBitmap.and(among, index.languages.getOrDefault(query.language(), NOBODY));
    }

    private RoaringBitmap withRating(RoaringBitmap among, Query query) {
        if (query.minimum() == 0) {
            return among;
        }
        var step = index.ratings.below(query.minimum());
        var rated = RoaringBitmap.and(among, index.ratings.atLeast(step));
        return index.ratings.mean(step) >= query.minimum()
                ? rated
                : filtered(rated, doc -> index.docs.mean(doc) >= query.minimum());
    }

    private RoaringBitmap withFreeTime(RoaringBitmap among, Query query) {
        if (query.freeWithin() == 0) {
            return among;
        }
        var end = query.now() + TimeUnit.DAYS.toMicros(query.freeWithin());
        return filtered(among, doc -> {
            var next = index.docs.nextFreeAt(doc, query.now());
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
            var having = word(word, found, forgiving);
            (forgiving ? similarWords : exactWords).add(having);
            found = having.anywhere();
        }
        return found;
    }

    /**
     * A word and who of the candidates has it.
     *
     * @param occurrences where it is found, what counts least first
     */
    private record Word(List<Occurrence> occurrences, RoaringBitmap anywhere) {}

    private record Occurrence(short weight, RoaringBitmap docs) {}

    private Word word(String word, RoaringBitmap candidates, boolean forgiving) {
        var occurrences = new ArrayList<Occurrence>();
        occurrences.add(new Occurrence(PART_IN_BIO, index.bios.withPart(word)));
        occurrences.add(new Occurrence(IN_BIO, index.bios.withWord(word)));
        if (forgiving) {
            occurrences.add(new Occurrence(LIKE_IN_EXPERTISE, index.expertise.withSimilar(word)));
            occurrences.add(new Occurrence(LIKE_IN_NAME, index.names.withSimilar(word)));
        }
        occurrences.add(new Occurrence(PART_OF_EXPERTISE, index.expertise.withPart(word)));
        occurrences.add(new Occurrence(IN_EXPERTISE, index.expertise.withWord(word)));
        occurrences.add(new Occurrence(PART_OF_NAME, index.names.withPart(word)));
        occurrences.add(new Occurrence(IN_NAME, index.names.withWord(word)));
        occurrences.replaceAll(
                occurrence -> new Occurrence(occurrence.weight(), RoaringBitmap.and(candidates, occurrence.docs())));
        return new Word(
                occurrences,
                RoaringBitmap.or(occurrences.stream().map(Occurrence::docs).iterator()));
    }

    private List<Position> page(RoaringBitmap found, Query query, List<Word> words) {
        return switch (query.order()) {
            case RELEVANCE -> byRelevance(found, query, words);
            case RATING -> sorted(found, query, index.byScore);
            case NAME -> sorted(found, query, index.byName);
            case NEWEST -> sorted(found, query, index.byAge);
            case NEXT_FREE -> {
                var order = DocOrder.byNumber(
                        index.docs, doc -> Position.timeRank(index.docs.nextFreeAt(doc, query.now())));
                yield positions(order, new PageCollector(order, query.after(), query.limit()).page(found));
            }
        };
    }

    private static List<Position> sorted(RoaringBitmap found, Query query, SortedDocs sorted) {
        return positions(
                sorted.order(), new PageCollector(sorted.order(), query.after(), query.limit()).page(found, sorted));
    }

    private static List<Position> positions(DocOrder order, List<Integer> page) {
        return page.stream().map(order::position).toList();
    }

    /** One group of equally relevant mentors after the other, each sorted by rating. */
    private List<Position> byRelevance(RoaringBitmap found, Query query, List<Word> words) {
        var relevance = new Relevance(found);
        words.forEach(word -> relevance.add(weights(word, found)));
        var page = new ArrayList<Position>();
        var after = query.after();
        var before = after == null ? Long.MAX_VALUE : Math.floorDiv(after.number(), BEYOND_SCORES);
        relevance.forEach(before, (equal, group) -> {
            var afterInGroup =
                    equal == before ? Position.of(Math.floorMod(after.number(), BEYOND_SCORES), after.id()) : null;
            new PageCollector(index.byScore.order(), afterInGroup, query.limit() - page.size())
                    .page(group, index.byScore).stream()
                            .map(doc -> Position.of(
                                    (long) equal * BEYOND_SCORES + index.docs.score(doc), index.docs.id(doc)))
                            .forEach(page::add);
            return page.size() < query.limit();
        });
        return page;
    }

    /** For each digit of a weight those found in whose weight it is set; the weight is that of the best occurrence. */
    private static List<RoaringBitmap> weights(Word word, RoaringBitmap found) {
        var digits = new ArrayList<RoaringBitmap>();
        var left = found.clone();
        for (var occurrence : word.occurrences().reversed()) {
            var having = RoaringBitmap.and(left, occurrence.docs());
            if (having.isEmpty()) {
                continue;
            }
            left.andNot(having);
            for (var digit = 0; occurrence.weight() >> digit > 0; digit++) {
                if (digits.size() == digit) {
                    digits.add(new RoaringBitmap());
                }
                if ((occurrence.weight() >> digit & 1) == 1) {
                    digits.get(digit).or(having);
                }
            }
        }
        return digits;
    }
}
