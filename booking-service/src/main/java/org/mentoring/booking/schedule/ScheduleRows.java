package org.mentoring.booking.schedule;

import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.booking.json.DatabaseJson;
import org.mentoring.booking.slotengine.DateOverride;
import org.mentoring.booking.slotengine.Limits;
import org.mentoring.booking.slotengine.MergedRanges;
import org.mentoring.booking.slotengine.Rule;
import org.mentoring.booking.slotengine.Schedule;
import org.mentoring.booking.slotengine.TimeRange;
import org.mentoring.kit.problem.Problems;

/** Reads the schedules of mentors: settings, rules, windows and busy times of calendars elsewhere. */
@ApplicationScoped
class ScheduleRows {

    private static final String SETTINGS = """
            SELECT s.schedule_version, s.time_zone, s.session_types, s.slot_interval_minutes, s.minimum_notice_minutes,
                   s.booking_window_days, t.most_per_day, t.most_per_week, l.url AS meeting_url,
                   coalesce(t.approval_required, false) AS approval_required,
                   coalesce(p.time_zone, s.time_zone) AS mentor_time_zone
              FROM schedules s
              JOIN mentors m ON m.id = s.mentor_id AND m.status = 'approved'
              LEFT JOIN booking_terms t ON t.mentor_id = s.mentor_id
              LEFT JOIN meeting_links l ON l.mentor_id = s.mentor_id
              LEFT JOIN people p ON p.user_id = s.mentor_id
             WHERE s.mentor_id = $1
            """;
    private static final String ZONE = "SELECT time_zone FROM schedules WHERE mentor_id = $1";
    private static final String RULES =
            "SELECT start_time, end_time, local_start, local_end, recurrence FROM mentor_availability WHERE mentor_id = $1 ORDER BY id";
    private static final String WINDOWS =
            "SELECT start_time, end_time, status FROM availability WHERE mentor_id = $1 AND end_time > coalesce($2, now() - interval '1 day')";
    private static final String OVERRIDES =
            "SELECT first_day, last_day, kind, windows FROM availability_overrides WHERE mentor_id = $1 ORDER BY id";
    private static final String EXTERNAL_BUSY = """
            SELECT lower(busy_time) AS start_time, upper(busy_time) AS end_time
              FROM external_busy CROSS JOIN unnest(busy) AS busy_time
             WHERE mentor_id = $1 AND upper(busy_time) > coalesce($2, now() - interval '2 days')
            """;

    private final DatabaseJson json;

    ScheduleRows(DatabaseJson json) {
        this.json = json;
    }

    /** The settings of an approved mentor, {@code schedule_version} among them; fails with 404 for anybody else. */
    Uni<Row> settings(SqlConnection tx, UUID mentorId) {
        return tx.preparedQuery(SETTINGS)
                .execute(Tuple.of(mentorId))
                .map(rows -> rows.stream().findFirst().orElseThrow(() -> Problems.notFound("mentor")));
    }

    /**
     * A schedule by settings that were read before it: when a change commits in between, newer rules carry an older version and are
     * read again, never the other way round.
     */
    Uni<OfferedSchedule> offered(SqlConnection tx, UUID mentorId, Row settings) {
        return schedule(tx, mentorId, settings.getString("time_zone"), null)
                .chain(schedule ->
                        externalBusy(tx, mentorId, null).map(busy -> offered(mentorId, settings, busy, schedule)));
    }

    /** Rules and windows as they stand in a transaction of their mentor that has changed them. */
    Uni<Schedule> uncommitted(SqlConnection tx, UUID mentorId) {
        return tx.preparedQuery(ZONE)
                .execute(Tuple.of(mentorId))
                .map(rows -> rows.iterator().next().getString("time_zone"))
                .chain(zone -> schedule(tx, mentorId, zone, null));
    }

    /** What made time available, and took it, in a range that may be past. */
    record PastSchedule(Schedule schedule, List<TimeRange> externalBusy) {}

