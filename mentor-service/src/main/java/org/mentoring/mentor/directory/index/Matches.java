package org.mentoring.mentor.directory.index;

import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

import org.roaringbitmap.RoaringBitmap;

/** Who has the words of a search, and who has similarly spelt ones, which costs more to find out. */
final class Matches {

    private final RoaringBitmap exact;
    private final Supplier<RoaringBitmap> lookForSimilar;
    private RoaringBitmap similar;

    Matches(RoaringBitmap exact, Supplier<RoaringBitmap> lookForSimilar) {
        this.exact = exact;
        this.lookForSimilar = lookForSimilar;
    }

    /** Those who meet a further condition. */
    Matches where(UnaryOperator<RoaringBitmap> condition) {
        return new Matches(condition.apply(exact), () -> condition.apply(similar()));
    }

    /** How many a search finds under a further condition: similarly spelt words count only where nobody is found otherwise. */
    int count(ToIntFunction<RoaringBitmap> meeting) {
        var exactly = meeting.applyAsInt(exact);
        return exactly > 0 ? exactly : meeting.applyAsInt(similar());
    }

    RoaringBitmap exact() {
        return exact;
    }

    RoaringBitmap similar() {
        if (similar == null) {
            similar = lookForSimilar.get();
        }
        return similar;
    }
}
