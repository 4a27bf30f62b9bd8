package org.mentoring.notification.mail;

/** The mail has not gone out this time. */
public class DeliveryException extends RuntimeException {

    /** How far delivery got. */
    public enum Stage {
        /** No server was asked: it is not known yet to whom to send it, or how. */
        NOT_TRIED,
        /** There was no connection: it is the server's matter, not the mail's. */
        CONNECTION,
        /** The server said no for now, or broke off before it had the mail. */
        REFUSED,
        /** It had the whole mail, and its answer did not come: it may have taken it all the same. */
        UNCONFIRMED
    }

    private final Stage stage;

    public DeliveryException(Stage stage, String message, Throwable cause) {
        super(message, cause);
        this.stage = stage;
    }

    public Stage stage() {
        return stage;
    }
}
