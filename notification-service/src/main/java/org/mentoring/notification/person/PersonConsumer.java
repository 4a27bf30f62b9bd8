package org.mentoring.notification.person;

import java.time.ZoneOffset;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;

/** Keeps where, and in which zone and language, people are written to, and who shows the address to others. */
@ApplicationScoped
class PersonConsumer {

    private static final String KEEP = """
            INSERT INTO people (user_id, name, email, time_zone, locale, share_email, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (user_id) DO UPDATE
               SET name = excluded.name, email = excluded.email, time_zone = excluded.time_zone, locale = excluded.locale,
                   share_email = excluded.share_email, changed_at = excluded.changed_at
            """;

    private final Inbox inbox;

    PersonConsumer(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("users")
    Uni<Void> on(Message<String> message) {
        return inbox.receive("people", message, PersonConsumer::apply);
    }

    private static Uni<Void> apply(Event event, SqlConnection tx) {
        // Of a closed account the last address is needed until the mail about that has gone out; then it is erased.
        if (!event.type().startsWith("org.mentoring.user.") || event.type().startsWith("org.mentoring.user.erased.")) {
            return Uni.createFrom().voidItem();
        }
        var person = event.data(Person.class);
        return tx.preparedQuery(KEEP)
                .execute(Tuple.from(new Object[] {
                    person.userId(),
                    person.name(),
                    person.address(),
                    person.timeZone(),
                    person.locale(),
                    !Boolean.FALSE.equals(person.shareEmail()),
                    event.time().atOffset(ZoneOffset.UTC)
                }))
                .replaceWithVoid();
    }

    /** @param shareEmail null for yes */
    record Person(UUID userId, String name, String email, String timeZone, String locale, Boolean shareEmail) {

        /** Where mails go; what no mail reaches (RFC 2606, section 2) while no address is verified, whatever other events contained. */
        String address() {
            return email == null ? userId + "@unverified.invalid" : email;
        }
    }
}
