package org.mentoring.notification.report.copy;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.inbox.Event;

/** Who has signed up, and who is a mentor for what. */
@ApplicationScoped
class PeopleCopy {

    private static final String SIGN_UP =
            "INSERT INTO report_signups (user_id, signed_up_at) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    private static final String FORGET_SIGN_UP = "DELETE FROM report_signups WHERE user_id = $1";
    private static final String FORGET_NAME = "UPDATE report_bookings SET user_name = NULL WHERE user_id = $1";
    private static final String FORGET_MENTEE = "UPDATE report_sessions SET mentee_name = NULL WHERE mentee_id = $1";
    private static final String KEEP_MENTOR = """
            INSERT INTO report_mentors AS kept (mentor_id, name, email, time_zone, locale, status, expertise, approved_at,
                                                changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $6 = 'approved' THEN $8::timestamptz END, $8)
            ON CONFLICT (mentor_id) DO UPDATE
               SET name = excluded.name, email = excluded.email, time_zone = excluded.time_zone, locale = excluded.locale,
                   status = excluded.status, expertise = excluded.expertise,
                   approved_at = coalesce(kept.approved_at, excluded.approved_at), changed_at = excluded.changed_at
            """;
    private static final String FORGET_MENTOR = "DELETE FROM report_mentors WHERE mentor_id = $1";
    private static final String FORGET_MENTOR_NAME = "UPDATE report_sessions SET mentor_name = '' WHERE mentor_id = $1";

    private final Clock clock;

    PeopleCopy(Clock clock) {
        this.clock = clock;
    }

    private record Mentor(
            UUID mentorId,
            String name,
            String email,
            String timeZone,
            String locale,
            String status,
            List<String> expertise) {}

    /** An account that changes is that of somebody who has signed up, even where the event of that is still to come. */
    Uni<Void> user(Event event, SqlConnection tx) {
        return switch (event.type()) {
            case "org.mentoring.user.registered.v1", "org.mentoring.user.updated.v1" ->
                tx.preparedQuery(SIGN_UP)
                        .execute(Tuple.of(event.subject(), time(event)))
                        .replaceWithVoid();
            case "org.mentoring.user.erased.v1" ->
                tx.preparedQuery(FORGET_SIGN_UP)
                        .execute(Tuple.of(event.subject()))
                        .chain(() -> tx.preparedQuery(FORGET_NAME).execute(Tuple.of(event.subject())))
                        .chain(() -> tx.preparedQuery(FORGET_MENTEE).execute(Tuple.of(event.subject())))
                        .replaceWithVoid();
            default -> Uni.createFrom().voidItem();
        };
    }

    Uni<Void> mentor(Event event, SqlConnection tx) {
        return switch (event.type()) {
            case "org.mentoring.mentor.applied.v1",
                    "org.mentoring.mentor.approved.v1",
                    "org.mentoring.mentor.updated.v1",
                    "org.mentoring.mentor.suspended.v1" -> keep(event.data(Mentor.class), time(event), tx);
            case "org.mentoring.mentor.erased.v1" ->
                tx.preparedQuery(FORGET_MENTOR)
                        .execute(Tuple.of(event.subject()))
                        .chain(() -> tx.preparedQuery(FORGET_MENTOR_NAME).execute(Tuple.of(event.subject())))
                        .replaceWithVoid();
            default -> Uni.createFrom().voidItem();
        };
    }

    private static Uni<Void> keep(Mentor mentor, OffsetDateTime time, SqlConnection tx) {
        return tx.preparedQuery(KEEP_MENTOR)
                .execute(Tuple.from(new Object[] {
                    mentor.mentorId(),
                    mentor.name(),
                    mentor.email(),
                    mentor.timeZone(),
                    mentor.locale(),
                    mentor.status(),
                    mentor.expertise().toArray(String[]::new),
                    time
                }))
                .replaceWithVoid();
    }

    private OffsetDateTime time(Event event) {
        return (event.time() == null ? clock.instant() : event.time()).atOffset(ZoneOffset.UTC);
    }
}
