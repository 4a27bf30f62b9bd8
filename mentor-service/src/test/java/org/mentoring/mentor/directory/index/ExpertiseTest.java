package org.mentoring.mentor.directory.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.mentor.directory.index.SearchResult.TagCount;
import org.roaringbitmap.RoaringBitmap;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static org.assertj.core.api.Assertions.assertThat;

/** The most frequent tags are the same whether those found are counted one by one, or all others, or by the tags. */
class ExpertiseTest {

    private static final int MENTORS = 3000;
    private static final int TAGS = 40;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void countsTheMostFrequentTagsOfFewAndOfMany(long seed) {
        var random = new Random(seed);
        var expertise = new Expertise();
        var all = new ArrayList<List<String>>();
        for (var doc = 0; doc < MENTORS; doc++) {
            // The first tags are the most frequent; about the last ones many are equal.
            var names = IntStream.range(0, TAGS)
                    .filter(tag -> random.nextInt(2 + tag) == 0)
                    .mapToObj(tag -> "tag " + (char) ('a' + tag % 26) + tag)
                    .toList();
            expertise.add(names, List.of(), doc);
            all.add(names);
        }
        var everybody = new RoaringBitmap();
        for (var doc = 0; doc < MENTORS; doc++) {
            if (random.nextInt(10) == 0) {
                expertise.remove(doc);
            } else {
                everybody.add(doc);
            }
        }
        expertise.sort();
        for (var share : List.of(0.0, 0.001, 0.01, 0.1, 0.32, 0.34, 0.5, 0.65, 0.68, 0.9, 1.0)) {
            var found = new RoaringBitmap();
            everybody.stream().filter(doc -> random.nextDouble() < share).forEach(found::add);
            var limit = 1 + random.nextInt(TAGS + 2);

            assertThat(expertise.count(found, everybody, limit))
                    .as("%d of %s", limit, share)
                    .isEqualTo(counted(found, all, limit));
        }
    }

    private static List<TagCount> counted(RoaringBitmap found, List<List<String>> all, int limit) {
        return found.stream()
                .boxed()
                .flatMap(doc -> all.get(doc).stream())
                .collect(groupingBy(tag -> tag, summingInt(tag -> 1)))
                .entrySet()
                .stream()
                .map(tag -> new TagCount(tag.getKey(), tag.getValue()))
                .sorted(Comparator.comparingInt(TagCount::count).reversed().thenComparing(TagCount::name))
                .limit(limit)
                .toList();
    }
}
