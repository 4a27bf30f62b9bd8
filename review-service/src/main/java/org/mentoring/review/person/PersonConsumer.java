package org.mentoring.review.person;

import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;
import org.mentoring.review.review.Reviews;

/** Keeps the names that people have now, and has their reviews show them. */
@ApplicationScoped
class PersonConsumer {

    /** Whoever left is erased as a whole, see erase_data. */
    private static final Set<String> NAMING =
            Set.of("org.mentoring.user.registered.v1", "org.mentoring.user.updated.v1");

    private static final String KEEP = """
            INSERT INTO people (user_id, name) VALUES ($1, $2)
            ON CONFLICT (user_id) DO UPDATE SET name = excluded.name
            """;

    private static final String RENAME_SESSIONS =
            "UPDATE sessions SET mentee_name = $2 WHERE mentee_id = $1 AND mentee_name IS DISTINCT FROM $2";

    private final Inbox inbox;
    private final Reviews reviews;

    PersonConsumer(Inbox inbox, Reviews reviews) {
        this.inbox = inbox;
        this.reviews = reviews;
    }

    @Incoming("users")
    Uni<Void> on(Message<String> message) {
        return inbox.receiveInSession("people", message, this::apply);
    }

    private Uni<Void> apply(Event event, SqlConnection tx) {
        if (!NAMING.contains(event.type())) {
            return Uni.createFrom().voidItem();
        }
        var person = event.data(Person.class);
        return tx.preparedQuery(KEEP)
                .execute(Tuple.of(person.userId(), person.name()))
                .chain(() -> tx.preparedQuery(RENAME_SESSIONS).execute(Tuple.of(person.userId(), person.name())))
                .chain(() -> reviews.rename(tx, person.userId(), person.name()));
    }

    record Person(UUID userId, String name) {}
}
