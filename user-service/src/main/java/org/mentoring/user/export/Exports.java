package org.mentoring.user.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.outbox.Outbox;
import org.mentoring.kit.outbox.OutboxEvent;
import org.mentoring.kit.security.Caller;
import org.mentoring.kit.security.ClosedAccounts;

/** Archives of all data about a person: requested from all services by an event, assembled from their answers. */
@ApplicationScoped
class Exports {

    private static final String TOPIC = "mentoring.exports";
    private static final String PREFIX = "org.mentoring.export.";
    /** Greater than that of any part, which are numbered from two. */
    private static final long LAST_VERSION = 1_000_000;

    private static final String FIND = """
            SELECT e.id, e.requested_at, e.ready_at, e.expires_at,
                   ARRAY(SELECT DISTINCT p.service FROM export_parts p WHERE p.export_id = e.id ORDER BY 1) AS provided
              FROM exports e WHERE e.user_id = $1 AND e.expires_at > now()
            """;
    private static final String REPLACE = "DELETE FROM exports WHERE user_id = $1 AND expires_at <= now()";
    private static final String REQUEST = """
            INSERT INTO exports (id, user_id, requested_at, expires_at) VALUES (uuidv7(), $1, now(), now() + make_interval(secs => $2))
            ON CONFLICT DO NOTHING
            RETURNING id
            """;
    private static final String ADD = """
            INSERT INTO export_parts (export_id, service, part, parts, content)
            SELECT $1, $2, $3, $4, $5 FROM exports WHERE id = $1
            ON CONFLICT DO NOTHING
            """;
    private static final String LOCK = "SELECT FROM exports WHERE id = $1 FOR UPDATE";
    private static final String FINISH = """
            UPDATE exports e SET ready_at = now(), expires_at = now() + make_interval(secs => $2)
             WHERE e.id = $1 AND e.ready_at IS NULL
               AND NOT EXISTS (SELECT FROM unnest($3::text[]) s (service)
                                WHERE (SELECT count(*) FROM export_parts p
                                        WHERE p.export_id = e.id AND p.service = s.service)
                                      IS DISTINCT FROM (SELECT max(p.parts) FROM export_parts p
                                                         WHERE p.export_id = e.id AND p.service = s.service))
            RETURNING e.user_id, e.expires_at
            """;
    private static final String PARTS =
            "SELECT service, content FROM export_parts WHERE export_id = $1 ORDER BY service, part";
    private static final String PURGE = "DELETE FROM exports WHERE expires_at <= now()";

    private final Transactions transactions;
    private final Outbox outbox;
    private final ExportConfig config;

    Exports(Transactions transactions, Outbox outbox, ExportConfig config) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.config = config;
    }

    /** @param readyAt null while services are waited for */
    record Export(UUID id, Instant requestedAt, Instant readyAt, Instant expiresAt, List<String> provided) {

        boolean isReady() {
            return readyAt != null;
        }

        ExportStatus status() {
            return new ExportStatus(id, isReady() ? "ready" : "pending", requestedAt, expiresAt, provided);
        }
    }

    /** The caller's archive; requested if there is none. */
    Uni<Export> current(Caller person) {
        return transactions.write(
                person,
                tx -> find(tx, person.id())
                        .chain(found -> found != null
                                ? Uni.createFrom().item(found)
                                : request(tx, person.id()).chain(() -> find(tx, person.id())))
                        .onItem()
                        .ifNull()
                        .failWith(ClosedAccounts::closed));
    }

    /** The documents of all services, each a file. */
    Uni<byte[]> archive(Caller person, Export export) {
        return transactions
                .read(person, PARTS, Tuple.of(export.id()))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> {
                    var documents = new TreeMap<String, StringBuilder>();
                    rows.forEach(row -> documents
                            .computeIfAbsent(row.getString("service"), service -> new StringBuilder())
                            .append(row.getString("content")));
                    return zip(documents, export.readyAt());
                });
    }

    /** Keeps a part; once all are there, the person gets a mail. */
    Uni<Void> provided(SqlConnection tx, Part part) {
        return tx.preparedQuery(LOCK)
                .execute(Tuple.of(part.exportId()))
                .chain(() -> tx.preparedQuery(ADD)
                        .execute(Tuple.tuple()
                                .addUUID(part.exportId())
                                .addString(part.service())
                                .addInteger(part.part())
                                .addInteger(part.parts())
                                .addString(part.content())))
                .chain(() -> finish(tx, part.exportId()));
    }

    /** Deletes what has been kept for long enough. */
    Uni<Void> purge() {
        return transactions
                .write(Caller.SERVICE, tx -> tx.preparedQuery(PURGE).execute())
                .replaceWithVoid();
    }

    private Uni<Void> finish(SqlConnection tx, UUID export) {
        return tx.preparedQuery(FINISH)
                .execute(Tuple.of(
                        export,
                        DatabaseTime.seconds(config.retention()),
                        config.services().toArray(String[]::new)))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().voidItem()
                        : outbox.append(
                                tx,
                                event(
                                        export,
                                        "ready",
                                        LAST_VERSION,
                                        ready(export, rows.iterator().next()))));
    }

    private static Ready ready(UUID export, Row row) {
        return new Ready(export, row.getUUID("user_id"), row.getOffsetDateTime("expires_at"));
    }

    private Uni<Void> request(SqlConnection tx, UUID person) {
        return tx.preparedQuery(REPLACE)
                .execute(Tuple.of(person))
                .chain(() ->
                        tx.preparedQuery(REQUEST).execute(Tuple.of(person, DatabaseTime.seconds(config.retention()))))
                .chain(rows -> {
                    for (var row : rows) {
                        var id = row.getUUID("id");
                        return outbox.append(tx, event(id, "requested", 1, new Requested(id, person)));
                    }
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<Export> find(SqlConnection tx, UUID person) {
        return tx.preparedQuery(FIND)
                .execute(Tuple.of(person))
                .map(rows -> rows.stream().map(Exports::export).findFirst().orElse(null));
    }

    private static Export export(Row row) {
        var readyAt = row.getOffsetDateTime("ready_at");
        return new Export(
                row.getUUID("id"),
                row.getOffsetDateTime("requested_at").toInstant(),
                readyAt == null ? null : readyAt.toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(),
                List.of(row.getArrayOfStrings("provided")));
    }

    private static OutboxEvent event(UUID export, String what, long version, Object data) {
        return new OutboxEvent(TOPIC, PREFIX + what + ".v1", export, version, data);
    }

    private static byte[] zip(TreeMap<String, StringBuilder> documents, Instant time) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var document : documents.entrySet()) {
                var entry = new ZipEntry(document.getKey() + ".json");
                entry.setTimeLocal(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
                zip.putNextEntry(entry);
                zip.write(document.getValue().toString().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    record Part(UUID exportId, String service, int part, int parts, String content) {}

    private record Requested(UUID exportId, UUID userId) {}

    private record Ready(UUID exportId, UUID userId, OffsetDateTime expiresAt) {}
}
