package org.mentoring.notification.message;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.jboss.logging.Logger;
import org.mentoring.kit.event.EventJson;
import org.mentoring.notification.booking.Booking;
import org.mentoring.notification.mail.Composer;
import org.mentoring.notification.mail.DeliveryException;
import org.mentoring.notification.mail.MailConfig;
import org.mentoring.notification.mail.MailServer;
import org.mentoring.notification.mail.Recipient;
import org.mentoring.notification.mail.UnsendableException;

/**
 * Sends the messages that are due. A message is claimed in the database before it is sent, so that it is one sender's alone
 * however many replicas there are; what becomes of it is noted afterwards. Between the two the process may die: then the
 * claim runs out and the mail is sent again, under the same Message-ID, and counted as a doubt.
 */
@ApplicationScoped
public class Sender {

    private static final Logger LOG = Logger.getLogger(Sender.class);
    private static final int TRACE_ID_START = 3;
    private static final int TRACE_ID_END = 35;
    private static final int MOST_DOUBLINGS = 20;

    private final Messages messages;
    private final Composer composer;
    private final MailServer server;
    private final MailConfig config;
    private final ObjectMapper json;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final AtomicBoolean awake = new AtomicBoolean();
    private final AtomicBoolean wokenAgain = new AtomicBoolean();

    Sender(
            Messages messages,
            Composer composer,
            MailServer server,
            MailConfig config,
            EventJson json,
            MeterRegistry metrics,
            Clock clock) {
        this.messages = messages;
        this.composer = composer;
        this.server = server;
        this.config = config;
        this.json = json.mapper();
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Says that there may be something to send; returns at once. A hint: the clock is the guarantee. */
    @Scheduled(every = "${mentoring.mail.look-every:1s}")
    public void wake() {
        wokenAgain.set(true);
        if (awake.compareAndSet(false, true)) {
            wokenAgain.set(false);
            sendAllDue().subscribe().with(done -> rest(), failure -> {
                LOG.warnf("Mails wait for the next look: %s", failure);
                awake.set(false);
            });
        }
    }

    private void rest() {
        awake.set(false);
        if (wokenAgain.get()) {
            wake();
        }
    }

    private Uni<Void> sendAllDue() {
        return messages.claim(config.connections(), config.lease())
                .chain(claimed -> claimed.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : sendAll(claimed).chain(this::sendAllDue));
    }

    private Uni<Void> sendAll(List<Claimed> claimed) {
        return Multi.createFrom()
                .iterable(claimed)
                .onItem()
                .transformToUni(this::send)
                .merge(config.connections())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> send(Claimed message) {
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(() -> server.take(composer.compose(order(message))))
                .onItemOrFailure()
                .transformToUni((sent, failure) -> settle(message, failure));
    }

    private Uni<Void> settle(Claimed message, Throwable failure) {
        return switch (failure) {
            case null -> {
                count(message, "sent");
                yield messages.sent(message);
            }
            case UnsendableException unsendable -> {
                LOG.errorf("Message %s is given up: %s", message.id(), unsendable.getMessage());
                count(message, "failed");
                yield messages.failed(message, unsendable.getMessage());
            }
            case DeliveryException delivery -> retry(message, delivery);
            default -> {
                LOG.errorf(failure, "Message %s cannot be sent", message.id());
                count(message, "failed");
                yield messages.failed(message, failure.toString());
            }
        };
    }

    private Uni<Void> retry(Claimed message, DeliveryException failure) {
        var due = clock.instant().plus(pause(message.attempts()));
        if (due.isAfter(message.createdAt().plus(config.giveUpAfter()))) {
            LOG.errorf(
                    "Message %s is given up after %d attempts: %s",
                    message.id(), message.attempts(), failure.getMessage());
            count(message, "failed");
            return messages.failed(message, failure.getMessage());
        }
        LOG.infof("Message %s waits until %s: %s", message.id(), due, failure.getMessage());
        count(message, failure.inDoubt() ? "unknown" : "retried");
        return messages.retry(message, due, failure.getMessage(), failure.inDoubt());
    }

    private Duration pause(int attempts) {
        var pause = config.retryAfter().multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
        return pause.compareTo(config.retryAtMostAfter()) < 0 ? pause : config.retryAtMostAfter();
    }

    private Composer.Order order(Claimed message) {
        var booking = booking(message);
        var ofMentor = message.side() == Side.MENTOR;
        var zone =
                message.zone() != null ? message.zone() : ofMentor ? booking.mentorTimeZone() : booking.userTimeZone();
        var locale =
                message.locale() != null ? message.locale() : ofMentor ? booking.mentorLocale() : booking.userLocale();
        var recipient = new Recipient(
                ofMentor ? booking.mentorName() : booking.userName(),
                message.email(),
                zone(zone),
                Locale.forLanguageTag(locale == null ? "en" : locale));
        return new Composer.Order(message.id(), message.kind(), message.side(), booking, recipient, traceId(message));
    }

    private Booking booking(Claimed message) {
        try {
            return json.readValue(message.booking(), Booking.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The message does not hold a booking", e);
        }
    }

    /** A zone that this JDK does not know yet is no reason to write to nobody. */
    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException | NullPointerException e) {
            LOG.warnf("The zone %s is not known here, UTC stands in", id);
            return ZoneId.of("UTC");
        }
    }

    private static String traceId(Claimed message) {
        return message.traceparent() == null || message.traceparent().length() < TRACE_ID_END
                ? null
                : message.traceparent().substring(TRACE_ID_START, TRACE_ID_END);
    }

    private void count(Claimed message, String outcome) {
        metrics.counter("mentoring.mails", "kind", message.kind().column(), "outcome", outcome)
                .increment();
    }
}
