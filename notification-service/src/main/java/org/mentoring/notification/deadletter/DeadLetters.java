package org.mentoring.notification.deadletter;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.page.Page;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/** Events that could not be applied, and what operators do with them. */
@ApplicationScoped
class DeadLetters {

    static final List<String> STATUSES = List.of("parked", "replayed", "discarded");

    private static final String KEEP = """
            INSERT INTO dead_letters (topic, service, dlq_topic, dlq_partition, dlq_offset, key, headers, payload, reason,
                                      parked_at, replay_of)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            ON CONFLICT ON CONSTRAINT dead_letters_once DO NOTHING
            """;
    private static final String COLUMNS = """
            id, topic, service, key, headers, payload, reason, parked_at, status, replays, replay_of, note, settled_at""";
    private static final String PAGE = "SELECT " + COLUMNS + """
             FROM dead_letters
             WHERE ($1::text IS NULL OR topic = $1) AND ($2::text IS NULL OR status = $2)
               AND ($3::uuid IS NULL OR id < $3)
             ORDER BY id DESC LIMIT $4
            """;
    private static final String FIND = "SELECT " + COLUMNS + " FROM dead_letters WHERE id = $1";
    private static final String REPLAYED = """
            UPDATE dead_letters SET status = 'replayed', replays = replays + 1, settled_at = now(), settled_by = $2
             WHERE id = $1 AND status <> 'discarded' RETURNING\s""" + COLUMNS;
    private static final String DISCARD = """
            UPDATE dead_letters SET status = 'discarded', note = $3, settled_at = now(), settled_by = $2
             WHERE id = $1 AND status = 'parked' RETURNING\s""" + COLUMNS;
    private static final String COUNT = """
            SELECT topic, service, count(*) FILTER (WHERE status = 'parked') AS parked FROM dead_letters
             GROUP BY topic, service
            """;

    private final Transactions transactions;
    private final ReplayChannel replays;

    DeadLetters(Transactions transactions, ReplayChannel replays) {
        this.transactions = transactions;
        this.replays = replays;
    }

    /** The position of a record in a dead-letter topic. */
    record RecordPosition(String topic, int partition, long offset) {}

    /**
     * A record that was parked.
     *
     * @param replayOf the dead letter that was replayed and failed again; null for none
     */
    record Parked(
            DeadLetterTopic where,
            RecordPosition position,
            byte[] key,
            List<EventHeader> headers,
            byte[] payload,
            String reason,
            Instant at,
            UUID replayOf) {}

    /** How many are parked of a topic by a service. */
    record Count(String topic, String service, long parked) {}

    /** Keeps a record; one that is kept already stays as it is. */
    Uni<Void> keep(Parked letter) {
        var values = Tuple.from(new Object[] {
            letter.where().topic(),
            letter.where().service(),
            letter.position().topic(),
            letter.position().partition(),
            letter.position().offset(),
            buffer(letter.key()),
            EventHeader.column(letter.headers()),
            buffer(letter.payload()),
            letter.reason(),
            letter.at().atOffset(ZoneOffset.UTC),
            letter.replayOf()
        });
        return transactions.write(Caller.SERVICE, KEEP, values).replaceWithVoid();
    }

    /**
     * @param topic null for any
     * @param status null for any
     */
    Uni<Page<DeadLetter>> page(Caller admin, String topic, String status, PageRequest page) {
        if (status != null && !STATUSES.contains(status)) {
            throw Problems.malformed("status", "must be one of " + String.join(", ", STATUSES));
        }
        var after = page.after(1).map(key -> key.id(0)).orElse(null);
        return transactions
                .read(admin, PAGE, Tuple.of(topic, status, after, page.limit() + 1))
                .map(rows -> rows.stream().map(DeadLetter::of).toList())
                .map(letters ->
                        Page.of(letters, page, letter -> List.of(letter.id().toString())));
    }

    Uni<DeadLetter> get(Caller admin, UUID id) {
        return find(admin, id).map(DeadLetter::of);
    }

    /**
     * Hands the record to its service once more. It is noted after it was published: should the note be lost, the record is
     * published again, and the inbox of the service knows it.
     */
    Uni<DeadLetter> replay(Caller admin, UUID id) {
        return find(admin, id)
                .invoke(DeadLetters::requireNotDiscarded)
                .call(row -> replays.publish(
                        new DeadLetterTopic(row.getString("topic"), row.getString("service")),
                        id,
                        bytes(row.getBuffer("key")),
                        EventHeader.list(row.get(JsonArray.class, "headers")),
                        bytes(row.getBuffer("payload"))))
                .chain(() -> settle(admin, REPLAYED, Tuple.of(id, admin.id())));
    }

    /** Takes a record off the list of what waits for a decision. */
    Uni<DeadLetter> discard(Caller admin, UUID id, String reason) {
        return settle(admin, DISCARD, Tuple.of(id, admin.id(), reason));
    }

    Uni<List<Count>> counts() {
        return transactions
                .read(Caller.SERVICE, tx -> tx.query(COUNT).execute())
                .map(rows -> rows.stream()
                        .map(row -> new Count(row.getString("topic"), row.getString("service"), row.getLong("parked")))
                        .toList());
    }

    private Uni<Row> find(Caller admin, UUID id) {
        return transactions
                .read(admin, FIND, Tuple.of(id))
                .map(rows -> rows.stream().findFirst().orElseThrow(() -> Problems.notFound("dead letter")));
    }

    private Uni<DeadLetter> settle(Caller admin, String sql, Tuple values) {
        return transactions.write(
                admin,
                tx -> tx.preparedQuery(sql)
                        .execute(values)
                        .chain(rows -> rows.rowCount() == 1
                                ? Uni.createFrom()
                                        .item(DeadLetter.of(rows.iterator().next()))
                                : tx.preparedQuery(FIND)
                                        .execute(Tuple.of(values.getUUID(0)))
                                        .map(found -> {
                                            throw found.rowCount() == 0
                                                    ? Problems.notFound("dead letter")
                                                    : Problems.conflict(
                                                            "The dead letter was replayed or discarded before.");
                                        })));
    }

    private static void requireNotDiscarded(Row row) {
        if ("discarded".equals(row.getString("status"))) {
            throw Problems.conflict("The dead letter was discarded.");
        }
    }

    private static Buffer buffer(byte[] bytes) {
        return bytes == null ? null : Buffer.buffer(bytes);
    }

    private static byte[] bytes(io.vertx.mutiny.core.buffer.Buffer buffer) {
        return buffer == null ? null : buffer.getBytes();
    }
}
