package org.mentoring.local.client;

/** The platform gave an unexpected answer. */
public final class UnexpectedAnswerException extends RuntimeException {

    UnexpectedAnswerException(Answer answer) {
        super(answer.what() + " answered " + answer.status() + ": " + answer.body());
    }
}
