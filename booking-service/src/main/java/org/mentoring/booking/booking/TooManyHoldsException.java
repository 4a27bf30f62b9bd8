package org.mentoring.booking.booking;

import java.time.Duration;
import java.util.Map;

import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.ProblemType;

/** The caller holds as many slots as one person may. */
class TooManyHoldsException extends ProblemException {

    private static final ProblemType TYPE = new ProblemType("too-many-holds", 429, "You hold too many slots at once");

    private final transient Duration wait;

    /** @param wait until the first of them expires */
    TooManyHoldsException(int most, Duration wait) {
        super("A person can hold slots of " + most
                + " mentors at once: book or release one, or wait until one expires.");
        this.wait = wait;
    }

    @Override
    public ProblemType type() {
        return TYPE;
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("Retry-After", Long.toString(Math.max(1, wait.toSeconds() + 1)));
    }
}
