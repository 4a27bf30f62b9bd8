package org.mentoring.kit.erasure;

import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;
import org.mentoring.kit.security.ClosedAccounts;

/** Takes note of people whose account is closed, from the events of their accounts. */
@ApplicationScoped
class ErasureConsumer {

    private static final String ERASED = "org.mentoring.user.erased.v1";

    private final Inbox inbox;
    private final Erasures erasures;
    private final ClosedAccounts closedAccounts;

    ErasureConsumer(Inbox inbox, Erasures erasures, ClosedAccounts closedAccounts) {
        this.inbox = inbox;
        this.erasures = erasures;
        this.closedAccounts = closedAccounts;
    }

    @Incoming("users-erasure")
    Uni<Void> on(Message<String> message) {
        var closed = new AtomicReference<UUID>();
        return inbox.receive("erasure", message, (event, tx) -> apply(event, tx, closed))
                .invoke(() -> Optional.ofNullable(closed.get()).ifPresent(closedAccounts::add));
    }

    private Uni<Void> apply(Event event, SqlConnection tx, AtomicReference<UUID> closed) {
        if (!event.type().equals(ERASED)) {
            return Uni.createFrom().voidItem();
        }
        var person = event.data(Person.class);
        return erasures.note(tx, person.userId(), person.erasedAt()).invoke(() -> closed.set(person.userId()));
    }

    record Person(UUID userId, OffsetDateTime erasedAt) {}
}
