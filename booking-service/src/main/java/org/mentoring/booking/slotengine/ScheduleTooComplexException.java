package org.mentoring.booking.slotengine;

/** A schedule whose expansion costs more than its budget. */
public final class ScheduleTooComplexException extends RuntimeException {

    ScheduleTooComplexException() {
        super("The schedule costs more to expand than is allowed");
    }
}
