package org.mentoring.mentor.calendar;

import java.time.OffsetDateTime;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.security.Caller;

/** Which bookings are to have entries in mentors' calendars, and in which. */
@ApplicationScoped
class ExpectedEntries {

    private static final String LOCK_MENTOR = "SELECT FROM mentors WHERE id = $1 FOR NO KEY UPDATE";
    // Changes nothing where calendars show what the event tells already, nor for a booking that was in none.
    private static final String KEEP = """
            INSERT INTO calendar_bookings AS b
                (booking_id, mentor_id, start_time, end_time, session_type, mentor_name, mentor_locale, user_name, meeting_url,
                 note, sequence, version, removed)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
             WHERE NOT $13 OR $14 AND $4 > now() OR EXISTS (SELECT FROM calendar_bookings WHERE booking_id = $1)
            ON CONFLICT (booking_id) DO UPDATE
               SET start_time = excluded.start_time, end_time = excluded.end_time, session_type = excluded.session_type,
                   mentor_name = excluded.mentor_name, mentor_locale = excluded.mentor_locale, sequence = excluded.sequence,
                   user_name = excluded.user_name, meeting_url = excluded.meeting_url, note = excluded.note,
                   removed = excluded.removed, version = excluded.version
             WHERE NOT (b.removed AND excluded.removed)
               AND (b.start_time, b.end_time, b.session_type, b.mentor_name, b.mentor_locale, b.sequence, b.user_name,
                    b.meeting_url, b.note, b.removed)
                   IS DISTINCT FROM
                   (excluded.start_time, excluded.end_time, excluded.session_type, excluded.mentor_name, excluded.mentor_locale,
                    excluded.sequence, excluded.user_name, excluded.meeting_url, excluded.note, excluded.removed)
            """;
    private static final String WRITE = """
            INSERT INTO calendar_entries (booking_id, connection_id, due_at)
            SELECT $1, c.id, now() FROM mentor_calendar_oauth c WHERE c.mentor_id = $2
            ON CONFLICT (booking_id, connection_id) DO UPDATE SET due_at = excluded.due_at, attempts = 0
            """;
    private static final String ANONYMIZE =
            "UPDATE calendar_bookings SET user_name = $2, note = $3, meeting_url = $4 WHERE booking_id = $1";
    // Where a booking leaves its time, busy times are read at once: what else the mentor has then was taken for the
    // booking.
    private static final String WAKE = """
            UPDATE mentor_calendar_oauth c
               SET due_at = least(c.due_at, now()),
                   next_read_at = CASE WHEN leaves THEN now() ELSE c.next_read_at END,
                   next_far_read_at = CASE WHEN leaves THEN now() ELSE c.next_far_read_at END
              FROM (SELECT EXISTS (SELECT FROM calendar_bookings
                                    WHERE booking_id = $2 AND NOT removed AND ($5 OR (start_time, end_time) <> ($3, $4)))
                   ) AS booking (leaves)
             WHERE c.mentor_id = $1
            """;
    private static final String PURGE = "DELETE FROM calendar_bookings WHERE end_time < now() - interval '24 hours'";

    private final Transactions transactions;

    ExpectedEntries(Transactions transactions) {
        this.transactions = transactions;
    }

    /** A booking, as the event has it. */
    record Booking(
            UUID id,
            String status,
            UUID mentorId,
            String mentorName,
            String mentorLocale,
            String userName,
            OffsetDateTime startTime,
            OffsetDateTime endTime,
            String sessionType,
            String meetingUrl,
            String note,
            int sequence,
            long version,
            String cancelledBy) {

        boolean isConfirmed() {
            return status.equals("confirmed");
        }

        /** One that was lost in a restore is not known here, and may be in calendars. */
        private boolean mayHaveBeenLost() {
            return "system".equals(cancelledBy);
        }
    }

    /** Expects an entry of a confirmed booking in each calendar of its mentor, also in those connected before it is over; of any other in none. */
    Uni<Void> expect(SqlConnection tx, Booking booking) {
        return tx.preparedQuery(LOCK_MENTOR)
                .execute(Tuple.of(booking.mentorId()))
                // Before the entries: who works on a connection locks the connection first.
                .chain(() -> tx.preparedQuery(WAKE)
                        .execute(Tuple.of(
                                booking.mentorId(),
                                booking.id(),
                                booking.startTime(),
                                booking.endTime(),
                                !booking.isConfirmed())))
                .chain(() -> tx.preparedQuery(KEEP)
                        .execute(Tuple.tuple()
                                .addUUID(booking.id())
                                .addUUID(booking.mentorId())
                                .addOffsetDateTime(booking.startTime())
                                .addOffsetDateTime(booking.endTime())
                                .addString(booking.sessionType())
                                .addString(booking.mentorName())
                                .addString(booking.mentorLocale())
                                .addString(booking.userName())
                                .addString(booking.meetingUrl())
                                .addString(booking.isConfirmed() ? booking.note() : null)
                                .addInteger(booking.sequence())
                                .addLong(booking.version())
                                .addBoolean(!booking.isConfirmed())
                                .addBoolean(booking.mayHaveBeenLost())))
                .chain(kept -> kept.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : tx.preparedQuery(WRITE)
                                .execute(Tuple.of(booking.id(), booking.mentorId()))
                                .replaceWithVoid());
    }

    /** Keeps the booking without the name and the words of a person whose account is closed. */
    Uni<Void> anonymize(SqlConnection tx, Booking booking) {
        return tx.preparedQuery(ANONYMIZE)
                .execute(Tuple.of(booking.id(), booking.userName(), booking.note(), booking.meetingUrl()))
                .replaceWithVoid();
    }

    /** Forgets what is over; the entries stay in the calendars. */
    Uni<Void> purge() {
        return transactions
                .write(Caller.SERVICE, tx -> tx.preparedQuery(PURGE).execute())
                .replaceWithVoid();
    }
}
