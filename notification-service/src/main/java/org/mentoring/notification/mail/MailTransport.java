package org.mentoring.notification.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.mail.internet.MimeMessage;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.impl.MailClientImpl;
import org.mentoring.notification.mail.DeliveryException.Stage;

/**
 * Hands composed mails to the mail server, over the connections of the Quarkus mailer ({@code quarkus.mailer.*}).
 *
 * <p>A mail that fails without an answer is told apart by whether the client had begun to send it: the client does not say how
 * far it came, so that from then on the server may have the mail.
 */
@ApplicationScoped
public class MailTransport {

    /** The answers that a mail waits for once it is begun, to MAIL, RCPT, DATA and the end of the data. */
    private static final int REPLIES = 4;

    private static final String TOO_LARGE = "message exceeds allowed size limit";

    private final MailConfig config;
    private final Clock clock;
    private final io.vertx.ext.mail.MailConfig settings;
    private final io.vertx.mutiny.ext.mail.MailClient client;
    private final Context context;

    MailTransport(MailClient configured, Vertx vertx, MailConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.settings = withTimeouts(configured, config.timeout());
        this.client = new io.vertx.mutiny.ext.mail.MailClient(MailClient.create(vertx, settings));
        // The client's connections are not made for several threads.
        this.context = vertx.getOrCreateContext();
    }

    /** The service does not start with settings under which a mail may be two senders' at once. */
    void check(@Observes StartupEvent starting) {
        var longest = config.timeout().multipliedBy(REPLIES);
        if (config.lease().compareTo(longest) <= 0) {
            throw new IllegalArgumentException(
                    "mentoring.mail.lease (" + config.lease() + ") must be longer than " + REPLIES
                            + " times mentoring.mail.timeout (" + config.timeout()
                            + "): a mail would be another sender's while the mail server may still take it");
        }
    }

    /** How many mails are under way at once at most. */
    public int connections() {
        return settings.getMaxPoolSize();
    }

    /**
     * Completes when the server has taken the mail; fails with {@link UnsendableException} if it refuses the mail permanently, and
     * with {@link DeliveryException} if another attempt may succeed.
     *
     * @param until after this the mail is another sender's
     */
    public Uni<Void> send(MimeMessage mail, Instant until) {
        var latestBegin = until.minus(config.timeout().multipliedBy(REPLIES));
        var finished = new FinishedMail(
                mail,
                config.bounceAddress().orElse(config.from()),
                () -> clock.instant().isBefore(latestBegin));
        return client.sendMail(finished)
                .runSubscriptionOn(command -> context.runOnContext(ignored -> command.run()))
                .ifNoItem()
                .after(longestWait(until))
                .fail()
                .onFailure()
                .transform(failure -> deliveryFailure(failure, finished.begun()))
                .replaceWithVoid();
    }

    private Duration longestWait(Instant until) {
        var left = Duration.between(clock.instant(), until);
        return left.isPositive() ? left : Duration.ofMillis(1);
    }

    private static RuntimeException deliveryFailure(Throwable failure, boolean begun) {
        if (failure instanceof DeliveryException delivery) {
            return delivery;
        }
        if (!begun) {
            return new DeliveryException(
                    Stage.CONNECTION, "No connection to the mail server: " + reasons(failure), failure);
        }
        return switch (failure) {
            case SMTPException answer
            when isAnswered(answer, "5") ->
                new UnsendableException("The mail server refuses it: " + answer.getMessage(), answer);
            case SMTPException answer
            when isAnswered(answer, "4") ->
                new DeliveryException(
                        Stage.REFUSED, "The mail server has not taken it: " + answer.getMessage(), answer);
            case Throwable refused
            when TOO_LARGE.equals(refused.getMessage()) ->
                new UnsendableException("The mail server takes no mail of this size", refused);
            default ->
                new DeliveryException(
                        Stage.UNCONFIRMED, "The mail server did not answer: " + reasons(failure), failure);
        };
    }

    /** The client says 500 of what is no answer at all. */
    private static boolean isAnswered(SMTPException failure, String beginning) {
        return failure.getReplyMessage().startsWith(beginning);
    }

    private static String reasons(Throwable failure) {
        return failure instanceof TimeoutException
                ? "it took too long"
                : Stream.iterate(failure, one -> one != null, Throwable::getCause)
                        .map(Throwable::getMessage)
                        .distinct()
                        .collect(Collectors.joining(": "));
    }

    /**
     * The extension has no setting for it, and a server that falls silent would keep a connection of the pool, and the mail on it,
     * forever.
     */
    private static io.vertx.ext.mail.MailConfig withTimeouts(MailClient configured, Duration timeout) {
        try {
            var field = MailClientImpl.class.getDeclaredField("config");
            field.setAccessible(true);
            var settings = new io.vertx.ext.mail.MailConfig((io.vertx.ext.mail.MailConfig) field.get(configured));
            settings.setConnectTimeout((int) timeout.toMillis());
            settings.setIdleTimeout((int) timeout.toMillis());
            settings.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
            // The client sets it itself where it is not set, and removes it where it is.
            settings.setHostnameVerificationAlgorithm("");
            return settings;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This version of the mail client keeps its settings elsewhere", e);
        }
    }

    @PreDestroy
    void close() {
        client.closeAndForget();
    }
}
