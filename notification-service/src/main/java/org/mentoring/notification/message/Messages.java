package org.mentoring.notification.message;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Plans mails. What is planned in a transaction is sent after it, once, by {@link Sender}; a kind that its recipient does
 * not want is planned all the same, and withdrawn when its time comes.
 */
@ApplicationScoped
public class Messages {

    /** What comes after a later one of its order was sent would only confuse, so it is noted and not sent. */
    private static final String PLAN = """
            INSERT INTO messages (event_source, event_id, kind, booking_id, booking_version, recipient_id, recipient_side,
                                  recipient_name, recipient_email, recipient_time_zone, recipient_locale, data,
                                  traceparent, order_key, order_version, created_at, due_at, expires_at, status, reason)
            SELECT $1, $2, $3, CASE WHEN $5::text IS NULL THEN NULL ELSE $11 END, $12, $4, $5, $6, $7, $15, $16, $8::jsonb, $9, $11,
                   $12, $10::timestamptz, coalesce($13, $10), $14::timestamptz,
                   CASE WHEN overtaken THEN 'withdrawn' ELSE 'pending' END,
                   CASE WHEN overtaken THEN 'A later one was sent before' END
              FROM (SELECT EXISTS (SELECT FROM messages later
                                    WHERE later.order_key = $11 AND later.recipient_id = $4
                                      AND later.order_version > $12 AND later.status = 'sent') AS overtaken) AS found
            ON CONFLICT ON CONSTRAINT messages_one_per_event_recipient_and_kind DO NOTHING
            """;

    private final Clock clock;

    Messages(Clock clock) {
        this.clock = clock;
    }

    /** Plans a mail in the transaction of its cause; a mail that is planned already stays as it is. */
    public Uni<Void> plan(SqlConnection tx, PlannedMail mail) {
        var whom = mail.addressee();
        return tx.preparedQuery(PLAN)
                .execute(Tuple.from(new Object[] {
                    mail.source(),
                    mail.cause(),
                    mail.kind().column(),
                    mail.recipient(),
                    whom.side() == null ? null : whom.side().column(),
                    whom.name(),
                    whom.email(),
                    mail.data(),
                    mail.traceparent(),
                    at(clock.instant()),
                    mail.orderKey(),
                    mail.orderVersion(),
                    at(mail.dueAt()),
                    at(mail.expiresAt()),
                    whom.timeZone(),
                    whom.locale()
                }))
                .replaceWithVoid();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
