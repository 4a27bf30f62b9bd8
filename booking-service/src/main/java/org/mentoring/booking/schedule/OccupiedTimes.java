package org.mentoring.booking.schedule;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.booking.slotengine.MergedRanges;
import org.mentoring.booking.slotengine.TimeRange;
import org.mentoring.kit.problem.Problems;

/** When people are in sessions, in whichever role. Everything is asked in a transaction of the service. */
public final class OccupiedTimes {

    private static final String RANGES = """
            SELECT b.id, b.start_time AS start, b.mentor_id = $1::uuid::text AND b.status <> 'held' AS counts,
                   CASE WHEN b.proposal_expires_at > $4 THEN b.proposed_start_time END AS proposed_start,
                   lower(range) AS start_time, upper(range) AS end_time
              FROM occupying_bookings($1, tstzrange($2, $3)) o (booking_id)
              JOIN bookings b ON b.id = o.booking_id AND b.id IS DISTINCT FROM $5
             CROSS JOIN unnest(occupied_ranges(b, $1, $4)) AS range
            """;
    private static final String MOVED = """
            SELECT user_id::uuid AS mentee, session_type, duration_minutes, buffer_before_minutes, buffer_after_minutes
              FROM bookings
             WHERE id = $1 AND mentor_id = $2 AND $3 IN (mentor_id, user_id) AND start_time > $4
               AND (status = 'confirmed' OR status = 'pending' AND expires_at > $4)
            """;

    private OccupiedTimes() {}

    /**
     * A booking that is to be moved, whose own time is not in the way.
     *
     * @param agreed the session type on whose terms it was booked
     */
    public record Moved(UUID booking, UUID mentee, SessionType agreed) {}

    /** Fails with 404 unless it is a future booking of the caller with the mentor. */
    public static Uni<Moved> moved(SqlConnection tx, UUID booking, UUID mentor, UUID caller, Instant now) {
        if (caller == null) {
            return Uni.createFrom().failure(() -> Problems.notFound("booking"));
        }
        return tx.preparedQuery(MOVED)
                .execute(Tuple.of(booking, mentor.toString(), caller.toString(), now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new Moved(booking, row.getUUID("mentee"), ScheduleRows.agreedType(row)))
                        .orElseThrow(() -> Problems.notFound("booking")));
    }

    /** What takes a mentor's time around the range, apart from what is moved. */
    public static Uni<List<OfferedSchedule.BookedStarts>> ofMentor(
            SqlConnection tx, UUID mentor, TimeRange around, Moved moved, Instant now) {
        return tx.preparedQuery(RANGES)
                .execute(parameters(mentor, around, moved, now))
                .map(rows -> rows.stream()
                        .map(row -> new OfferedSchedule.BookedStarts(
                                row.getUUID("id"), starts(row), ScheduleRows.range(row)))
                        .toList());
    }

    /** When a person who wants to be the mentee is busy around the range, apart from what is moved; never for null. */
    public static Uni<MergedRanges> ofMentee(
            SqlConnection tx, UUID mentee, TimeRange around, Moved moved, Instant now) {
        if (mentee == null) {
            return Uni.createFrom().item(MergedRanges.of(List.of()));
        }
        return tx.preparedQuery(RANGES)
                .execute(parameters(mentee, around, moved, now))
                .map(rows ->
                        MergedRanges.of(rows.stream().map(ScheduleRows::range).toList()));
    }

    private static Tuple parameters(UUID person, TimeRange around, Moved moved, Instant now) {
        return Tuple.of(
                person,
                around.start().atOffset(ZoneOffset.UTC),
                around.end().atOffset(ZoneOffset.UTC),
                now.atOffset(ZoneOffset.UTC),
                moved == null ? null : moved.booking());
    }

    /** What counts for the limits of the mentor: where the booking is, and where it may go. */
    private static List<Instant> starts(Row row) {
        return row.getBoolean("counts")
                ? Stream.of(row.getOffsetDateTime("start"), row.getOffsetDateTime("proposed_start"))
                        .filter(Objects::nonNull)
                        .map(OffsetDateTime::toInstant)
                        .toList()
                : List.of();
    }
}
