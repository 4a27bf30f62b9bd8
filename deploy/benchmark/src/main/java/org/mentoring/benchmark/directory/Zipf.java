package org.mentoring.benchmark.directory;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Picks values with Zipf's distribution: the second half as often as the first, the third a third as often … */
final class Zipf<T> {

    private final List<T> values;
    private final double[] upTo;

    /** @param exponent 1 for Zipf's own law, less for a more even spread */
    Zipf(List<T> values, double exponent) {
        this.values = values;
        this.upTo = new double[values.size()];
        var sum = 0.0;
        for (var rank = 0; rank < upTo.length; rank++) {
            sum += 1 / Math.pow(rank + 1, exponent);
            upTo[rank] = sum;
        }
    }

    T pick(Random random) {
        var found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        return values.get(Math.min(found < 0 ? -found - 1 : found, upTo.length - 1));
    }
}
