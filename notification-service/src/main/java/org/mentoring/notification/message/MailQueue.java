package org.mentoring.notification.message;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.data.Interval;
import org.apache.commons.lang3.StringUtils;
import org.mentoring.kit.database.Transactions;
import org.mentoring.notification.mail.MailConfig;

/** Messages that are to be sent: claims them, and stores the results of their deliveries. */
@ApplicationScoped
class MailQueue {

    private static final int LONGEST_REASON = 500;
    private static final String CLAIM =
            "SELECT * FROM claim_mails($1, now(), $2, $3, $4) CROSS JOIN (SELECT now()) AS clock (claimed_at)";

    private final Transactions transactions;
    private final DeliveryResults results;
    private final MailConfig config;
    private final Clock clock;

    MailQueue(Transactions transactions, DeliveryResults results, MailConfig config, Clock clock) {
        this.transactions = transactions;
        this.results = results;
        this.config = config;
        this.clock = clock;
    }

    /** Whether results cannot be stored at the moment; what has none would be taken again. */
    boolean isDelayed() {
        return results.areDelayed();
    }

    /** Takes some of the messages that are due. */
    Uni<List<ClaimedMessage>> claim(int most) {
        var claim = UUID.randomUUID();
        var until = clock.instant().plus(config.lease());
        var values = Tuple.of(claim, Interval.of(config.lease()), Interval.of(config.missingEventTimeout()), most);
        return transactions
                .statement(CLAIM, values)
                .map(rows ->
                        rows.stream().map(row -> claimed(row, claim, until)).toList());
    }

    Uni<Void> sent(ClaimedMessage message) {
        return settle(message, "sent", null, null, false);
    }

    /** @param unconfirmed whether the mail may have gone out all the same */
    Uni<Void> retry(ClaimedMessage message, Duration after, String reason, boolean unconfirmed) {
        return settle(message, "pending", reason, after, unconfirmed);
    }

    Uni<Void> failed(ClaimedMessage message, String reason) {
        return settle(message, "failed", reason, null, false);
    }

    Uni<Void> withdrawn(ClaimedMessage message, String reason) {
        return settle(message, "withdrawn", reason, null, false);
    }

    private Uni<Void> settle(
            ClaimedMessage message, String status, String reason, Duration retryAfter, boolean unconfirmed) {
        // PostgreSQL stores no NUL in text, and the response of a mail server may contain one.
        var text = StringUtils.replaceChars(reason, '\0', ' ');
        return results.store(new DeliveryResults.DeliveryResult(
                message.id(),
                message.claim(),
                status,
                StringUtils.truncate(text, LONGEST_REASON),
                retryAfter,
                unconfirmed ? 1 : 0));
    }

    private static ClaimedMessage claimed(Row row, UUID claim, Instant until) {
        var kind = row.getString("kind");
        return new ClaimedMessage(
                row.getUUID("id"),
                claim,
                row.getOffsetDateTime("claimed_at").toInstant(),
                until,
                kind,
                Kind.ofColumn(kind).orElse(null),
                row.getUUID("recipient_id"),
                Side.ofColumn(row.getString("recipient_side")),
                row.getString("recipient_name"),
                row.getString("recipient_email"),
                row.getString("data"),
                row.getString("time_zone"),
                row.getString("language"),
                row.getString("locale"),
                row.getBoolean("turned_off"),
                kinds(row.getArrayOfStrings("sent_before")),
                row.getUUID("first_mail"),
                row.getInteger("attempts"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("traceparent"));
    }

    private static Set<Kind> kinds(String[] names) {
        return Arrays.stream(names)
                .flatMap(name -> Kind.ofColumn(name).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
