package org.mentoring.mentor.calendar;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

import jakarta.enterprise.context.ApplicationScoped;

/** When things are done again: spread, so that what began together does not come together forever. */
@ApplicationScoped
class SyncTiming {

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 16;

    private final CalendarConfig config;
    private final Clock clock;
    private final RandomGenerator random = RandomGenerator.getDefault();

    SyncTiming(CalendarConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Before the end, by a margin of which half is chance; a token that lives hardly longer is replaced halfway. */
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
        var pause = config.retryAfter().multipliedBy(1L << Math.min(Math.max(attempts - 1, 0), MOST_DOUBLINGS));
        var bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        var longer = bounded.compareTo(wanted) < 0 ? wanted : bounded;
        return longer.plus(upTo(bounded.dividedBy(5)));
    }

    private Duration upTo(Duration most) {
        return most.toMillis() <= 0 ? Duration.ZERO : Duration.ofMillis(random.nextLong(most.toMillis()));
    }
}
