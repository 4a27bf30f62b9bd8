package org.mentoring.local.gateway;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TokenBucketsTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final TokenBuckets buckets = new TokenBuckets(10, 2, 2, now::get);

    @Test
    void admitsABurstAndThenTheRate() {
        assertThat(buckets.take("a")).isZero();
        assertThat(buckets.take("a")).isZero();
        assertThat(buckets.take("a")).isEqualTo(Duration.ofMillis(100));

        pass(Duration.ofMillis(99));
        assertThat(buckets.take("a")).isPositive().isLessThanOrEqualTo(Duration.ofMillis(2));
        pass(Duration.ofMillis(2));
        assertThat(buckets.take("a")).isZero();
        assertThat(buckets.take("a")).isPositive();
    }

    @Test
    void neverExceedsTheBurst() {
        buckets.take("a");
        pass(Duration.ofHours(1));

        assertThat(buckets.take("a")).isZero();
        assertThat(buckets.take("a")).isZero();
        assertThat(buckets.take("a")).isPositive();
    }

    @Test
    void keepsTheMostRecentCallers() {
        buckets.take("a");
        buckets.take("a");
        buckets.take("b");
        buckets.take("a");
        buckets.take("c");

        assertThat(buckets.callers()).isEqualTo(2);
        assertThat(buckets.take("a")).isPositive();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
