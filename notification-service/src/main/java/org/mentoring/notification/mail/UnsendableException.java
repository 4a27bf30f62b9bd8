package org.mentoring.notification.mail;

/** No attempt will ever deliver this mail; the message says why. */
public class UnsendableException extends RuntimeException {

    public UnsendableException(String message) {
        super(message);
    }

    public UnsendableException(String message, Throwable cause) {
        super(message, cause);
    }
}
