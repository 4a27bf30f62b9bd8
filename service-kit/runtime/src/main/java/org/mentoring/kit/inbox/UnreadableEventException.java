package org.mentoring.kit.inbox;

/** A message that no retry will make readable; it is parked with this reason. */
public class UnreadableEventException extends RuntimeException {

    public UnreadableEventException(String message) {
        super(message);
    }

    public UnreadableEventException(String message, Throwable cause) {
        super(message, cause);
    }
}
