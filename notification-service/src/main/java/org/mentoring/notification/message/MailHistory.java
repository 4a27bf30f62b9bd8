package org.mentoring.notification.message;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.page.Page;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/** Mails as recipients and admins see them: planned, sent, failed and withdrawn. */
@ApplicationScoped
class MailHistory {

    /** What has been tried went where it says; all else goes where the account says by then. */
    private static final String COLUMNS = """
            id, kind, booking_id, status, attempts, unconfirmed_attempts, reason, created_at, sent_at,
            CASE WHEN attempts > 0 AND status <> 'pending' THEN recipient_email
                 ELSE current_address(kind, recipient_email, account_email(recipient_id)) END AS recipient_email
            """;

    private static final String PAGE_OF_OWN = "SELECT " + COLUMNS + """
             FROM messages
             WHERE recipient_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3
            """;
    private static final String PAGE_OF_ALL = "SELECT " + COLUMNS + """
             FROM messages
             WHERE status = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3
            """;
    private static final String PAGE_OF_UNCONFIRMED = "SELECT " + COLUMNS + """
             FROM messages
             WHERE unconfirmed_attempts > 0 AND ($1::uuid IS NULL OR id < $1) ORDER BY id DESC LIMIT $2
            """;
    private static final String RESEND = """
            UPDATE messages m
               SET status = CASE WHEN overtaken THEN 'withdrawn' ELSE 'pending' END,
                   reason = CASE WHEN overtaken THEN 'A later one was sent before' END,
                   attempts = CASE WHEN overtaken THEN attempts ELSE 0 END, due_at = now(), resent_at = now()
              FROM (SELECT EXISTS (SELECT FROM messages mail
                                     JOIN messages later ON later.order_key = mail.order_key AND later.recipient_id = mail.recipient_id
                                      AND later.order_version > mail.order_version AND later.status = 'sent'
                                    WHERE mail.id = $1)) AS other (overtaken)
             WHERE id = $1 AND status = 'failed' RETURNING\s""" + COLUMNS;
    private static final String EXISTS = "SELECT FROM messages WHERE id = $1";

    private final Transactions transactions;

    MailHistory(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The mails to the caller, the newest first. */
    Uni<Page<MailMessage>> own(Caller caller, PageRequest page) {
        return page(caller, page, PAGE_OF_OWN, Tuple.of(caller.id(), after(page), page.limit() + 1));
    }

    /**
     * Everybody's mails in a state, the newest first.
     *
     * @param status as in the table, or {@code unknown}: those with unconfirmed attempts, whatever came after
     */
    Uni<Page<MailMessage>> all(Caller admin, String status, PageRequest page) {
        return "unknown".equals(status)
                ? page(admin, page, PAGE_OF_UNCONFIRMED, Tuple.of(after(page), page.limit() + 1))
                : page(admin, page, PAGE_OF_ALL, Tuple.of(status, after(page), page.limit() + 1));
    }

    /** Lets a message that failed be sent again, unless the recipient was told something later about the same booking. */
    Uni<MailMessage> resend(Caller admin, UUID id) {
        return transactions.write(
                admin,
                tx -> tx.preparedQuery(RESEND)
                        .execute(Tuple.of(id))
                        .chain(rows -> rows.rowCount() == 1
                                ? Uni.createFrom()
                                        .item(MailMessage.of(rows.iterator().next()))
                                : tx.preparedQuery(EXISTS).execute(Tuple.of(id)).map(found -> {
                                    throw found.rowCount() == 0
                                            ? Problems.notFound("message")
                                            : Problems.conflict("Only a message that failed is sent again.");
                                })));
    }

    private Uni<Page<MailMessage>> page(Caller caller, PageRequest page, String sql, Tuple values) {
        return transactions
                .read(caller, sql, values)
                .map(rows -> rows.stream().map(MailMessage::of).toList())
                .map(messages ->
                        Page.of(messages, page, message -> List.of(message.id().toString())));
    }

    private static UUID after(PageRequest page) {
        return page.after(1).map(key -> key.id(0)).orElse(null);
    }
}