    /** By the rules and windows of today, in a transaction of the service. */
    Uni<PastSchedule> during(SqlConnection tx, UUID mentorId, ZoneId zone, TimeRange range) {
        var since = range.start().atOffset(ZoneOffset.UTC);
        return schedule(tx, mentorId, zone.getId(), since)
                .chain(schedule -> externalBusy(tx, mentorId, since).map(busy -> new PastSchedule(schedule, busy)));
    }

    private static Uni<List<TimeRange>> externalBusy(SqlConnection tx, UUID mentorId, OffsetDateTime since) {
        return tx.preparedQuery(EXTERNAL_BUSY)
                .execute(Tuple.of(mentorId, since))
                .map(rows -> rows.stream().map(ScheduleRows::range).toList());
    }

    /** @param since what ended before it may be left out; null for as far back as matters to those who book */
    private Uni<Schedule> schedule(SqlConnection tx, UUID mentorId, String timeZone, OffsetDateTime since) {
        var zone = ZoneId.of(timeZone);
        return tx.preparedQuery(RULES)
                .execute(Tuple.of(mentorId))
                .map(rows -> rows.stream().map(row -> rule(row, zone)).toList())
                .chain(rules -> tx.preparedQuery(WINDOWS)
                        .execute(Tuple.of(mentorId, since))
                        .map(rows -> {
                            var available = new ArrayList<TimeRange>();
                            var blocked = new ArrayList<TimeRange>();
                            rows.forEach(row -> ("available".equals(row.getString("status")) ? available : blocked)
                                    .add(range(row)));
                            return new Schedule(zone, rules, available, blocked);
                        }))
                .chain(schedule -> tx.preparedQuery(OVERRIDES)
                        .execute(Tuple.of(mentorId))
                        .map(rows -> new Schedule(
                                zone,
                                schedule.rules(),
                                schedule.available(),
                                schedule.blocked(),
                                rows.stream().map(this::override).toList())));
    }

    private OfferedSchedule offered(UUID mentorId, Row settings, List<TimeRange> externalBusy, Schedule schedule) {
        return new OfferedSchedule(
                mentorId,
                settings.getLong("schedule_version"),
                sessionTypes(settings),
                Duration.ofMinutes(settings.getInteger("slot_interval_minutes")),
                Duration.ofMinutes(settings.getInteger("minimum_notice_minutes")),
                Duration.ofDays(settings.getInteger("booking_window_days")),
                new Limits(settings.getInteger("most_per_day"), settings.getInteger("most_per_week")),
                settings.getBoolean("approval_required"),
                meetingUrl(settings.getString("meeting_url")),
                MergedRanges.of(externalBusy),
                schedule,
                ZoneId.of(settings.getString("mentor_time_zone")),
                null);
    }

    private static URI meetingUrl(String column) {
        return column == null ? null : URI.create(column);
    }

    private List<SessionType> sessionTypes(Row settings) {
        return Arrays.asList(json.read(settings.getValue("session_types"), SessionType[].class));
    }

    private Rule rule(Row row, ZoneId zone) {
        var recurrence = row.getValue("recurrence");
        return new Rule(
                ScheduleZones.local(row, "local_start", "start_time", zone),
                ScheduleZones.local(row, "local_end", "end_time", zone),
                recurrence == null
                        ? null
                        : json.read(recurrence, RecurrenceRule.class).toRecurrence());
    }

    private DateOverride override(Row row) {
        return new DateOverride(
                row.getLocalDate("first_day"),
                row.getLocalDate("last_day"),
                OverrideKind.ofColumn(row.getString("kind")).kind(),
                Stream.of(json.read(row.getValue("windows"), DayWindow[].class))
                        .map(DayWindow::toHours)
                        .toList());
    }

    /** The session type of a booking, with the terms that it was booked with. */
    static SessionType agreedType(Row row) {
        return new SessionType(
                row.getString("session_type"),
                row.getInteger("duration_minutes"),
                row.getInteger("buffer_before_minutes"),
                row.getInteger("buffer_after_minutes"));
    }

    static TimeRange range(Row row) {
        return new TimeRange(
                row.getOffsetDateTime("start_time").toInstant(),
                row.getOffsetDateTime("end_time").toInstant());
    }
}
