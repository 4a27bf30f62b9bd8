package org.mentoring.notification.message;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;
import org.mentoring.kit.time.Rounds;
import org.mentoring.notification.mail.DeliveryException;
import org.mentoring.notification.mail.DeliveryException.Stage;
import org.mentoring.notification.mail.MailConfig;
import org.mentoring.notification.mail.MailServer;
import org.mentoring.notification.mail.UnsendableException;

/**
 * Sends the messages that are due. A message is claimed in the database before it is sent, so that it is one sender's alone
 * however many replicas there are; what becomes of it is noted afterwards. Between the two the process may die: then the
 * claim runs out and the mail is sent again, under the same Message-ID, and counted as a doubt.
 *
 * <p>Threads of its own wait for the mail server, as many as there may be connections to it. It claims a few messages ahead,
 * so that the threads are never idle, and no more, so that memory and claims stay small however much is due. When the service
 * ends it claims none any more and finishes these.
 */
@ApplicationScoped
public class Sender {

    private static final Logger LOG = Logger.getLogger(Sender.class);
    private static final int CLAIMED_PER_CONNECTION = 4;
    private static final int MOST_DOUBLINGS = 20;
    /** What fails here rather than at the mail server may have been a moment's matter, or may not. */
    private static final int MOST_MISTAKES = 5;

    private final Rounds rounds;
    private final Outgoing outgoing;
    private final Envelopes envelopes;
    private final MailServer server;
    private final MailConfig config;
    private final Deliveries deliveries;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final Allowance allowance;
    private final ExecutorService threads;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicBoolean claiming = new AtomicBoolean();
    private final AtomicBoolean calledMeanwhile = new AtomicBoolean();
    private final AtomicInteger failedConnections = new AtomicInteger();
    private volatile Instant pausedUntil = Instant.MIN;

    Sender(
            Rounds rounds,
            Outgoing outgoing,
            Envelopes envelopes,
            MailServer server,
            MailConfig config,
            Deliveries deliveries,
            MeterRegistry metrics,
            Clock clock) {
        this.rounds = rounds;
        this.outgoing = outgoing;
        this.envelopes = envelopes;
        this.server = server;
        this.config = config;
        this.deliveries = deliveries;
        this.metrics = metrics;
        this.clock = clock;
        this.allowance = new Allowance(config.mostPerSecond());
        this.threads = Executors.newFixedThreadPool(
                config.connections(), Thread.ofPlatform().name("mail-", 1).factory());
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }

    /** Says that there may be something to send; returns at once. A hint: the clock is the guarantee. */
    @Scheduled(every = "${mentoring.mail.look-every:1s}")
    public void wake() {
        claim();
    }

    private void claim() {
        if (!claiming.compareAndSet(false, true)) {
            calledMeanwhile.set(true);
            return;
        }
        calledMeanwhile.set(false);
        var most = Math.min(room(), allowance.left(clock.instant()));
        if (most <= 0) {
            claimed(false);
            return;
        }
        rounds.run("Mails wait for the next look", () -> claimAndSend(most))
                .subscribe()
                .with(done -> {});
    }

    /** Completes when it is noted what became of every mail. */
    private Uni<Void> claimAndSend(int most) {
        return outgoing.claim(most).onFailure().invoke(() -> claimed(false)).chain(messages -> start(messages, most));
    }

    private void claimed(boolean more) {
        claiming.set(false);
        if (more || calledMeanwhile.get()) {
            claim();
        }
    }

    /** A server that was not there is tried with one mail. */
    private int room() {
        if (clock.instant().isBefore(pausedUntil)) {
            return 0;
        }
        var most = failedConnections.get() > 0 ? 1 : config.connections() * CLAIMED_PER_CONNECTION;
        return most - underWay.get();
    }

    private Uni<Void> start(List<Claimed> messages, int most) {
        underWay.addAndGet(messages.size());
        allowance.use(messages.size());
        var sent = messages.stream().map(this::begin).toArray(CompletableFuture[]::new);
        claimed(messages.size() == most);
        return Uni.createFrom().completionStage(CompletableFuture.allOf(sent));
    }

    private CompletableFuture<Void> begin(Claimed message) {
        var noted = new CompletableFuture<Void>();
        threads.execute(() -> send(message, noted));
        return noted;
    }

    private void send(Claimed message, CompletableFuture<Void> noted) {
        var outcome = Uni.createFrom().voidItem();
        try {
            outcome = deliver(message);
        } catch (RuntimeException e) {
            outcome = settle(message, e);
        }
        outcome.subscribe().with(done -> finished(noted), failure -> {
            LOG.errorf(failure, "What became of message %s could not be noted; it is sent again", message.id());
            finished(noted);
        });
    }

    private Uni<Void> deliver(Claimed message) {
        if (message.turnedOff()
                && message.kind() != null
                && message.kind().category().optional()) {
            count(message, "withdrawn");
            return outgoing.withdrawn(message, "The recipient does not want mails of this kind");
        }
        deliveries.watch(message, () -> server.take(envelopes.write(message), message.claimedUntil()));
        failedConnections.set(0);
        count(message, "sent");
        return outgoing.sent(message);
    }

    private void finished(CompletableFuture<Void> noted) {
        underWay.decrementAndGet();
        noted.complete(null);
        claim();
    }

    private Uni<Void> settle(Claimed message, RuntimeException failure) {
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

    private Uni<Void> retry(Claimed message, DeliveryException failure) {
        var due = clock.instant().plus(pause(message, failure));
        if (due.isAfter(message.createdAt().plus(config.giveUpAfter()))) {
            return giveUp(message, "After " + message.attempts() + " attempts: " + failure.getMessage());
        }
        LOG.infof("Message %s waits until %s: %s", message.id(), due, failure.getMessage());
        var inDoubt = failure.stage() == Stage.UNKNOWN;
        count(message, inDoubt ? "unknown" : "retried");
        return outgoing.retry(message, due, failure.getMessage(), inDoubt);
    }

    private Uni<Void> giveUp(Claimed message, String reason) {
        LOG.errorf("Message %s is given up: %s", message.id(), reason);
        count(message, "failed");
        return outgoing.failed(message, reason);
    }

    /** Without a connection everything waits, for a short time; otherwise this mail alone, longer each time. */
    private Duration pause(Claimed message, DeliveryException failure) {
        if (failure.stage() != Stage.CONNECTION) {
            return doubled(message.attempts() - 1, config.retryAtMostAfter());
        }
        var pause = doubled(failedConnections.getAndIncrement(), config.reconnectAtMostAfter());
        pausedUntil = clock.instant().plus(pause);
        return pause;
    }

    private Duration doubled(int times, Duration most) {
        var pause = config.retryAfter().multipliedBy(1L << Math.clamp(times, 0, MOST_DOUBLINGS));
        return pause.compareTo(most) < 0 ? pause : most;
    }

    private void count(Claimed message, String outcome) {
        metrics.counter("mentoring.mails", "kind", message.kindName(), "outcome", outcome)
                .increment();
    }
}
