package org.mentoring.local.command;

/** A command failed; the message is a sentence for the user. */
public final class CommandFailedException extends RuntimeException {

    public CommandFailedException(String message) {
        super(message);
    }
}
