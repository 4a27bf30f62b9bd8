package org.mentoring.kit.export;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;
import org.mentoring.kit.outbox.Outbox;
import org.mentoring.kit.outbox.OutboxEvent;

/**
 * Provides the data of a person who asks for all data about them. Each service has an SQL function {@code export_data(uuid)} that
 * answers a JSON document; it is published in parts that fit into an event. Once the export is assembled, the parts are deleted
 * here, and after a day in any case ({@link ExportRetention}).
 */
@ApplicationScoped
class ExportConsumer {

    /** In characters, of which each may take three bytes, or be escaped: a part stays below 512 KiB. */
    static final int LONGEST_PART = 100_000;

    private static final String PREFIX = "org.mentoring.export.";
    private static final String TOPIC = "mentoring.exports";
    private static final String EXPORT = "SELECT export_person($1)::text";
    private static final String DELETE_PARTS =
            "DELETE FROM outbox WHERE subject = $1 AND topic = $2 AND type = $3 AND published_at IS NOT NULL";

    private final Inbox inbox;
    private final Outbox outbox;
    private final String service;

    ExportConsumer(Inbox inbox, Outbox outbox, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.inbox = inbox;
        this.outbox = outbox;
        this.service = service;
    }

    @Incoming("exports-export")
    Uni<Void> on(Message<String> message) {
        return inbox.receiveInAnyOrder("export", message, this::apply);
    }

    private Uni<Void> apply(Event event, SqlConnection tx) {
        return switch (event.type()) {
            case PREFIX + "requested.v1" -> provide(tx, event.data(Export.class));
            case PREFIX + "ready.v1" ->
                tx.preparedQuery(DELETE_PARTS)
                        .execute(Tuple.of(event.data(Export.class).exportId(), TOPIC, PREFIX + "provided.v1"))
                        .replaceWithVoid();
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> provide(SqlConnection tx, Export export) {
        return tx.preparedQuery(EXPORT)
                .execute(Tuple.of(export.userId()))
                .map(rows -> rows.iterator().next().getString(0))
                .chain(document -> outbox.append(tx, parts(export, document == null ? "{}" : document)));
    }

    private List<OutboxEvent> parts(Export export, String document) {
        var contents = split(document);
        var events = new ArrayList<OutboxEvent>(contents.size());
        for (var part = 1; part <= contents.size(); part++) {
            // The request is the first event of the aggregate.
            events.add(new OutboxEvent(
                    TOPIC,
                    PREFIX + "provided.v1",
                    export.exportId(),
                    part + 1L,
                    new Provided(
                            export.exportId(),
                            export.userId(),
                            service,
                            part,
                            contents.size(),
                            contents.get(part - 1))));
        }
        return events;
    }

    static List<String> split(String document) {
        var parts = new ArrayList<String>();
        var from = 0;
        while (from < document.length()) {
            var to = Math.min(document.length(), from + LONGEST_PART);
            if (to < document.length() && Character.isHighSurrogate(document.charAt(to - 1))) {
                to--;
            }
            parts.add(document.substring(from, to));
            from = to;
        }
        return parts;
    }

    record Export(UUID exportId, UUID userId) {}

    record Provided(UUID exportId, UUID userId, String service, int part, int parts, String content) {}
}
