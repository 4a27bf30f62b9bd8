package org.mentoring.notification.report.copy;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.inbox.Event;

/** What is booked, the outcome of it, and how much time was offered. */
@ApplicationScoped
class SessionCopy {

    private static final String KEEP_BOOKING = """
            INSERT INTO report_bookings (booking_id, mentor_id, user_id, user_name, session_type, status, start_time, end_time)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (booking_id) DO UPDATE
               SET user_name = excluded.user_name, session_type = excluded.session_type, status = excluded.status,
                   start_time = excluded.start_time, end_time = excluded.end_time
            """;
    private static final String KEEP_SESSION = """
            INSERT INTO report_sessions (session_id, mentor_id, mentor_name, mentee_id, mentee_name, status, start_time, end_time)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (session_id) DO UPDATE
               SET status = excluded.status, start_time = excluded.start_time, end_time = excluded.end_time
            """;
    private static final String KEEP_OFFERED = """
            INSERT INTO report_offered (mentor_id, day, offered_minutes, booked_minutes) VALUES ($1, $2, $3, $4)
            ON CONFLICT (mentor_id, day) DO UPDATE
               SET offered_minutes = excluded.offered_minutes, booked_minutes = excluded.booked_minutes
            """;

    private record Booking(
            UUID id,
            UUID mentorId,
            UUID userId,
            String userName,
            String sessionType,
            String status,
            OffsetDateTime startTime,
            OffsetDateTime endTime) {}

    private record Session(
            UUID sessionId,
            UUID mentorId,
            String mentorName,
            UUID menteeId,
            String menteeName,
            String status,
            OffsetDateTime startTime,
            OffsetDateTime endTime) {}

    private record Offered(UUID mentorId, List<Day> days) {}

    private record Day(LocalDate date, int offeredMinutes, int bookedMinutes) {}

    /** A booking event carries the whole booking, so that which one it is does not matter. */
    Uni<Void> booking(Event event, SqlConnection tx) {
        if (!event.type().startsWith("org.mentoring.booking.")) {
            return Uni.createFrom().voidItem();
        }
        var booking = event.data(Booking.class);
        return tx.preparedQuery(KEEP_BOOKING)
                .execute(Tuple.from(new Object[] {
                    booking.id(),
                    booking.mentorId(),
                    booking.userId(),
                    booking.userName(),
                    booking.sessionType(),
                    booking.status(),
                    booking.startTime(),
                    booking.endTime()
                }))
                .replaceWithVoid();
    }

    Uni<Void> session(Event event, SqlConnection tx) {
        if (!event.type().startsWith("org.mentoring.session.")) {
            return Uni.createFrom().voidItem();
        }
        var session = event.data(Session.class);
        return tx.preparedQuery(KEEP_SESSION)
                .execute(Tuple.from(new Object[] {
                    session.sessionId(),
                    session.mentorId(),
                    session.mentorName(),
                    session.menteeId(),
                    session.menteeName(),
                    session.status(),
                    session.startTime(),
                    session.endTime()
                }))
                .replaceWithVoid();
    }

    Uni<Void> offered(Event event, SqlConnection tx) {
        if (!"org.mentoring.availability.offered.v1".equals(event.type())) {
            return Uni.createFrom().voidItem();
        }
        var offered = event.data(Offered.class);
        return tx.preparedQuery(KEEP_OFFERED)
                .executeBatch(offered.days().stream()
                        .map(day -> Tuple.of(offered.mentorId(), day.date(), day.offeredMinutes(), day.bookedMinutes()))
                        .toList())
                .replaceWithVoid();
    }
}
