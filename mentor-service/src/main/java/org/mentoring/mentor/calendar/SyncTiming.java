package org.mentoring.mentor.calendar;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

import jakarta.enterprise.context.ApplicationScoped;

import org.mentoring.kit.time.RetryDelay;

/** When things are done again: spread, so that what began together does not come together forever. */
@ApplicationScoped
class SyncTiming {

    private static final Duration LONGEST_DELAY = Duration.ofHours(1);

    private final CalendarConfig config;
    private final RetryDelay retryDelay;
    private final Clock clock;
    private final RandomGenerator random = RandomGenerator.getDefault();

    SyncTiming(CalendarConfig config, Clock clock) {
        this.config = config;
        this.retryDelay = new RetryDelay(config.retryAfter(), LONGEST_DELAY);
        this.clock = clock;
    }

    /** Before the end, by a margin of which half is random; a token that is hardly valid for longer is replaced halfway. */
    Duration refreshAfter(Instant expiresAt) {
        var now = clock.instant();
        var margin = config.refreshBefore().plus(upTo(config.refreshBefore().dividedBy(2)));
        var early = expiresAt.minus(margin);
        var halfway = now.plus(Duration.between(now, expiresAt).dividedBy(2));
        return Duration.between(now, early.isAfter(halfway) ? early : halfway);
    }

    Duration nextReadAfter() {
        return config.readEvery().plus(upTo(config.readEvery().dividedBy(10)));
    }

    Duration nextFarReadAfter() {
        return config.readFarEvery().plus(upTo(config.readFarEvery().dividedBy(10)));
    }

    /**
     * After a failure.
     *
     * @param attempts how many have failed, this one included
     * @param wanted Retry-After of the provider, or zero
     */
    Duration againAfter(int attempts, Duration wanted) {
        var delay = retryDelay.after(attempts);
        var longer = delay.compareTo(wanted) < 0 ? wanted : delay;
        return longer.plus(upTo(delay.dividedBy(5)));
    }

    private Duration upTo(Duration most) {
        return most.toMillis() <= 0 ? Duration.ZERO : Duration.ofMillis(random.nextLong(most.toMillis()));
    }
}
