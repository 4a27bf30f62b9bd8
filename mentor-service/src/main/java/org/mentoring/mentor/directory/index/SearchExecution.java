package org.mentoring.mentor.directory.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;

import org.mentoring.mentor.directory.index.SearchResult.TagCount;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;
import org.roaringbitmap.RoaringBitmapWriter;

/** One search; whoever makes it holds the lock. */
final class SearchExecution {

    private static final RoaringBitmap NOBODY = new RoaringBitmap();
    /** More would narrow nothing further down, but cost. */
    private static final int MOST_WORDS = 10;

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
    private final Collection<Tag> tags;
    private final Map<String, RoaringBitmap> languages;
    private final List<List<Level>> levels = new ArrayList<>();

    SearchExecution(
            DocValues docs,
            RoaringBitmap present,
            Field names,
            Field bios,
            Collection<Tag> tags,
            Map<String, RoaringBitmap> languages) {
        this.docs = docs;
        this.present = present;
        this.names = names;
        this.bios = bios;
        this.tags = tags;
        this.languages = languages;
    }

    SearchResult find(Query query) {
        var candidates = filtered(query);
        var words = words(query);
        if (words.isEmpty() && query.text() != null) {
            candidates = NOBODY;
        }
        var found = having(words, candidates, false);
        if (found.isEmpty() && !candidates.isEmpty()) {
            found = having(words, candidates, true);
        }
        return new SearchResult(page(found, query), found.getCardinality(), count(found));
    }

    private static List<String> words(Query query) {
        return query.text() == null
                ? List.of()
                : Words.of(query.text()).stream().distinct().limit(MOST_WORDS).toList();
    }

    private RoaringBitmap filtered(Query query) {
        var filtered = present;
        if (!query.tags().isEmpty()) {
            filtered = RoaringBitmap.and(filtered, tagged(query));
        }
        if (query.language() != null) {
            filtered = RoaringBitmap.and(filtered, languages.getOrDefault(query.language(), NOBODY));
        }
        if (query.minimum() > 0) {
            var rated = RoaringBitmapWriter.writer().get();
            filtered.forEach((IntConsumer) doc -> {
                if (docs.mean(doc) >= query.minimum()) {
                    rated.add(doc);
                }
            });
            filtered = rated.get();
        }
        return filtered;
    }

    private RoaringBitmap tagged(Query query) {
        RoaringBitmap all = null;
        for (var wanted : query.tags()) {
            var plain = Words.plain(wanted);
            var having = tagged(tag -> tag.plainName().equals(plain));
            if (all == null) {
                all = having;
            } else if (query.anyTag()) {
                all.or(having);
            } else {
                all.and(having);
            }
        }
        return all;
    }

    /** Those of the candidates who have every word. */
    private RoaringBitmap having(List<String> words, RoaringBitmap candidates, boolean forgiving) {
        levels.clear();
        var found = candidates;
        for (var word : words) {
            if (found.isEmpty()) {
                return found;
            }
            var ofWord = levels(word, forgiving);
            levels.add(ofWord);
            found = RoaringBitmap.and(
                    found, RoaringBitmap.or(ofWord.stream().map(Level::docs).iterator()));
        }
        return found;
    }

    /** Where a word is found, what counts least first. */
    private List<Level> levels(String word, boolean forgiving) {
        var ofWord = new ArrayList<Level>();
        ofWord.add(new Level(PART_IN_BIO, bios.withPart(word)));
        ofWord.add(new Level(IN_BIO, bios.withWord(word)));
        if (forgiving) {
            var spelling = new Spelling(word);
            ofWord.add(new Level(LIKE_IN_EXPERTISE, tagged(tag -> tag.hasWordLike(spelling))));
            ofWord.add(new Level(LIKE_IN_NAME, names.withSimilar(word)));
        }
        ofWord.add(new Level(PART_OF_EXPERTISE, tagged(tag -> tag.hasPart(word))));
        ofWord.add(new Level(IN_EXPERTISE, tagged(tag -> tag.hasWord(word))));
        ofWord.add(new Level(PART_OF_NAME, names.withPart(word)));
        ofWord.add(new Level(IN_NAME, names.withWord(word)));
        return ofWord;
    }

    private RoaringBitmap tagged(Predicate<Tag> which) {
        return RoaringBitmap.or(tags.stream().filter(which).map(Tag::docs).iterator());
    }

    private record Level(short counts, RoaringBitmap docs) {}

    /** By document number, the sum over the words of the best that each counts there. */
    private short[] relevance(RoaringBitmap found) {
        var relevance = new short[docs.size()];
        var best = new short[docs.size()];
        for (var ofWord : levels) {
            for (var level : ofWord) {
                RoaringBitmap.and(found, level.docs()).forEach((IntConsumer) doc -> best[doc] = level.counts());
            }
            found.forEach((IntConsumer) doc -> relevance[doc] += best[doc]);
        }
        return relevance;
    }

    private List<Position> page(RoaringBitmap found, Query query) {
        var relevance = query.order() == SortOrder.RELEVANCE ? relevance(found) : null;
        var best = new PriorityQueue<Position>(query.limit() + 1, Comparator.reverseOrder());
        found.forEach((IntConsumer) doc -> {
            var position = position(doc, query.order(), relevance);
            if (query.after() != null && position.compareTo(query.after()) <= 0) {
                return;
            }
            if (best.size() < query.limit()) {
                best.add(position);
            } else if (position.compareTo(best.peek()) < 0) {
                best.poll();
                best.add(position);
            }
        });
        var page = new ArrayList<>(best);
        Collections.sort(page);
        return page;
    }

    private Position position(int doc, SortOrder order, short[] relevance) {
        var id = docs.id(doc);
        return switch (order) {
            case RELEVANCE -> Position.of((long) relevance[doc] * BEYOND_SCORES + docs.score(doc), id);
            case RATING -> Position.of(docs.score(doc), id);
            case NAME -> Position.of(docs.plainName(doc), id);
            case NEWEST -> Position.of(docs.createdAt(doc), id);
        };
    }

    private List<TagCount> count(RoaringBitmap found) {
        return tags.stream()
                .map(tag -> new Counted(tag, RoaringBitmap.andCardinality(tag.docs(), found)))
                .filter(counted -> counted.count() > 0)
                .sorted(Comparator.comparingInt(Counted::count)
                        .reversed()
                        .thenComparing(counted -> counted.tag().plainName())
                        .thenComparing(counted -> counted.tag().name()))
                .map(counted -> new TagCount(counted.tag().name(), counted.count()))
                .toList();
    }

    private record Counted(Tag tag, int count) {}
}
