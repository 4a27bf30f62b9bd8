package org.mentoring.notification.mail;

import jakarta.mail.MessagingException;

import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** What a mail server answered, dug out of what the library makes of it. */
final class SmtpReply {

    static final int GOING_AWAY = 421;
    private static final int PERMANENT = 500;

    private SmtpReply() {}

    static boolean isPermanent(int code) {
        return code >= PERMANENT;
    }

    /** The reply code that says most, of the failure or of what it was caused by; 0 when the server gave none. */
    static int code(MessagingException failure) {
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
                return code;
            }
        }
        return 0;
    }
}
