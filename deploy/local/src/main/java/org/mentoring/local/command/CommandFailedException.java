package org.mentoring.local.command;

/** A command cannot do what it was asked to; the message is one sentence for the person who asked. */
public final class CommandFailedException extends RuntimeException {

    public CommandFailedException(String message) {
        super(message);
    }
}
