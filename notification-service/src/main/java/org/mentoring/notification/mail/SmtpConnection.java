package org.mentoring.notification.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jboss.logging.Logger;

/** A connection that knows whether the server has been given a whole mail, and does not give it one too late. */
final class SmtpConnection extends SMTPTransport {

    private static final Logger LOG = Logger.getLogger(SmtpConnection.class);

    private BooleanSupplier inTime;
    private boolean handedOver;
    private int mails;

    SmtpConnection(Session session) {
        super(session, null);
    }

    /** @param stillMine asked right before the end of the mail goes out */
    void send(MimeMessage mail, BooleanSupplier stillMine) throws MessagingException {
        inTime = stillMine;
        handedOver = false;
        mails++;
        if (!canTake(mail)) {
            throw new UnsendableException(
                    "The address is not ASCII, and the mail server does not take such (SMTPUTF8)");
        }
        sendMessage(mail, mail.getAllRecipients());
    }

    /** Whether the server, when it was greeted, offered what the addresses of the mail need (RFC 6531). */
    boolean canTake(MimeMessage mail) throws MessagingException {
        return !needsUtf8(mail) || supportsExtension("SMTPUTF8");
    }

    /** From here on the server may have the mail, whatever becomes of the connection. */
    @Override
    protected void finishData() throws IOException, MessagingException {
        if (!inTime.getAsBoolean()) {
            throw new IOException("The mail server took so long that the mail is another sender's by now");
        }
        handedOver = true;
        super.finishData();
    }

    /** Whether the server was given the end of the last mail. */
    boolean handedOver() {
        return handedOver;
    }

    int mails() {
        return mails;
    }

    /** Whether the failure is that of a connection that had ended before the mail, and says nothing of the mail. */
    boolean isGone(SmtpReply reply) {
        return !handedOver && (reply.isMissing() || reply.isGoodbye());
    }

    @Override
    public synchronized void close() {
        try {
            super.close();
        } catch (MessagingException e) {
            LOG.debugf("A connection to the mail server ended roughly: %s", e.getMessage());
        }
    }

    private static boolean needsUtf8(MimeMessage mail) throws MessagingException {
        for (var recipient : mail.getAllRecipients()) {
            var address = ((InternetAddress) recipient).getAddress();
            if (!StandardCharsets.US_ASCII.newEncoder().canEncode(address)) {
                return true;
            }
        }
        return false;
    }
}
