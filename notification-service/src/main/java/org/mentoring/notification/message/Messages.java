package org.mentoring.notification.message;

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

    private static final String PLAN = """
            INSERT INTO messages (event_source, event_id, kind, recipient_id, recipient_side, recipient_name,
                                  recipient_email, recipient_time_zone, recipient_locale, data, traceparent, created_at, due_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, now(), now(), $12)
            ON CONFLICT ON CONSTRAINT messages_one_per_event_recipient_and_kind DO NOTHING
            """;

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
                    whom.timeZone(),
                    whom.locale(),
                    mail.data(),
                    mail.traceparent(),
                    at(mail.expiresAt())
                }))
                .replaceWithVoid();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
