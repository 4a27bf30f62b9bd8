package org.mentoring.notification.message;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.data.Interval;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.page.Page;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/** The mails that are planned, on their way and sent. */
@ApplicationScoped
public class Messages {

    private static final int LONGEST_REASON = 500;
    private static final String PLAN = """
            INSERT INTO messages (event_source, event_id, kind, booking_id, booking_version, recipient_id, recipient_side,
                                  recipient_email, data, traceparent, created_at, due_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
            ON CONFLICT ON CONSTRAINT messages_one_per_event_recipient_and_kind DO NOTHING
            """;
    private static final String CLAIM = """
            SELECT m.id, m.kind, m.recipient_side, m.recipient_email, m.data::text AS booking, m.attempts, m.created_at,
                   m.traceparent, p.time_zone, p.locale
              FROM claim_messages($1, $2, $3, $4) m LEFT JOIN people p ON p.user_id = m.recipient_id
             ORDER BY m.booking_version, m.id
            """;
    private static final String SETTLE = """
            UPDATE messages
               SET status = $3, reason = $4, due_at = coalesce($5, due_at), sent_at = $6, doubts = doubts + $7,
                   claim = NULL, claimed_until = NULL
             WHERE id = $1 AND claim = $2
            """;
    private static final String PAGE = """
            SELECT * FROM messages
             WHERE recipient_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3
            """;
    private static final String RESEND = """
            UPDATE messages SET status = 'pending', attempts = 0, reason = NULL, due_at = $2
             WHERE id = $1 AND status = 'failed' RETURNING *
            """;
    private static final String EXISTS = "SELECT FROM messages WHERE id = $1";

    private final Transactions transactions;
    private final Clock clock;

    Messages(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A mail to be sent. */
    public record Planned(Kind kind, Side side, UUID recipient, String email) {}

    /** Plans a mail in the transaction that takes note of its event; a mail that is planned already stays as it is. */
    public Uni<Void> plan(SqlConnection tx, Event event, Planned mail) {
        return tx.preparedQuery(PLAN)
                .execute(Tuple.from(new Object[] {
                    event.source(),
                    event.id(),
                    mail.kind().column(),
                    event.subject(),
                    event.aggregateVersion(),
                    mail.recipient(),
                    mail.side().column(),
                    mail.email(),
                    new JsonObject(event.json()),
                    event.traceparent(),
                    clock.instant().atOffset(ZoneOffset.UTC)
                }))
                .replaceWithVoid();
    }

    /** Takes some of the messages that are due. */
    Uni<List<Claimed>> claim(int most, Duration lease) {
        var claim = UUID.randomUUID();
        var values = Tuple.of(claim, clock.instant().atOffset(ZoneOffset.UTC), Interval.of(lease), most);
        return transactions
                .write(Caller.SERVICE, tx -> tx.preparedQuery(CLAIM).execute(values))
                .map(rows -> rows.stream().map(row -> claimed(row, claim)).toList());
    }

    Uni<Void> sent(Claimed message) {
        return settle(message, "sent", null, null, clock.instant(), false);
    }

    /** @param inDoubt whether the mail may have gone out all the same */
    Uni<Void> retry(Claimed message, Instant due, String reason, boolean inDoubt) {
        return settle(message, "pending", reason, due, null, inDoubt);
    }

    Uni<Void> failed(Claimed message, String reason) {
        return settle(message, "failed", reason, null, null, false);
    }

    Uni<Page<MailMessage>> page(Caller caller, PageRequest page) {
        var after = page.after(1).map(parts -> cursorId(parts.getFirst())).orElse(null);
        return transactions
                .read(caller, tx -> tx.preparedQuery(PAGE).execute(Tuple.of(caller.id(), after, page.limit() + 1)))
                .map(rows -> rows.stream().map(MailMessage::of).toList())
                .map(messages ->
                        Page.of(messages, page, message -> List.of(message.id().toString())));
    }

    /** Lets a message that failed be sent again. */
    Uni<MailMessage> resend(Caller admin, UUID id) {
        return transactions.write(
                admin,
                tx -> tx.preparedQuery(RESEND)
                        .execute(Tuple.of(id, clock.instant().atOffset(ZoneOffset.UTC)))
                        .chain(rows -> rows.rowCount() == 1
                                ? Uni.createFrom()
                                        .item(MailMessage.of(rows.iterator().next()))
                                : tx.preparedQuery(EXISTS).execute(Tuple.of(id)).map(found -> {
                                    throw found.rowCount() == 0
                                            ? Problems.notFound("message")
                                            : Problems.conflict("Only a message that failed is sent again.");
                                })));
    }

    private Uni<Void> settle(
            Claimed message, String status, String reason, Instant due, Instant sent, boolean inDoubt) {
        var values = Tuple.from(new Object[] {
            message.id(),
            message.claim(),
            status,
            reason == null ? null : reason.substring(0, Math.min(reason.length(), LONGEST_REASON)),
            due == null ? null : due.atOffset(ZoneOffset.UTC),
            sent == null ? null : sent.atOffset(ZoneOffset.UTC),
            inDoubt ? 1 : 0
        });
        return transactions
                .write(Caller.SERVICE, tx -> tx.preparedQuery(SETTLE).execute(values))
                .replaceWithVoid();
    }

    private static Claimed claimed(Row row, UUID claim) {
        return new Claimed(
                row.getUUID("id"),
                claim,
                Kind.ofColumn(row.getString("kind")),
                Side.ofColumn(row.getString("recipient_side")),
                row.getString("recipient_email"),
                row.getString("booking"),
                row.getString("time_zone"),
                row.getString("locale"),
                row.getInteger("attempts"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("traceparent"));
    }

    private static UUID cursorId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problems.malformed("cursor", "must be the next_cursor of an earlier page of the same list");
        }
    }
}
