package org.mentoring.local.mail;

import java.io.IOException;
import java.time.Clock;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

/** Accepts mail for every recipient and delivers none. */
final class SmtpCatcher implements AutoCloseable {

    private final GreenMail server;
    private final Mailbox mailbox;
    private final Clock clock;

    /**
     * @param port on this machine alone; 0 for a free one
     */
    SmtpCatcher(int port, Mailbox mailbox, Clock clock) {
        this.mailbox = mailbox;
        this.clock = clock;
        this.server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.getUserManager().setMessageDeliveryHandler(this::take);
    }

    private GreenMailUser take(MovingMessage message, MailAddress recipient) throws MessagingException, UserException {
        try {
            mailbox.add(CaughtMail.of(message.getMessage(), recipient.getEmail(), clock.instant()));
            return new DiscardingUser(recipient.getEmail());
        } catch (IOException e) {
            throw new UserException(e);
        }
    }

    /** Returns when mail is accepted. */
    void start() {
        server.start();
    }

    int port() {
        return server.getSmtp().getPort();
    }

    @Override
    public void close() {
        server.stop();
    }

    /** GreenMail would keep the message once more, in a mailbox without bounds; this recipient does not. */
    private record DiscardingUser(String address) implements GreenMailUser {

        @Override
        public void deliver(MovingMessage message) {}

        @Override
        public void deliver(MimeMessage message) {}

        @Override
        public String getEmail() {
            return address;
        }

        @Override
        public String getLogin() {
            return address;
        }

        @Override
        public String getPassword() {
            return "";
        }

        @Override
        public void create() {}

        @Override
        public void delete() {}

        @Override
        public void authenticate(String password) {}

        @Override
        public void setPassword(String password) {}

        @Override
        public String getQualifiedMailboxName() {
            return address;
        }
    }
}
