package org.mentoring.notification.message;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.jboss.logging.Logger;
import org.mentoring.kit.time.RetryDelay;
import org.mentoring.kit.time.ScheduledJobs;
import org.mentoring.notification.mail.DeliveryException;
import org.mentoring.notification.mail.DeliveryException.Stage;
import org.mentoring.notification.mail.MailConfig;
import org.mentoring.notification.mail.MailTransport;
import org.mentoring.notification.mail.UnsendableException;

/**
 * Sends the messages that are due. A message is claimed in the database before it is sent, so that it is one sender's alone
 * however many replicas there are; the result is stored afterwards. Between the two the process may die: then the claim expires
 * and the mail is sent again, under the same Message-ID, and the attempt is counted as unconfirmed.
 *
 * <p>It claims a few messages more than there are connections to the mail server, so that these are never idle, and no more, so
 * that memory and claims stay small however much is due. When the service ends it claims none any more and finishes these.
 */
@ApplicationScoped
public class Sender {

    private static final Logger LOG = Logger.getLogger(Sender.class);
    private static final int CLAIMED_PER_CONNECTION = 4;
    /** While so many wait for a connection none are claimed, so that under load many share a claim; whoever ends claims again. */
    private static final int WAITING_PER_CONNECTION = 2;

    /** What fails here rather than at the mail server may have been a moment's matter, or may not. */
    private static final int MOST_MISTAKES = 5;

    private final ScheduledJobs jobs;
    private final MailQueue queue;
    private final MailFactory mails;
    private final MailTransport transport;
    private final MailConfig config;
    private final DeliveryTracing tracing;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final RateLimit rateLimit;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicBoolean claiming = new AtomicBoolean();
    private final AtomicBoolean calledMeanwhile = new AtomicBoolean();
    private final AtomicInteger failedConnections = new AtomicInteger();
    private volatile Instant pausedUntil = Instant.MIN;

    Sender(
            ScheduledJobs jobs,
            MailQueue queue,
            MailFactory mails,
            MailTransport transport,
            MailConfig config,
            DeliveryTracing tracing,
            MeterRegistry metrics,
            Clock clock) {
        this.jobs = jobs;
        this.queue = queue;
        this.mails = mails;
        this.transport = transport;
        this.config = config;
        this.tracing = tracing;
        this.metrics = metrics;
        this.clock = clock;
        this.rateLimit = new RateLimit(config.maxPerSecond());
    }

    /** Says that there may be something to send; returns at once. Best effort; polling guarantees delivery. */
    @Scheduled(every = "${mentoring.mail.check-every}")
    public void wake() {
        claim();
    }

    private void claim() {
        if (!claiming.compareAndSet(false, true)) {
            calledMeanwhile.set(true);
            return;
        }
        calledMeanwhile.set(false);
        var most = Math.min(room(), rateLimit.left(clock.instant()));
        if (most <= 0 || queue.isDelayed() || underWay.get() > transport.connections() * WAITING_PER_CONNECTION) {
            claimed(false);
            return;
        }
        jobs.run("Claiming due mails failed, the next run retries", () -> claimAndSend(most))
                .subscribe()
                .with(done -> {});
    }

    /** Completes when the result of every mail is stored. */
    private Uni<Void> claimAndSend(int most) {
        return queue.claim(most).onFailure().invoke(() -> claimed(false)).chain(messages -> start(messages, most));
    }

    private void claimed(boolean more) {
        claiming.set(false);
        if (more || calledMeanwhile.get()) {
            claim();
        }
    }

    /** A server that was not there is tried with one mail. */
    private int room() {
        if (isPaused(clock.instant())) {
            return 0;
        }
        var most = failedConnections.get() > 0 ? 1 : transport.connections() * CLAIMED_PER_CONNECTION;
        return most - underWay.get();
    }

