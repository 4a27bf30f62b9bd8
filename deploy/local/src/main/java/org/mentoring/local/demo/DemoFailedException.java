package org.mentoring.local.demo;

/** A check of the demo failed; the message says which. */
public final class DemoFailedException extends RuntimeException {

    DemoFailedException(String message) {
        super(message);
    }
}
