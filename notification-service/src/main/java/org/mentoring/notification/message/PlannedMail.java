package org.mentoring.notification.message;

import java.time.Instant;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import org.mentoring.kit.inbox.Event;

/**
 * A mail to be sent. It says what is to be told and to whom; words, zone and language are found when it is sent.
 *
 * @param source with {@code cause}, {@code kind} and {@code recipient} what makes it this mail and no other: it is planned once
 * @param cause an event's id, or whatever names the occasion, such as {@code 2027-W11}
 * @param addressee what is known about the recipient beside the account
 * @param data what the {@link MailWriter} of the kind is given
 * @param expiresAt from when on it is no longer useful; null if never
 * @param traceparent of what it began with; may be null
 */
public record PlannedMail(
        String source,
        String cause,
        Kind kind,
        UUID recipient,
        Addressee addressee,
        JsonObject data,
        Instant expiresAt,
        String traceparent) {

    /** The source of mails that are planned by this service itself, such as reminders and reports. */
    public static final String OWN_SOURCE = "/mentoring/notification-service";

    /**
     * What is known about the recipient beside the account, whose values stand in for what is null when the mail is sent.
     *
     * @param side on which side of a booking; null of a mail about no booking
     * @param name goes before that of the account
     * @param email goes before that of the account
     * @param timeZone IANA id, for a recipient whose account is not known
     * @param locale BCP 47, for a recipient whose account is not known
     */
    public record Addressee(Side side, String name, String email, String timeZone, String locale) {

        static final Addressee OF_THE_ACCOUNT = new Addressee(null, null, null, null, null);
    }

    /** A mail that an event asks for, with the event's data. */
    public static PlannedMail of(Event event, Kind kind, UUID recipient) {
        return new PlannedMail(
                event.source(),
                event.id(),
                kind,
                recipient,
                Addressee.OF_THE_ACCOUNT,
                new JsonObject(event.json()),
                null,
                event.traceparent());
    }

    /** A mail that is planned by this service itself. */
    public static PlannedMail of(String cause, Kind kind, UUID recipient, JsonObject data) {
        return new PlannedMail(OWN_SOURCE, cause, kind, recipient, Addressee.OF_THE_ACCOUNT, data, null, null);
    }

    /** Says what is known about the recipient beside the account. */
    public PlannedMail to(Addressee whom) {
        return new PlannedMail(source, cause, kind, recipient, whom, data, expiresAt, traceparent);
    }

    public PlannedMail expiringAt(Instant instant) {
        return new PlannedMail(source, cause, kind, recipient, addressee, data, instant, traceparent);
    }
}
