package org.mentoring.booking.schedule;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Finds the bookings to come whose session type a mentor has changed or removed. */
@ApplicationScoped
public class OldTypeBookings {

    private static final String TO_COME = """
            SELECT id, start_time, end_time, session_type, duration_minutes, buffer_before_minutes, buffer_after_minutes
              FROM bookings
             WHERE mentor_id = $1 AND start_time > now()
               AND (status = 'confirmed' OR status = 'pending' AND expires_at > now())
             ORDER BY start_time, id
            """;

    /** Those of the mentor who asks that are of none of the types, the earliest first; under the lock of {@link OutsideBookings}. */
    public Uni<List<OldTypeBooking>> of(SqlConnection tx, UUID mentorId, List<SessionType> offered) {
        return tx.preparedQuery(TO_COME)
                .execute(Tuple.of(mentorId.toString()))
                .map(rows -> rows.stream()
                        .filter(row -> !offered.contains(agreed(row)))
                        .map(row -> new OldTypeBooking(
                                row.getUUID("id"),
                                row.getOffsetDateTime("start_time"),
                                row.getOffsetDateTime("end_time"),
                                row.getString("session_type"),
                                row.getInteger("duration_minutes")))
                        .toList());
    }

    private static SessionType agreed(Row row) {
        return new SessionType(
                row.getString("session_type"),
                row.getInteger("duration_minutes"),
                row.getInteger("buffer_before_minutes"),
                row.getInteger("buffer_after_minutes"));
    }
}
