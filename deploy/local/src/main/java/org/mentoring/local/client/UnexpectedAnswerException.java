package org.mentoring.local.client;

/** The platform answered otherwise than it should. */
public final class UnexpectedAnswerException extends RuntimeException {

    UnexpectedAnswerException(Answer answer) {
        super(answer.what() + " answered " + answer.status() + ": " + answer.body());
    }
}
