package org.mentoring.user.export;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;

/** Collects what the services hold about people who asked for it. */
@ApplicationScoped
class ExportedDataConsumer {

    private static final String PROVIDED = "org.mentoring.export.provided.v1";

    private final Inbox inbox;
    private final Exports exports;

    ExportedDataConsumer(Inbox inbox, Exports exports) {
        this.inbox = inbox;
        this.exports = exports;
    }

    @Incoming("exports")
    Uni<Void> on(Message<String> message) {
        return inbox.receiveInAnyOrder("exports", message, this::apply);
    }

    private Uni<Void> apply(Event event, SqlConnection tx) {
        return event.type().equals(PROVIDED)
                ? exports.provided(tx, event.data(Exports.Part.class))
                : Uni.createFrom().voidItem();
    }
}
