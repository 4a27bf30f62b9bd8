package org.mentoring.benchmark;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/**
 * Repeated measurements of one quantity.
 *
 * @param sorted ascending
 */
public record Measurements(double[] sorted) {

    public Measurements {
        Arrays.sort(sorted);
    }

    public static Measurements of(Collection<? extends Number> values) {
        return new Measurements(values.stream().mapToDouble(Number::doubleValue).toArray());
    }

    public static double median(Collection<? extends Number> values) {
        return of(values).median();
    }

    public double median() {
        return sorted[sorted.length / 2];
    }

    /** By the nearest rank. */
    public double percentile(int percent) {
        return sorted[Math.max(0, Math.ceilDiv(sorted.length * percent, 100) - 1)];
    }

    public double min() {
        return sorted[0];
    }

    public double max() {
        return sorted[sorted.length - 1];
    }

    /** As a part of a line, where the measurements are milliseconds. */
    public String inMillis() {
        return String.format(
                Locale.ROOT,
                "p50 %6.2f ms   p95 %6.2f ms   p99 %6.2f ms   max %6.2f ms",
                percentile(50),
                percentile(95),
                percentile(99),
                max());
    }
}
