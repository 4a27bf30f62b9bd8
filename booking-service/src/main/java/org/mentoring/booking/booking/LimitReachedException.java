package org.mentoring.booking.booking;

import java.util.Map;

import org.mentoring.kit.database.DatabaseFailure;
import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.ProblemType;

/** A per-mentee limit; {@code Retry-After} says when it resets. */
class LimitReachedException extends ProblemException {

    private final transient ProblemType type;
    private final String seconds;

    private LimitReachedException(ProblemType type, String detail, String seconds) {
        super(detail);
        this.type = type;
        this.seconds = seconds;
    }

    /** @param failure of the database, whose detail says in how many seconds the limit resets */
    static LimitReachedException withRetryAfter(ProblemType type, String detail, Throwable failure) {
        return new LimitReachedException(
                type, detail, DatabaseFailure.detail(failure).orElseThrow());
    }

    @Override
    public ProblemType type() {
        return type;
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("Retry-After", seconds);
    }
}
