package org.mentoring.local.demo;

/** A step of the journey did not go as it should; the message says which and how. */
public final class JourneyFailedException extends RuntimeException {

    JourneyFailedException(String message) {
        super(message);
    }
}
