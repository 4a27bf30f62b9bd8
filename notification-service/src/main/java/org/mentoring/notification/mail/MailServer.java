package org.mentoring.notification.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentLinkedDeque;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import io.quarkus.runtime.StartupEvent;
import org.mentoring.notification.mail.DeliveryException.Stage;

/**
 * The mail server that takes our mails (RFC 5321). Connections are kept for the next mails; one that anything went wrong on
 * is not used again. There are as many as there are mails under way.
 */
@ApplicationScoped
public class MailServer {

    private final MailConfig config;
    private final Clock clock;
    private final SmtpSession session;
    private final ConcurrentLinkedDeque<Resting> resting = new ConcurrentLinkedDeque<>();

    MailServer(MailConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.session = new SmtpSession(config);
    }

    /** The service does not start with settings under which a mail may be two senders' at once. */
    void check(@Observes StartupEvent starting) {
        if (config.lease().compareTo(config.timeout()) <= 0) {
            throw new IllegalArgumentException("mentoring.mail.lease (" + config.lease()
                    + ") must be longer than mentoring.mail.timeout (" + config.timeout()
                    + "): a mail would be another sender's while the mail server may still take it");
        }
    }

    private record Resting(SmtpConnection connection, Instant since) {}

    /**
     * Hands a mail over; blocks until the server has answered.
     *
     * @param until after this the server is not given the end of the mail, so that it does not take what is another sender's
     * @throws UnsendableException if the server refuses the mail for good
     * @throws DeliveryException if another attempt may succeed
     */
    public void take(MimeMessage mail, Instant until) {
        var deadline = until.minus(config.timeout());
        var rested = rested();
        if (rested != null && (send(rested, mail, deadline, true))) {
            return;
        }
        // A server closes connections that rest; what that did to this mail a new one undoes.
        send(session.connect(), mail, deadline, false);
    }

    /** @return whether it is settled; never false on a new connection */
    private boolean send(SmtpConnection connection, MimeMessage mail, Instant deadline, boolean rested) {
        try {
            if (rested && !connection.canTake(mail)) {
                // By now the server may offer more.
                connection.close();
                return false;
            }
            connection.send(mail, () -> clock.instant().isBefore(deadline));
            keep(connection);
            return true;
        } catch (MessagingException e) {
            connection.close();
            var reply = SmtpReply.of(e);
            if (rested && connection.isGone(reply)) {
                return false;
            }
            throw verdict(connection, reply, e);
        }
    }

    private static RuntimeException verdict(SmtpConnection connection, SmtpReply reply, MessagingException failure) {
        if (reply.isPermanent()) {
            return new UnsendableException("The mail server refuses it: " + reply.text(), failure);
        }
        if (connection.handedOver() && reply.isMissing()) {
            return new DeliveryException(
                    Stage.UNKNOWN, "The mail server had it and did not answer: " + reply.text(), failure);
        }
        return new DeliveryException(Stage.REFUSED, "The mail server has not taken it: " + reply.text(), failure);
    }

    private SmtpConnection rested() {
        for (var next = resting.pollFirst(); next != null; next = resting.pollFirst()) {
            if (Duration.between(next.since(), clock.instant()).compareTo(config.connectionRest()) < 0) {
                return next.connection();
            }
            next.connection().close();
        }
        return null;
    }

    private void keep(SmtpConnection connection) {
        if (connection.mails() < config.mailsPerConnection()) {
            resting.addFirst(new Resting(connection, clock.instant()));
        } else {
            connection.close();
        }
    }

    @PreDestroy
    void close() {
        for (var next = resting.pollFirst(); next != null; next = resting.pollFirst()) {
            next.connection().close();
        }
    }
}
