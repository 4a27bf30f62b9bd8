package org.mentoring.local;

/** A command cannot do what it was asked to; the message is one sentence for the person who asked. */
final class CommandFailedException extends RuntimeException {

    CommandFailedException(String message) {
        super(message);
    }
}
