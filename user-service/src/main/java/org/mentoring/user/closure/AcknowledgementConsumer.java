package org.mentoring.user.closure;

import java.time.OffsetDateTime;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;

/** Follows which services have erased people whose account is closed. */
@ApplicationScoped
class AcknowledgementConsumer {

    private static final String ACKNOWLEDGED = "org.mentoring.erasure.acknowledged.v1";

    private final Inbox inbox;
    private final AccountClosure closure;

    AcknowledgementConsumer(Inbox inbox, AccountClosure closure) {
        this.inbox = inbox;
        this.closure = closure;
    }

    @Incoming("erasures")
    Uni<Void> on(Message<String> message) {
        return inbox.receive("erasures", message, this::apply);
    }

    private Uni<Void> apply(Event event, SqlConnection tx) {
        if (!event.type().equals(ACKNOWLEDGED)) {
            return Uni.createFrom().voidItem();
        }
        var acknowledgement = event.data(Acknowledgement.class);
        return closure.acknowledged(
                tx, acknowledgement.userId(), acknowledgement.service(), acknowledgement.acknowledgedAt());
    }

    record Acknowledgement(UUID userId, String service, OffsetDateTime acknowledgedAt) {}
}
