package org.mentoring.kit.erasure;

import java.time.OffsetDateTime;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;

/** Takes note of people who left, from the events of their accounts. */
@ApplicationScoped
class ErasureConsumer {

    private static final String ERASED = "org.mentoring.user.erased.v1";

    private final Inbox inbox;
    private final Erasures erasures;

    ErasureConsumer(Inbox inbox, Erasures erasures) {
        this.inbox = inbox;
        this.erasures = erasures;
    }

    @Incoming("account-closures")
    Uni<Void> on(Message<String> message) {
        return inbox.receive("erasure", message, this::apply);
    }

    private Uni<Void> apply(Event event, SqlConnection tx) {
        if (!event.type().equals(ERASED)) {
            return Uni.createFrom().voidItem();
        }
        var person = event.data(Person.class);
        return erasures.note(tx, person.userId(), person.erasedAt());
    }

    record Person(UUID userId, OffsetDateTime erasedAt) {}
}
