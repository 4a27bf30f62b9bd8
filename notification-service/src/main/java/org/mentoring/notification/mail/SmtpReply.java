package org.mentoring.notification.mail;

import jakarta.mail.MessagingException;

import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * What a mail server answered, dug out of what the library makes of it.
 *
 * @param text the answer with its code; where there was none, what went wrong
 */
record SmtpReply(int code, String text) {

    private static final int TRANSIENT = 400;
    private static final int GOING_AWAY = 421;
    private static final int PERMANENT = 500;

    /** The answer that says most, to the command that failed or to what that was caused by; code 0 when there was none. */
    static SmtpReply of(MessagingException failure) {
        for (Exception cause = failure; cause instanceof MessagingException e; cause = e.getNextException()) {
            var code =
                    switch (e) {
                        case SMTPAddressFailedException address -> address.getReturnCode();
                        case SMTPSenderFailedException sender -> sender.getReturnCode();
                        case SMTPSendFailedException send
                        when !(send.getNextException() instanceof SMTPAddressFailedException) -> send.getReturnCode();
                        default -> 0;
                    };
            if (code > 0) {
                return new SmtpReply(code, e.getMessage().strip());
            }
        }
        return new SmtpReply(0, failure.getMessage());
    }

    /** Whether it says neither for now nor for good that the mail is not taken. */
    boolean isMissing() {
        return code < TRANSIENT;
    }

    boolean isPermanent() {
        return code >= PERMANENT;
    }

    boolean isGoodbye() {
        return code == GOING_AWAY;
    }
}
