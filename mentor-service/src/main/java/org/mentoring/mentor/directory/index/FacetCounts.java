package org.mentoring.mentor.directory.index;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.mentoring.mentor.directory.index.SearchResult.FreeCount;
import org.mentoring.mentor.directory.index.SearchResult.LanguageCount;
import org.mentoring.mentor.directory.index.SearchResult.RatingCount;
import org.roaringbitmap.RoaringBitmap;

/**
 * How many a search would find with another language, least rating or number of days until the next free time: so each is counted
 * among what is found without the condition on itself. Those who have similarly spelt words count where nobody else does, as in the
 * search.
 */
final class FacetCounts {

    private static final int MOST_LANGUAGES = 50;
    private static final int[] DAYS = {1, 3, 7, 14, 31};

    private FacetCounts() {}

    /** The most frequent ones, without those in which nobody is found. */
    static List<LanguageCount> byLanguage(Map<String, RoaringBitmap> languages, Matches matches) {
        return languages.entrySet().stream()
                .map(language -> new LanguageCount(
                        language.getKey(),
                        matches.count(found -> RoaringBitmap.andCardinality(language.getValue(), found))))
                .filter(counted -> counted.count() > 0)
                .sorted(Comparator.comparingInt(LanguageCount::count).reversed().thenComparing(LanguageCount::language))
                .limit(MOST_LANGUAGES)
                .toList();
    }

    /** By half stars from one to five. */
    static List<RatingCount> byRating(Ratings ratings, Matches matches) {
        return IntStream.range(0, ratings.steps())
                .mapToObj(step -> new RatingCount(
                        BigDecimal.valueOf(ratings.mean(step), 2).stripTrailingZeros(),
                        matches.count(found -> RoaringBitmap.andCardinality(ratings.atLeast(step), found))))
                .toList();
    }

    /** Within some numbers of days from now. */
    static List<FreeCount> byFreeTime(DocValues docs, Matches matches, long now) {
        var counts = counts(matches, found -> within(docs, found, now));
        return IntStream.range(0, counts.length)
                .mapToObj(step -> new FreeCount(DAYS[step], counts[step]))
                .toList();
    }

    private static int[] within(DocValues docs, RoaringBitmap found, long now) {
        var ends = Arrays.stream(DAYS)
                .mapToLong(days -> now + TimeUnit.DAYS.toMicros(days))
                .toArray();
        var counts = new int[DAYS.length];
        Batches.forEach(found, (batch, count) -> {
            for (var n = 0; n < count; n++) {
                var next = docs.nextFreeAt(batch[n], now);
                for (var step = DAYS.length - 1; next > 0 && step >= 0 && next < ends[step]; step--) {
                    counts[step]++;
                }
            }
        });
        return counts;
    }

    /** Each step counts those who have similarly spelt words where nobody else would be found in it. */
    private static int[] counts(Matches matches, Function<RoaringBitmap, int[]> count) {
        var counts = count.apply(matches.exact());
        if (Arrays.stream(counts).allMatch(found -> found > 0)) {
            return counts;
        }
        var similarly = count.apply(matches.similar());
        return IntStream.range(0, counts.length)
                .map(step -> counts[step] > 0 ? counts[step] : similarly[step])
                .toArray();
    }
}