    /** One longer than the longest is of a clock that was set back since. */
    private boolean isPaused(Instant now) {
        return now.isBefore(pausedUntil) && now.plus(config.maxReconnectAfter()).compareTo(pausedUntil) >= 0;
    }

    private Uni<Void> start(List<ClaimedMessage> messages, int most) {
        underWay.addAndGet(messages.size());
        rateLimit.use(messages.size());
        claimed(messages.size() == most);
        return messages.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join()
                        .all(messages.stream().map(this::process).toList())
                        .andCollectFailures()
                        .replaceWithVoid();
    }

    /** Never fails. */
    private Uni<Void> process(ClaimedMessage message) {
        return outcome(message)
                .onFailure()
                .invoke(failure -> LOG.errorf(
                        failure, "Storing the result of message %s failed; it will be sent again", message.id()))
                .onFailure()
                .recoverWithNull()
                .invoke(() -> {
                    underWay.decrementAndGet();
                    claim();
                });
    }

    private Uni<Void> outcome(ClaimedMessage message) {
        if (message.turnedOff()
                && message.kind() != null
                && message.kind().category().optional()) {
            count(message, "withdrawn");
            return queue.withdrawn(message, "The recipient does not want mails of this kind");
        }
        return tracing.watch(message, deliver(message))
                .onItemOrFailure()
                .transformToUni((sent, failure) -> failure == null ? sent(message) : settle(message, failure));
    }

    private Uni<Void> deliver(ClaimedMessage message) {
        return Uni.createFrom()
                .item(() -> mails.write(message))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(mail -> transport.send(mail, message.claimedUntil()));
    }

    private Uni<Void> sent(ClaimedMessage message) {
        failedConnections.set(0);
        count(message, "sent");
        return queue.sent(message);
    }

    private Uni<Void> settle(ClaimedMessage message, Throwable failure) {
        return switch (failure) {
            case UnsendableException unsendable -> giveUp(message, unsendable.getMessage());
            case DeliveryException delivery -> retry(message, delivery);
            default -> {
                LOG.errorf(failure, "Message %s could not be sent", message.id());
                yield message.attempts() < MOST_MISTAKES
                        ? retry(message, new DeliveryException(Stage.REFUSED, failure.toString(), failure))
                        : giveUp(message, failure.toString());
            }
        };
    }

    private Uni<Void> retry(ClaimedMessage message, DeliveryException failure) {
        var pause = pause(message, failure);
        if (message.claimedAt().plus(pause).isAfter(message.createdAt().plus(config.giveUpAfter()))) {
            return giveUp(message, "After " + message.attempts() + " attempts: " + failure.getMessage());
        }
        LOG.infof("Message %s deferred by %s: %s", message.id(), pause, failure.getMessage());
        var unconfirmed = failure.stage() == Stage.UNCONFIRMED;
        count(message, unconfirmed ? "unknown" : failure.stage() == Stage.NOT_TRIED ? "postponed" : "retried");
        return queue.retry(message, pause, failure.getMessage(), unconfirmed);
    }

    private Uni<Void> giveUp(ClaimedMessage message, String reason) {
        LOG.errorf("Message %s failed permanently: %s", message.id(), reason);
        count(message, "failed");
        return queue.failed(message, reason);
    }

    /** Without a connection everything waits, for a short time; otherwise this mail alone, longer each time. */
    private Duration pause(ClaimedMessage message, DeliveryException failure) {
        if (failure.stage() != Stage.CONNECTION) {
            return new RetryDelay(config.retryAfter(), config.maxRetryAfter()).after(message.attempts());
        }
        var pause = new RetryDelay(config.retryAfter(), config.maxReconnectAfter())
                .after(failedConnections.incrementAndGet());
        pausedUntil = clock.instant().plus(pause);
        return pause;
    }

    private void count(ClaimedMessage message, String outcome) {
        metrics.counter("mentoring.mails", "kind", message.kindName(), "outcome", outcome)
                .increment();
    }
}
