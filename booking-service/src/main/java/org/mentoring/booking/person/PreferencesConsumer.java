package org.mentoring.booking.person;

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

/** Keeps in which language people want to be written to, so that calendar files are in the language of the mails. */
@ApplicationScoped
class PreferencesConsumer {

    private static final String UPDATED = "org.mentoring.preference.updated.v1";
    private static final String UPSERT = """
            INSERT INTO mail_languages (user_id, language, changed_at) VALUES ($1, $2, $3)
            ON CONFLICT (user_id) DO UPDATE SET language = excluded.language, changed_at = excluded.changed_at
             WHERE mail_languages.language IS DISTINCT FROM excluded.language
            """;

    private final Inbox inbox;

    PreferencesConsumer(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("preferences")
    Uni<Void> on(Message<String> message) {
        return inbox.receive("preferences", message, this::apply);
    }

    private Uni<Void> apply(Event event, SqlConnection tx) {
        if (!event.type().equals(UPDATED)) {
            return Uni.createFrom().voidItem();
        }
        var preferences = event.data(Preferences.class);
        return tx.preparedQuery(UPSERT)
                .execute(Tuple.of(
                        preferences.userId(),
                        preferences.language(),
                        event.time().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** @param language a BCP 47 tag; null for that of the account */
    record Preferences(UUID userId, String language) {}
}
