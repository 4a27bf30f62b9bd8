package org.mentoring.mentor.directory.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.mentoring.mentor.directory.index.SearchResult.FreeCount;
import org.mentoring.mentor.directory.index.SearchResult.LanguageCount;
import org.mentoring.mentor.directory.index.SearchResult.RatingCount;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/**
 * How many a search would find with another language, least rating or number of days until the next free time: so each is counted among what is found without the
 * condition on itself. Those who have similarly spelt words count where nobody else does, as in the search.
 */
final class FacetCounts {

    private static final int LEAST = 100;
    private static final int GREATEST = 500;
    private static final int STEP = 50;
    private static final List<Integer> DAYS = List.of(1, 3, 7, 14, 31);

    private FacetCounts() {}

    /** Without those in which nobody is found. */
    static List<LanguageCount> byLanguage(Map<String, RoaringBitmap> languages, Matches matches) {
        return languages.entrySet().stream()
                .map(language -> new LanguageCount(
                        language.getKey(),
                        matches.count(found -> RoaringBitmap.andCardinality(language.getValue(), found))))
                .filter(counted -> counted.count() > 0)
                .sorted(Comparator.comparingInt(LanguageCount::count).reversed().thenComparing(LanguageCount::language))
                .toList();
    }

    /** By half stars from one to five. */
    static List<RatingCount> byRating(DocValues docs, Matches matches) {
        var exactly = atLeast(docs, matches.exact());
        // Whoever has the greatest mean counts in every step, so that none of them is empty then.
        var similarly = exactly[exactly.length - 1] > 0 ? exactly : atLeast(docs, matches.similar());
        var counts = new ArrayList<RatingCount>();
        for (var step = 0; step < exactly.length; step++) {
            counts.add(new RatingCount(LEAST + step * STEP, exactly[step] > 0 ? exactly[step] : similarly[step]));
        }
        return counts;
    }

    private static int[] atLeast(DocValues docs, RoaringBitmap found) {
        var counts = new int[(GREATEST - LEAST) / STEP + 1];
        found.forEach((IntConsumer) doc -> {
            if (docs.mean(doc) >= LEAST) {
                counts[(docs.mean(doc) - LEAST) / STEP]++;
            }
        });
        for (var step = counts.length - 2; step >= 0; step--) {
            counts[step] += counts[step + 1];
        }
        return counts;
    }

    /** Within some numbers of days from now. */
    static List<FreeCount> byFreeTime(DocValues docs, Matches matches, long now) {
        return DAYS.stream()
                .map(days -> new FreeCount(
                        days,
                        matches.count(found ->
                                SearchExecution.free(docs, found, days, now).getCardinality())))
                .toList();
    }
}
