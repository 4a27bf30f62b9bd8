package org.mentoring.notification.account;

import java.time.OffsetDateTime;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.Messages;
import org.mentoring.notification.message.PlannedMail;
import org.mentoring.notification.message.Sender;

/** Tells people that the archive of their data, which they asked for, can be fetched. */
@ApplicationScoped
class ExportConsumer {

    private static final String READY = "org.mentoring.export.ready.v1";

    private final Inbox inbox;
    private final Messages messages;
    private final Sender sender;

    ExportConsumer(Inbox inbox, Messages messages, Sender sender) {
        this.inbox = inbox;
        this.messages = messages;
        this.sender = sender;
    }

    @Incoming("exports")
    Uni<Void> on(Message<String> message) {
        return inbox.receiveInAnyOrder("export-mails", message, this::plan).invoke(sender::wake);
    }

    private Uni<Void> plan(Event event, SqlConnection tx) {
        if (!event.type().equals(READY)) {
            return Uni.createFrom().voidItem();
        }
        var export = event.data(Export.class);
        return messages.plan(
                tx,
                PlannedMail.of(event, Kind.EXPORT_READY, export.userId())
                        .expiringAt(export.expiresAt().toInstant()));
    }

    /** What this service reads of the event. */
    record Export(UUID userId, OffsetDateTime expiresAt) {}
}
