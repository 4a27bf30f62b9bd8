package org.mentoring.booking.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.booking.slotengine.WallClock;

/**
 * Which zone a schedule is in, and what happens to its rules when that changes. They keep their hours: what is stored as local time
 * is looked up again in the zone data of this JVM, which also expands the rules.
 */
@ApplicationScoped
public class ScheduleZones {

    private static final String RULES =
            "SELECT id, start_time, end_time, local_start, local_end FROM mentor_availability WHERE mentor_id = $1 FOR UPDATE";
    private static final String KEEP_HOURS = """
            UPDATE mentor_availability
               SET start_time = $2, end_time = $3, local_start = $4, local_end = $5,
                   recurrence = jsonb_set(recurrence, '{time_zone}', to_jsonb($6::text)), version = version + 1
             WHERE id = $1
            """;
    private static final String LOCK = "SELECT FROM schedules WHERE mentor_id = $1 FOR UPDATE";
    private static final String FOLLOWED = """
            SELECT s.time_zone, coalesce(p.time_zone, m.time_zone) AS followed
              FROM schedules s
              JOIN mentors m ON m.id = s.mentor_id
              LEFT JOIN people p ON p.user_id = s.mentor_id
             WHERE s.mentor_id = $1 AND NOT s.own_time_zone
            """;
    private static final String FOLLOW = """
            UPDATE schedules SET time_zone = $2, version = version + 1, schedule_version = schedule_version + 1
             WHERE mentor_id = $1
            """;

    private static final String RAISE_VERSION =
            "UPDATE schedules SET schedule_version = schedule_version + 1 WHERE mentor_id = $1";

    /** The local times of a rule that was read; computed where only its times are stored. */
    static LocalDateTime local(Row row, String column, String timeColumn, ZoneId zone) {
        var stored = row.getLocalDateTime(column);
        return stored != null
                ? stored
                : row.getOffsetDateTime(timeColumn).atZoneSameInstant(zone).toLocalDateTime();
    }

    /** Takes note that the account of somebody, who may be a mentor, has another zone; in a transaction of the service. */
    public Uni<Void> accountZoneChanged(SqlConnection tx, UUID mentorId) {
        // Bookings show the zone of the account, so that what was read before is old even where the schedule stays.
        return tx.preparedQuery(RAISE_VERSION).execute(Tuple.of(mentorId)).chain(() -> follow(tx, mentorId));
    }

    /** Locks a schedule: the zones that are read by a later statement are those of whoever had the lock. */
    public Uni<Void> lock(SqlConnection tx, UUID mentorId) {
        return tx.preparedQuery(LOCK).execute(Tuple.of(mentorId)).replaceWithVoid();
    }

    /**
     * Lets a schedule follow the zone of its mentor's account, or of the profile as long as the account has none; in a transaction of
     * the service. A schedule with a zone of its own stays as it is.
     */
    public Uni<Void> follow(SqlConnection tx, UUID mentorId) {
        return lock(tx, mentorId)
                .chain(() -> tx.preparedQuery(FOLLOWED).execute(Tuple.of(mentorId)))
                .map(rows -> rows.stream().findFirst().orElse(null))
                .chain(row -> row == null || Objects.equals(row.getString("time_zone"), row.getString("followed"))
                        ? Uni.createFrom().voidItem()
                        : keepHours(
                                        tx,
                                        mentorId,
                                        ZoneId.of(row.getString("time_zone")),
                                        ZoneId.of(row.getString("followed")))
                                .chain(() ->
                                        tx.preparedQuery(FOLLOW).execute(Tuple.of(mentorId, row.getString("followed"))))
                                .replaceWithVoid());
    }

    /** Lets the rules begin at the same hours in another zone. */
    public Uni<Void> keepHours(SqlConnection tx, UUID mentorId, ZoneId before, ZoneId after) {
        return tx.preparedQuery(RULES)
                .execute(Tuple.of(mentorId))
                .map(rows -> rows.stream().map(row -> moved(row, before, after)).toList())
                .chain(moved -> moved.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : tx.preparedQuery(KEEP_HOURS).executeBatch(moved).replaceWithVoid());
    }

    private static Tuple moved(Row row, ZoneId before, ZoneId after) {
        var start = local(row, "local_start", "start_time", before);
        var end = local(row, "local_end", "end_time", before);
        var first = WallClock.start(start, after);
        var last = WallClock.end(end, after);
        // A window that lies in the hour that the clocks of that day leave out has no length there.
        if (!last.isAfter(first)) {
            last = first.plus(Duration.between(start, end));
        }
        return Tuple.from(
                new Object[] {row.getUUID("id"), time(first, after), time(last, after), start, end, after.getId()});
    }

    private static OffsetDateTime time(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toOffsetDateTime();
    }
}
