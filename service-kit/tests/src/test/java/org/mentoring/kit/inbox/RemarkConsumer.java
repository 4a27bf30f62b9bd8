package org.mentoring.kit.inbox;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** A consumer that a test can stop between its effect and the commit. */
@ApplicationScoped
class RemarkConsumer {

    private final Inbox inbox;
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile BiFunction<Event, SqlConnection, Uni<Void>> afterEffect;

    RemarkConsumer(Inbox inbox) {
        this.inbox = inbox;
        reset();
    }

    void reset() {
        attempts.set(0);
        afterEffect = (event, tx) -> Uni.createFrom().voidItem();
    }

    void afterEffect(BiFunction<Event, SqlConnection, Uni<Void>> what) {
        afterEffect = what;
    }

    /** How often an effect was begun. */
    int attempts() {
        return attempts.get();
    }

    @Incoming("remarks")
    Uni<Void> on(Message<String> message) {
        return inbox.receive("remarks", message, this::apply);
    }

    private Uni<Void> apply(Event event, SqlConnection tx) {
        return tx.preparedQuery("INSERT INTO remarks (subject, version) VALUES ($1, $2)")
                .execute(Tuple.of(event.subject(), event.aggregateVersion()))
                .invoke(attempts::incrementAndGet)
                .chain(() -> afterEffect.apply(event, tx));
    }
}
