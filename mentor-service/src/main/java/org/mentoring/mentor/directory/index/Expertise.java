package org.mentoring.mentor.directory.index;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.mentoring.mentor.directory.index.SearchResult.TagCount;
import org.roaringbitmap.RoaringBitmap;

/** Who has which expertise, found by the names of tags and by their aliases; only names are counted. */
final class Expertise {

    private static final RoaringBitmap NOBODY = new RoaringBitmap();

    private final Map<String, Tag> tags = new HashMap<>();
    private final Field aliases = new Field();
    private final Map<String, RoaringBitmap> wholeAliases = new HashMap<>();

    void add(List<String> names, List<String> further, int doc) {
        names.forEach(name -> tags.computeIfAbsent(name, Tag::new).add(doc));
        for (var alias : further) {
            aliases.addName(alias, doc);
            wholeAliases
                    .computeIfAbsent(Words.plain(alias), plain -> new RoaringBitmap())
                    .add(doc);
        }
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

    /** How many of those found have which tag, the most frequent first. */
    List<TagCount> count(RoaringBitmap found) {
        return tags.values().stream()
                .map(tag -> new Counted(tag, RoaringBitmap.andCardinality(tag.docs(), found)))
                .filter(counted -> counted.count() > 0)
                .sorted(Comparator.comparingInt(Counted::count)
                        .reversed()
                        .thenComparing(counted -> counted.tag().plainName())
                        .thenComparing(counted -> counted.tag().name()))
                .map(counted -> new TagCount(counted.tag().name(), counted.count()))
                .toList();
    }

    private RoaringBitmap tagged(Predicate<Tag> which) {
        return RoaringBitmap.or(
                tags.values().stream().filter(which).map(Tag::docs).iterator());
    }

    private record Counted(Tag tag, int count) {}
}
