package org.mentoring.notification.mail;

/** No attempt will ever deliver this mail; the message says why. */
public class UnsendableException extends RuntimeException {

    UnsendableException(String message, Throwable cause) {
        super(message, cause);
    }
}
