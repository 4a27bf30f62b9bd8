package org.mentoring.booking.slotengine;

/** A rule that cannot be expanded; the message is for the person who wrote it, and goes on from the name of the field. */
public final class UnusableRuleException extends RuntimeException {

    UnusableRuleException(String message) {
        super(message);
    }

    UnusableRuleException(String message, Throwable cause) {
        super(message, cause);
    }
}
