package org.mentoring.notification.message;

import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.mail.internet.MimeMessage;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.jboss.logging.Logger;
import org.mentoring.kit.event.EventJson;
import org.mentoring.kit.validation.ReaderLocale;
import org.mentoring.notification.mail.Composer;
import org.mentoring.notification.mail.DeliveryException;
import org.mentoring.notification.mail.Recipient;
import org.mentoring.notification.mail.SafeText;
import org.mentoring.notification.mail.UnsendableException;

/** Makes mails of messages: finds the writer of the kind, and who the recipient is by now. */
@ApplicationScoped
class MailFactory {

    private static final Logger LOG = Logger.getLogger(MailFactory.class);
    /** A zone and not an offset, which has no name. */
    private static final ZoneId UTC = ZoneId.of("UTC");

    private static final int TRACE_ID_START = 3;
    private static final int TRACE_ID_END = 35;

    private final Map<Kind, MailWriter> writers = new EnumMap<>(Kind.class);
    private final Instance<UnsubscribeLinks> unsubscribeLinks;
    private final Composer composer;
    private final ObjectMapper json;
    private final Clock clock;

    MailFactory(
            @Any Instance<MailWriter> writers,
            @Any Instance<UnsubscribeLinks> unsubscribeLinks,
            Composer composer,
            EventJson json,
            Clock clock) {
        writers.forEach(writer -> writer.kinds().forEach(kind -> this.writers.put(kind, writer)));
        this.unsubscribeLinks = unsubscribeLinks;
        this.composer = composer;
        this.json = json.mapper();
        this.clock = clock;
    }

    /**
     * @throws UnsendableException if no mail can come of it, now or later
     * @throws DeliveryException if it is not known yet where to, or only a later version knows how
     */
    MimeMessage write(ClaimedMessage message) {
        var writer = message.kind() == null ? null : writers.get(message.kind());
        if (writer == null) {
            // During an upgrade a replica of the later version sends it.
            throw new DeliveryException(
                    DeliveryException.Stage.NOT_TRIED,
                    "This version knows no mails of the kind " + message.kindName(),
                    null);
        }
        if (message.email() == null) {
            throw new DeliveryException(
                    DeliveryException.Stage.NOT_TRIED, "No address is known of the recipient yet", null);
        }
        var unsubscribe = unsubscribe(message);
        var recipient = recipient(message);
        var request = new MailRequest(
                message.id(),
                message.kind(),
                message.side(),
                recipient,
                message.json(),
                message.before(),
                unsubscribe,
                clock.instant(),
                json);
        return composer.compose(
                new Composer.Envelope(message.id(), recipient, message.first(), unsubscribe, traceId(message)),
                writer.write(request));
    }

    private URI unsubscribe(ClaimedMessage message) {
        return message.kind().category().optional() && unsubscribeLinks.isResolvable()
                ? unsubscribeLinks.get().to(message.recipient(), message.kind())
                : null;
    }

    private static Recipient recipient(ClaimedMessage message) {
        return new Recipient(
                message.recipient(),
                SafeText.line(message.name()),
                message.email(),
                zone(message.zone()),
                ReaderLocale.of(message.language(), message.locale()));
    }

    /** A zone that this JDK does not know yet is no reason to write to nobody. */
    private static ZoneId zone(String id) {
        if (id == null) {
            return UTC;
        }
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            LOG.warnf("The zone %s is not known, UTC is used", id);
            return UTC;
        }
    }

    private static String traceId(ClaimedMessage message) {
        return message.traceparent() == null || message.traceparent().length() < TRACE_ID_END
                ? null
                : message.traceparent().substring(TRACE_ID_START, TRACE_ID_END);
    }
}
