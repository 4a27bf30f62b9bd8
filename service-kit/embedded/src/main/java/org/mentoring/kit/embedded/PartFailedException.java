package org.mentoring.kit.embedded;

/** A part could not be prepared or started; the message says so in one sentence, with what the part itself printed. */
public class PartFailedException extends RuntimeException {

    public PartFailedException(String message) {
        super(message);
    }

    public PartFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
