package org.mentoring.local.gateway;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A rate limiter by caller: token buckets of {@code burst} tokens that refill at {@code rate} a second. When there are too many
 * callers, the least recently seen is dropped. Not thread-safe.
 */
final class TokenBuckets {

    private static final double NANOS_PER_SECOND = 1_000_000_000d;

    private final double rate;
    private final int burst;
    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets;

    /** @param rate tokens a second for each caller; 0 admits everything */
    TokenBuckets(double rate, int burst, int mostCallers, LongSupplier nanoTime) {
        this.rate = rate;
        this.burst = burst;
        this.nanoTime = nanoTime;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > mostCallers;
            }
        };
    }

    /** Takes a token; zero if there was one, else how long until there is. */
    Duration take(String caller) {
        if (rate == 0) {
            return Duration.ZERO;
        }
        var now = nanoTime.getAsLong();
        var bucket = buckets.computeIfAbsent(caller, ignored -> new Bucket(burst, now));
        bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.filledAt) / NANOS_PER_SECOND * rate);
        bucket.filledAt = now;
        if (bucket.tokens >= 1) {
            bucket.tokens -= 1;
            return Duration.ZERO;
        }
        return Duration.ofNanos(Math.max(1, (long) Math.ceil((1 - bucket.tokens) / rate * NANOS_PER_SECOND)));
    }

    int callers() {
        return buckets.size();
    }

    private static final class Bucket {

        private double tokens;
        private long filledAt;

        private Bucket(double tokens, long filledAt) {
            this.tokens = tokens;
            this.filledAt = filledAt;
        }
    }
}
