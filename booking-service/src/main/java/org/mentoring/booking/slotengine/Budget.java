package org.mentoring.booking.slotengine;

/**
 * What expanding a schedule may cost. A unit is about the work of one occurrence of a plain rule; the units are counted and not
 * measured, so that the same schedule is accepted or refused on every machine.
 */
final class Budget {

    /** For the bookable year of a schedule that is saved. */
    private static final long OF_SAVED = 100_000;

    private long left;

    private Budget(long units) {
        this.left = units;
    }

    static Budget forSaving() {
        return new Budget(OF_SAVED);
    }

    /** Larger than for saving: a rule that ends by a count has more occurrences behind it with every day. */
    static Budget forReading() {
        return new Budget(2 * OF_SAVED);
    }

    static Budget unlimited() {
        return new Budget(Long.MAX_VALUE);
    }

    /** @throws ScheduleTooComplexException if no more is left */
    void spend(long units) {
        left -= units;
        if (left < 0) {
            throw new ScheduleTooComplexException();
        }
    }
}
