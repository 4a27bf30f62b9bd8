package org.mentoring.mentor.directory.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.mentoring.mentor.directory.index.SearchResult.TagCount;
import org.roaringbitmap.RoaringBitmap;

/** Who has which expertise, found by the names of tags and by their aliases; only names are counted. */
final class Expertise {

    private static final RoaringBitmap NOBODY = new RoaringBitmap();
    /** Fewer than one in so many are counted one by one. */
    private static final int FEW = 8;

    private final Map<String, Tag> tags = new HashMap<>();
    private final List<Tag> numbered = new ArrayList<>();
    private final TagsByDoc tagsByDoc = new TagsByDoc();
    private final Field aliases = new Field();
    private final Map<String, RoaringBitmap> wholeAliases = new HashMap<>();

    /** @param doc one more than that of the call before */
    void add(List<String> names, List<String> further, int doc) {
        var having = names.stream()
                .map(name -> tags.computeIfAbsent(name, this::newTag))
                .toList();
        having.forEach(tag -> tag.add(doc));
        tagsByDoc.add(having);
        for (var alias : further) {
            aliases.addName(alias, doc);
            wholeAliases
                    .computeIfAbsent(Words.plain(alias), plain -> new RoaringBitmap())
                    .add(doc);
        }
    }

    private Tag newTag(String name) {
        var tag = new Tag(name, numbered.size());
        numbered.add(tag);
        return tag;
    }

    /** A bitmap of its own. */
    RoaringBitmap named(String name) {
        var plain = Words.plain(name);
        var having = tagged(tag -> tag.plainName().equals(plain));
        having.or(wholeAliases.getOrDefault(plain, NOBODY));
        return having;
    }

    RoaringBitmap withWord(String word) {
        return RoaringBitmap.or(tagged(tag -> tag.hasWord(word)), aliases.withWord(word));
    }

    RoaringBitmap withPart(String word) {
        return RoaringBitmap.or(tagged(tag -> tag.hasPart(word)), aliases.withPart(word));
    }

    RoaringBitmap withSimilar(String word) {
        var spelling = new Spelling(word);
        return RoaringBitmap.or(tagged(tag -> tag.hasWordLike(spelling)), aliases.withSimilar(word));
    }

    /**
     * How many of those found have which tag, the most frequent first.
     *
     * @param limit how many tags at most
     */
    List<TagCount> count(RoaringBitmap found, int limit) {
        return (found.getCardinality() < tagsByDoc.size() / FEW ? countedByDoc(found) : countedByTag(found, limit))
                .sorted(Comparator.comparingInt(Counted::count)
                        .reversed()
                        .thenComparing(counted -> counted.tag().plainName())
                        .thenComparing(counted -> counted.tag().name()))
                .limit(limit)
                .map(counted -> new TagCount(counted.tag().name(), counted.count()))
                .toList();
    }

    private Stream<Counted> countedByDoc(RoaringBitmap found) {
        var counts = tagsByDoc.count(found, numbered.size());
        return numbered.stream()
                .filter(tag -> counts[tag.number()] > 0)
                .map(tag -> new Counted(tag, counts[tag.number()]));
    }

    /** A tag that fewer have at all than have each of the most frequent ones found so far cannot be one of these. */
    private Stream<Counted> countedByTag(RoaringBitmap found, int limit) {
        var counted = new ArrayList<Counted>();
        var most = new PriorityQueue<Integer>();
        var bySize = numbered.stream()
                .sorted(Comparator.comparingInt(Tag::size).reversed())
                .toList();
        for (var tag : bySize) {
            if (most.size() == limit && tag.size() < most.peek()) {
                break;
            }
            var count = RoaringBitmap.andCardinality(tag.docs(), found);
            if (count > 0) {
                counted.add(new Counted(tag, count));
                most.add(count);
                if (most.size() > limit) {
                    most.poll();
                }
            }
        }
        return counted.stream();
    }

    private record Counted(Tag tag, int count) {}

    private RoaringBitmap tagged(Predicate<Tag> which) {
        return RoaringBitmap.or(numbered.stream().filter(which).map(Tag::docs).iterator());
    }
}
