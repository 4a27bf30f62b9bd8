package org.mentoring.mentor.directory.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Stream;

import org.mentoring.mentor.directory.index.SearchResult.TagCount;
import org.roaringbitmap.RoaringBitmap;

/** Who has which expertise, found by the names of tags and by their aliases; only names are counted. */
final class Expertise {

    private static final RoaringBitmap NOBODY = new RoaringBitmap();
    /** Fewer than one in so many are counted one by one. */
    private static final int FEW = 3;

    private final Map<String, Tag> tags = new HashMap<>();
    private final List<Tag> numbered = new ArrayList<>();
    private final List<Tag> bySize = new ArrayList<>();
    private final Map<String, List<Tag>> byPlainName = new HashMap<>();
    private final TagsByDoc tagsByDoc = new TagsByDoc();
    private final Map<String, Name> aliases = new HashMap<>();
    private final Map<String, RoaringBitmap> wholeAliases = new HashMap<>();
    private final Field words = new Field();

    /** @param doc one more than that of the call before */
    void add(List<String> names, List<String> further, int doc) {
        var having = names.stream()
                .map(name -> tags.computeIfAbsent(name, this::newTag))
                .toList();
        for (var tag : having) {
            tag.add(doc);
            words.addRuns(tag.name(), doc);
        }
        tagsByDoc.add(having);
        for (var text : further) {
            var alias = aliases.computeIfAbsent(text, Name::of);
            words.addName(alias, doc);
            wholeAliases
                    .computeIfAbsent(alias.plain(), plain -> new RoaringBitmap())
                    .add(doc);
        }
    }

    /** The tags of a document number that is no longer in use are not counted. */
    void remove(int doc) {
        tagsByDoc.of(doc).forEach(number -> numbered.get(number).removeOne());
    }

    /** To be called after changes: a search counts the most frequent ones first. */
    void sort() {
        bySize.sort(Comparator.comparingInt(Tag::size).reversed());
    }

    private Tag newTag(String name) {
        var tag = new Tag(name, words, numbered.size());
        numbered.add(tag);
        bySize.add(tag);
        byPlainName
                .computeIfAbsent(tag.name().plain(), plain -> new ArrayList<>())
                .add(tag);
        return tag;
    }

    /** A bitmap of its own. */
    RoaringBitmap named(String name) {
        var plain = Words.plain(name);
        var having = RoaringBitmap.or(byPlainName.getOrDefault(plain, List.of()).stream()
                .map(Tag::docs)
                .iterator());
        having.or(wholeAliases.getOrDefault(plain, NOBODY));
        return having;
    }

    RoaringBitmap withWord(String word) {
        return words.withWord(word);
    }

    RoaringBitmap withPart(String word) {
        return words.withPart(word);
    }

    RoaringBitmap withSimilar(String word) {
        return words.withSimilar(word);
    }

    /**
     * How many of those found have which tag, the most frequent first.
     *
     * @param everybody all that can be found
     * @param limit how many tags at most
     */
    List<TagCount> count(RoaringBitmap found, RoaringBitmap everybody, int limit) {
        return counted(found, everybody, limit)
                .sorted(Comparator.comparingInt(Counted::count)
                        .reversed()
                        .thenComparing(counted -> counted.tag().name().plain())
                        .thenComparing(counted -> counted.tag().text()))
                .limit(limit)
                .map(counted -> new TagCount(counted.tag().text(), counted.count()))
                .toList();
    }

    private Stream<Counted> counted(RoaringBitmap found, RoaringBitmap everybody, int limit) {
        var size = found.getCardinality();
        var others = everybody.getCardinality() - size;
        if (size < (size + others) / FEW) {
            var counts = tagsByDoc.count(found, numbered.size());
            return bySize.stream()
                    .map(tag -> new Counted(tag, counts[tag.number()]))
                    .filter(Counted::isAny);
        }
        if (others < (size + others) / FEW) {
            var counts = tagsByDoc.count(RoaringBitmap.andNot(everybody, found), numbered.size());
            return bySize.stream()
                    .map(tag -> new Counted(tag, tag.size() - counts[tag.number()]))
                    .filter(Counted::isAny);
        }
        return countedByTag(found, limit);
    }

    /** A tag that fewer have at all than have each of the most frequent ones found so far cannot be one of these. */
    private Stream<Counted> countedByTag(RoaringBitmap found, int limit) {
        var counted = new ArrayList<Counted>();
        var most = new PriorityQueue<Integer>();
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

    private record Counted(Tag tag, int count) {

        boolean isAny() {
            return count > 0;
        }
    }
}
