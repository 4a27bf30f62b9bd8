package org.mentoring.kit.outbox;

import java.util.Arrays;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.event.EventJson;
import org.mentoring.kit.event.Traceparent;

/** Where an event is put in the transaction that makes it happen; the relay publishes it after the commit. */
@ApplicationScoped
public class Outbox {

    private static final String APPEND =
            "INSERT INTO outbox (topic, type, subject, aggregate_version, traceparent, data) VALUES ($1, $2, $3, $4, $5, $6)";

    private final EventJson json;

    Outbox(EventJson json) {
        this.json = json;
    }

    /** Puts the events, in their order, into the transaction of the connection. */
    public Uni<Void> append(SqlConnection transaction, OutboxEvent... events) {
        return append(transaction, Arrays.asList(events));
    }

    /** Puts the events, in their order, into the transaction of the connection. */
    public Uni<Void> append(SqlConnection transaction, List<OutboxEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var traceparent = Traceparent.current();
        var rows = events.stream()
                .map(event -> Tuple.of(
                        event.topic(),
                        event.type(),
                        event.subject(),
                        event.aggregateVersion(),
                        traceparent,
                        new JsonObject(write(event))))
                .toList();
        return transaction.preparedQuery(APPEND).executeBatch(rows).replaceWithVoid();
    }

    private String write(OutboxEvent event) {
        try {
            return json.mapper().writeValueAsString(event.data());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Event " + event.type() + " cannot be written as JSON", e);
        }
    }
}
