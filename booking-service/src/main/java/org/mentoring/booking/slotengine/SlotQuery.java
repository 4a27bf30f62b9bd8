package org.mentoring.booking.slotengine;

import java.time.Duration;
import java.time.Instant;

/**
 * Which slots are wanted.
 *
 * @param from slots start at this time or later
 * @param to slots start before it
 * @param now the present time
 * @param duration of a slot
 * @param interval by which the starts of slots lie apart, in elapsed time
 * @param minimumNotice slots start so long after {@code now} or later
 * @param bufferBefore kept free of busy times before a slot
 * @param bufferAfter kept free of busy times after a slot
 */
public record SlotQuery(
        Instant from,
        Instant to,
        Instant now,
        Duration duration,
        Duration interval,
        Duration minimumNotice,
        Duration bufferBefore,
        Duration bufferAfter) {

    /** @throws IllegalArgumentException if a duration or interval is not positive, or a notice or buffer negative */
    public SlotQuery {
        requirePositive(duration, "duration");
        requirePositive(interval, "interval");
        requireNotNegative(minimumNotice, "minimum notice");
        requireNotNegative(bufferBefore, "buffer before");
        requireNotNegative(bufferAfter, "buffer after");
    }

    /** The first time at which a slot may start. */
    Instant earliestStart() {
        var afterNotice = now.plus(minimumNotice);
        return from.isAfter(afterNotice) ? from : afterNotice;
    }

    private static void requirePositive(Duration value, String name) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " must be positive");
        }
    }

    private static void requireNotNegative(Duration value, String name) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative");
        }
    }
}
