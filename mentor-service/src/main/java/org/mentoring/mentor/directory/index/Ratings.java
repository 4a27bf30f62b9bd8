package org.mentoring.mentor.directory.index;

import java.util.stream.IntStream;

import org.roaringbitmap.RoaringBitmap;

/** Who has at least which mean of the stars, by half stars from one to five. */
final class Ratings {

    private static final int MIN = 100;
    private static final int STEP = 50;
    private static final int STEPS = 9;

    private final RoaringBitmap[] atLeast =
            IntStream.range(0, STEPS).mapToObj(step -> new RoaringBitmap()).toArray(RoaringBitmap[]::new);

    /** @param mean in hundredths; 0 without reviews */
    void add(int doc, int mean) {
        for (var step = 0; step < STEPS && mean >= mean(step); step++) {
            atLeast[step].add(doc);
        }
    }

    int steps() {
        return STEPS;
    }

    /** In hundredths. */
    int mean(int step) {
        return MIN + step * STEP;
    }

    RoaringBitmap atLeast(int step) {
        return atLeast[step];
    }

    /** The greatest step that is not above the mean. */
    int below(int mean) {
        return Math.clamp((mean - MIN) / STEP, 0, STEPS - 1);
    }
}
