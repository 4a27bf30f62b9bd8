package org.mentoring.kit.outbox;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.page.Page;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/** Events that the broker refused permanently, and what admins decide about them. */
@ApplicationScoped
public class ParkedEvents {

    private static final Logger LOG = Logger.getLogger(ParkedEvents.class);

    /** Without the data, which may be personal and is not needed to decide. */
    private static final String COLUMNS = """
            o.id, o.topic, o.type, o.subject, o.aggregate_version, o.time, octet_length(o.data::text) AS size,
            o.parked_reason, o.parked_at,
            (SELECT count(*) FROM outbox later
              WHERE later.subject = o.subject AND later.topic = o.topic
                AND later.aggregate_version > o.aggregate_version AND later.published_at IS NULL) AS waiting""";

    private static final String PAGE = "SELECT " + COLUMNS + """
             FROM outbox o
             WHERE o.parked_at IS NOT NULL AND ($1::text IS NULL OR o.topic = $1) AND ($2::uuid IS NULL OR o.id < $2)
             ORDER BY o.id DESC LIMIT $3
            """;
    private static final String REPLAY = """
            UPDATE outbox SET parked_at = NULL, parked_reason = NULL
             WHERE parked_at IS NOT NULL AND ($1::uuid IS NULL OR id = $1) AND ($2::text IS NULL OR topic = $2)
            """;
    private static final String DISCARD =
            "DELETE FROM outbox WHERE id = $1 AND parked_at IS NOT NULL RETURNING type, subject, parked_reason";

    private final Transactions transactions;
    private final OutboxSignal signal;

    ParkedEvents(Transactions transactions, OutboxSignal signal) {
        this.transactions = transactions;
        this.signal = signal;
    }

    /** @param topic null for any */
    public Uni<Page<ParkedEvent>> page(String topic, PageRequest page) {
        var after = page.after(1).map(key -> key.id(0)).orElse(null);
        return transactions
                .read(Caller.SERVICE, PAGE, Tuple.of(topic, after, page.limit() + 1))
                .map(rows -> Page.of(
                        rows.stream().map(ParkedEvent::of).toList(),
                        page,
                        event -> List.of(event.id().toString())));
    }

    /** Has an event published once more. */
    public Uni<Void> replay(UUID id) {
        return replay(Tuple.of(id, null)).invoke(count -> requireOne(count)).replaceWithVoid();
    }

    /**
     * Has all of them published once more.
     *
     * @param topic null for any
     * @return how many
     */
    public Uni<Integer> replayAll(String topic) {
        return replay(Tuple.of(null, topic));
    }

    /** Deletes an event that is not to be published, so that later ones of its aggregate go on. */
    public Uni<Void> discard(Caller admin, UUID id, String reason) {
        return transactions
                .write(Caller.SERVICE, DISCARD, Tuple.of(id))
                .invoke(rows -> {
                    requireOne(rows.rowCount());
                    var row = rows.iterator().next();
                    LOG.warnf(
                            "%s discarded the event %s (%s of %s), which was refused with %s: %s",
                            admin.id(),
                            id,
                            row.getString("type"),
                            row.getUUID("subject"),
                            row.getString("parked_reason"),
                            reason);
                    signal.raise();
                })
                .replaceWithVoid();
    }

    private Uni<Integer> replay(Tuple which) {
        return transactions
                .write(Caller.SERVICE, REPLAY, which)
                .map(rows -> rows.rowCount())
                .invoke(signal::raise);
    }

    private static void requireOne(int count) {
        if (count == 0) {
            throw Problems.notFound("parked event");
        }
    }
}
