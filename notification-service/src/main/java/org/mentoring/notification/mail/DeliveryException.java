package org.mentoring.notification.mail;

/** The mail server has not taken the mail this time. */
public class DeliveryException extends RuntimeException {

    private final boolean inDoubt;

    DeliveryException(String message, Throwable cause, boolean inDoubt) {
        super(message, cause);
        this.inDoubt = inDoubt;
    }

    /** Whether the server may have taken it all the same: the connection broke off before its answer came. */
    public boolean inDoubt() {
        return inDoubt;
    }
}
