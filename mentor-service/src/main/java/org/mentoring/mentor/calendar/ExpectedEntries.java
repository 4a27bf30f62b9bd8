package org.mentoring.mentor.calendar;

import java.time.OffsetDateTime;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.security.Caller;

/** Which bookings shall stand in mentors' calendars, and where. */
@ApplicationScoped
class ExpectedEntries {

    private static final String LOCK_MENTOR = "SELECT FROM mentors WHERE id = $1 FOR NO KEY UPDATE";
    // Changes nothing where calendars show what the event tells already.
    private static final String ADD = """
            INSERT INTO calendar_bookings AS b
                (booking_id, mentor_id, start_time, end_time, session_type, mentor_name, mentor_locale, user_name, meeting_url,
                 note, sequence, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            ON CONFLICT (booking_id) DO UPDATE
               SET start_time = excluded.start_time, end_time = excluded.end_time, session_type = excluded.session_type,
                   mentor_name = excluded.mentor_name, mentor_locale = excluded.mentor_locale, sequence = excluded.sequence,
                   user_name = excluded.user_name, meeting_url = excluded.meeting_url, note = excluded.note,
                   removed = false, version = excluded.version
             WHERE (b.start_time, b.end_time, b.session_type, b.mentor_name, b.mentor_locale, b.sequence, b.user_name,
                    b.meeting_url, b.note, b.removed)
                   IS DISTINCT FROM
                   (excluded.start_time, excluded.end_time, excluded.session_type, excluded.mentor_name, excluded.mentor_locale,
                    excluded.sequence, excluded.user_name, excluded.meeting_url, excluded.note, false)
            """;
    private static final String ADD_ENTRIES = """
            INSERT INTO calendar_entries (booking_id, connection_id, due_at)
            SELECT $1, c.id, now() FROM mentor_calendar_oauth c WHERE c.mentor_id = $2
            ON CONFLICT (booking_id, connection_id) DO UPDATE SET due_at = excluded.due_at, attempts = 0
            """;
    private static final String REMOVE =
            "UPDATE calendar_bookings SET removed = true, version = $2, note = NULL WHERE booking_id = $1 AND NOT removed";
    private static final String ANONYMIZE =
            "UPDATE calendar_bookings SET user_name = $2, note = $3, meeting_url = $4 WHERE booking_id = $1";
    private static final String REMOVE_ENTRIES =
            "UPDATE calendar_entries SET due_at = now(), attempts = 0 WHERE booking_id = $1";
    private static final String WAKE =
            "UPDATE mentor_calendar_oauth SET due_at = least(due_at, now()) WHERE mentor_id = $1";
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
            long version) {}

    /** Has the booking stand in each calendar of its mentor, now and in those connected before it is over. */
    Uni<Void> add(SqlConnection tx, Booking booking) {
        return tx.preparedQuery(LOCK_MENTOR)
                .execute(Tuple.of(booking.mentorId()))
                .chain(() -> wake(tx, booking.mentorId()))
                .chain(() -> tx.preparedQuery(ADD)
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
                                .addString(booking.note())
                                .addInteger(booking.sequence())
                                .addLong(booking.version())))
                .chain(added -> added.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : tx.preparedQuery(ADD_ENTRIES)
                                .execute(Tuple.of(booking.id(), booking.mentorId()))
                                .replaceWithVoid());
    }

    /** Has the booking stand nowhere. */
    Uni<Void> remove(SqlConnection tx, Booking booking) {
        return tx.preparedQuery(LOCK_MENTOR)
                .execute(Tuple.of(booking.mentorId()))
                .chain(() -> wake(tx, booking.mentorId()))
                .chain(() -> tx.preparedQuery(REMOVE).execute(Tuple.of(booking.id(), booking.version())))
                .chain(removed -> removed.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : tx.preparedQuery(REMOVE_ENTRIES)
                                .execute(Tuple.of(booking.id()))
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

    /** Before the entries: who works on a connection locks the connection first. */
    private Uni<Void> wake(SqlConnection tx, UUID mentor) {
        return tx.preparedQuery(WAKE).execute(Tuple.of(mentor)).replaceWithVoid();
    }
}
