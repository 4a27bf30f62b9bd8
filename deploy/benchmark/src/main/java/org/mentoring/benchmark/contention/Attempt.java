package org.mentoring.benchmark.contention;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An operation of a client, with all its requests.
 *
 * @param caller who wants it
 * @param mentor whose time it is about
 * @param target the booking or hold to change; null for what makes one
 * @param key the {@code Idempotency-Key} of its requests; null for none
 * @param start the time that is wanted; null for what takes none
 * @param invoked when its first request was sent
 * @param ended when the last answer came, or was given up
 */
record Attempt(
        long number,
        Kind kind,
        UUID caller,
        UUID mentor,
        UUID target,
        String key,
        Instant start,
        Instant invoked,
        Instant ended,
        Outcome outcome) {

    Attempt with(Outcome known) {
        return new Attempt(number, kind, caller, mentor, target, key, start, invoked, ended, known);
    }

    /** The booking as the attempt left it; empty when it changed none, and for a hold. */
    Optional<BookingState> change() {
        return switch (outcome) {
            case Outcome.Done(BookingState state) when state != null && kind != Kind.HOLD -> Optional.of(state);
            case Outcome.FoundDone(BookingState state, String later) -> Optional.of(state);
            default -> Optional.empty();
        };
    }

    boolean mayHaveHadAnEffect() {
        return !(outcome instanceof Outcome.Refused) && !(outcome instanceof Outcome.FoundUndone);
    }

    @Override
    public String toString() {
        return "attempt " + number + " (" + kind + ")";
    }
}
