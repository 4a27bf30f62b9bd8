package org.mentoring.booking.person;

import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.booking.schedule.ScheduleZones;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;

/**
 * Keeps what a booking shows of its mentee: name, address, zone and language; who hides the address from the other side; and who
 * cannot sign in.
 */
@ApplicationScoped
class PersonConsumer {

    /** Whoever left is erased as a whole, see erase_data. */
    private static final Set<String> ACCOUNT_CHANGES =
            Set.of("org.mentoring.user.registered.v1", "org.mentoring.user.updated.v1");

    private static final String UPSERT = """
            INSERT INTO people (user_id, name, email, time_zone, locale, changed_at, disabled)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (user_id) DO UPDATE
               SET name = excluded.name, email = excluded.email, time_zone = excluded.time_zone, locale = excluded.locale,
                   changed_at = excluded.changed_at, disabled = excluded.disabled
            RETURNING old.time_zone IS DISTINCT FROM new.time_zone AS zone_changed
            """;

    private static final String HIDE_ADDRESS =
            "INSERT INTO hidden_addresses (user_id) VALUES ($1) ON CONFLICT DO NOTHING";
    private static final String SHOW_ADDRESS = "DELETE FROM hidden_addresses WHERE user_id = $1";

    private final Inbox inbox;
    private final ScheduleZones zones;

    PersonConsumer(Inbox inbox, ScheduleZones zones) {
        this.inbox = inbox;
        this.zones = zones;
    }

    @Incoming("users")
    Uni<Void> on(Message<String> message) {
        return inbox.receive("people", message, this::apply);
    }

    private Uni<Void> apply(Event event, SqlConnection tx) {
        if (!ACCOUNT_CHANGES.contains(event.type())) {
            return Uni.createFrom().voidItem();
        }
        var person = event.data(Person.class);
        return tx.preparedQuery(UPSERT)
                .execute(Tuple.from(new Object[] {
                    person.userId(),
                    person.name(),
                    person.email(),
                    person.timeZone(),
                    person.locale(),
                    event.time().atOffset(ZoneOffset.UTC),
                    Boolean.TRUE.equals(person.disabled())
                }))
                // Nothing is kept of people who were erased, so that there may be no row.
                .chain(kept -> kept.stream().anyMatch(row -> row.getBoolean("zone_changed"))
                        ? zones.accountZoneChanged(tx, person.userId())
                        : Uni.createFrom().voidItem())
                .chain(() -> tx.preparedQuery(person.hidesEmail() ? HIDE_ADDRESS : SHOW_ADDRESS)
                        .execute(Tuple.of(person.userId())))
                .replaceWithVoid();
    }

    /**
     * An account.
     *
     * @param email null while there is none that the identity provider has verified: then a token's counts
     * @param timeZone null as long as nobody has chosen one
     * @param shareEmail whether the other side of a confirmed booking sees the address; null for yes
     * @param disabled null for no
     */
    record Person(
            UUID userId,
            String name,
            String email,
            String timeZone,
            String locale,
            Boolean shareEmail,
            Boolean disabled) {

        boolean hidesEmail() {
            return Boolean.FALSE.equals(shareEmail);
        }
    }
}
