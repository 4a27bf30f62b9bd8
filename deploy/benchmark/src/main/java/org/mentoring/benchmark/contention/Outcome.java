package org.mentoring.benchmark.contention;

/** The outcome of an attempt, as far as its client knows. */
sealed interface Outcome {

    /** @param standing null for a hold that was released */
    record Done(BookingState state) implements Outcome {}

    /** @param problem the type of the problem document */
    record Refused(int status, String problem) implements Outcome {}

    /**
     * One of its requests got no answer, and no later answer decides its outcome.
     *
     * @param later the answer that a later request of it got; empty for none
     */
    record Unknown(String later) implements Outcome {}

    /** Unknown to the client, and found to have taken effect, at an unknown time. */
    record FoundDone(BookingState state, String later) implements Outcome {}

    /** Unknown to the client, and found to have had no effect. */
    record FoundUndone(String later) implements Outcome {}
}
