package org.mentoring.booking.mentor;

import java.time.ZoneOffset;
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

/** Keeps the local copy of mentors: who may be booked, and what a booking shows of them. */
@ApplicationScoped
class MentorConsumer {

    private static final String UPSERT = """
            INSERT INTO mentors (id, name, email, time_zone, locale, status, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (id) DO UPDATE
               SET name = excluded.name, email = excluded.email, time_zone = excluded.time_zone,
                   locale = excluded.locale, status = excluded.status, changed_at = excluded.changed_at
            """;
    // The zone of the profile is where a schedule begins.
    private static final String INSERT_SCHEDULE =
            "INSERT INTO schedules (mentor_id, time_zone) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    private static final String INSERT_TERMS =
            "INSERT INTO booking_terms (mentor_id) VALUES ($1) ON CONFLICT DO NOTHING";
    private static final String SUSPENDED = "org.mentoring.mentor.suspended.v1";
    private static final String ERASED = "org.mentoring.mentor.erased.v1";

    private final Inbox inbox;
    private final ScheduleZones zones;
    private final Suspensions suspensions;

    MentorConsumer(Inbox inbox, ScheduleZones zones, Suspensions suspensions) {
        this.inbox = inbox;
        this.zones = zones;
        this.suspensions = suspensions;
    }

    @Incoming("mentors")
    Uni<Void> on(Message<String> message) {
        return inbox.receive("mentors", message, this::apply);
    }

    private Uni<Void> apply(Event event, SqlConnection tx) {
        if (!event.type().startsWith("org.mentoring.mentor.")) {
            return Uni.createFrom().voidItem();
        }
        if (event.type().equals(ERASED)) {
            return suspensions.erased(tx, event);
        }
        var mentor = event.data(Mentor.class);
        var values = Tuple.from(new Object[] {
            mentor.mentorId(),
            mentor.name(),
            mentor.email(),
            mentor.timeZone(),
            mentor.locale(),
            mentor.status(),
            event.time().atOffset(ZoneOffset.UTC)
        });
        return tx.preparedQuery(UPSERT)
                .execute(values)
                .chain(() -> tx.preparedQuery(INSERT_SCHEDULE).execute(Tuple.of(mentor.mentorId(), mentor.timeZone())))
                .chain(() -> tx.preparedQuery(INSERT_TERMS).execute(Tuple.of(mentor.mentorId())))
                .chain(() -> zones.follow(tx, mentor.mentorId()))
                .chain(() -> event.type().equals(SUSPENDED)
                        ? suspensions.suspended(tx, event)
                        : Uni.createFrom().voidItem());
    }

    record Mentor(UUID mentorId, String name, String email, String status, String timeZone, String locale) {}
}
