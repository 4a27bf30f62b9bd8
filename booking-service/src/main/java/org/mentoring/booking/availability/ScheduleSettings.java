package org.mentoring.booking.availability;

import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.booking.json.DatabaseJson;
import org.mentoring.booking.schedule.OutsideBookings;
import org.mentoring.booking.schedule.ScheduleZones;
import org.mentoring.booking.schedule.SessionType;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.ProblemType;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/** The settings of the mentor who asks, and the version of the schedule that every change of it raises. */
@ApplicationScoped
class ScheduleSettings {

    private static final ProblemType NOT_YET =
            new ProblemType("mentor-not-yet", 409, "The mentor is not known here yet");
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final String FIND = """
            SELECT s.version,
                   (to_jsonb(s) || coalesce(to_jsonb(t), '{}') || jsonb_build_object('meeting_url', l.url))::text AS settings
              FROM schedules s LEFT JOIN booking_terms t USING (mentor_id) LEFT JOIN meeting_links l USING (mentor_id)
             WHERE mentor_id = $1
            """;
    private static final String BEFORE = """
            SELECT s.time_zone, s.own_time_zone, s.version, coalesce(p.time_zone, m.time_zone, s.time_zone) AS followed
              FROM schedules s
              LEFT JOIN mentors m ON m.id = s.mentor_id
              LEFT JOIN people p ON p.user_id = s.mentor_id
             WHERE s.mentor_id = $1
            """;
    private static final String UPDATE = """
            UPDATE schedules s
               SET session_types = wanted.session_types, slot_interval_minutes = wanted.slot_interval_minutes,
                   minimum_notice_minutes = wanted.minimum_notice_minutes, booking_window_days = wanted.booking_window_days,
                   time_zone = $3, own_time_zone = $4, version = s.version + 1, schedule_version = s.schedule_version + 1
              FROM jsonb_populate_record(NULL::schedules, $2) AS wanted
             WHERE s.mentor_id = $1
            """;
    private static final String UPDATE_TERMS = """
            INSERT INTO booking_terms (mentor_id, approval_required, most_per_day, most_per_week, change_notice_minutes,
                                       most_standing_per_mentee, most_changes_per_mentee_and_day, most_moves_per_booking)
            SELECT $1, approval_required, most_per_day, most_per_week, change_notice_minutes,
                   most_standing_per_mentee, most_changes_per_mentee_and_day, most_moves_per_booking
              FROM jsonb_populate_record(NULL::booking_terms, $2)
            ON CONFLICT (mentor_id) DO UPDATE
               SET approval_required = excluded.approval_required, most_per_day = excluded.most_per_day,
                   most_per_week = excluded.most_per_week, change_notice_minutes = excluded.change_notice_minutes,
                   most_standing_per_mentee = excluded.most_standing_per_mentee,
                   most_changes_per_mentee_and_day = excluded.most_changes_per_mentee_and_day,
                   most_moves_per_booking = excluded.most_moves_per_booking
            """;
    private static final String UPSERT_LINK = """
            INSERT INTO meeting_links (mentor_id, url) VALUES ($1, $2) ON CONFLICT (mentor_id) DO UPDATE SET url = excluded.url
            """;
    private static final String REMOVE_LINK = "DELETE FROM meeting_links WHERE mentor_id = $1";
    private static final String RAISE_VERSION = """
            UPDATE schedules SET schedule_version = schedule_version + 1 WHERE mentor_id = $1 RETURNING time_zone
            """;
    private final Transactions transactions;
    private final ScheduleZones zones;
    private final OutsideBookings outside;
    private final DatabaseJson json;

    ScheduleSettings(Transactions transactions, ScheduleZones zones, OutsideBookings outside, DatabaseJson json) {
        this.transactions = transactions;
        this.zones = zones;
        this.outside = outside;
        this.json = json;
    }

    record Versioned(Settings settings, long version) {}

    record Replaced(EditedSettings settings, long version) {}

    Uni<Versioned> get(Caller mentor) {
        return transactions
                .read(mentor, FIND, Tuple.of(mentor.id()))
                .map(rows -> rows.stream().findFirst().orElseThrow(ScheduleSettings::mentorNotYetKnown))
                .map(this::settings);
    }

    Uni<Replaced> put(Caller mentor, long version, Settings wanted) {
        requireDistinctNames(wanted);
        return transactions.write(
                mentor,
                tx -> zones.lock(tx, mentor.id())
                        .chain(() -> tx.preparedQuery(BEFORE).execute(Tuple.of(mentor.id())))
                        .map(rows -> rows.stream().findFirst().orElseThrow(ScheduleSettings::mentorNotYetKnown))
                        .invoke(row -> requireVersion(row, version))
                        .chain(row -> update(tx, mentor.id(), row, wanted))
                        .chain(() -> tx.preparedQuery(UPDATE_TERMS).execute(Tuple.of(mentor.id(), json.write(wanted))))
                        .chain(() -> updateLink(tx, mentor.id(), wanted.meetingUrl()))
                        .chain(() -> tx.preparedQuery(FIND).execute(Tuple.of(mentor.id())))
                        .map(rows -> settings(rows.iterator().next()))
                        .chain(now -> outside.of(tx, mentor.id())
                                .chain(bookings -> outside.ofDiscontinuedTypes(
                                                tx, mentor.id(), now.settings().sessionTypes())
                                        .map(discontinued -> new Replaced(
                                                new EditedSettings(now.settings(), bookings, discontinued),
                                                now.version())))));
    }

    /**
     * Raises the version of the schedule, which also lets no two changes of it run at once; answers the zone of the rules.
     */
    Uni<String> raiseVersion(SqlConnection tx, UUID mentorId) {
        return tx.preparedQuery(RAISE_VERSION)
                .execute(Tuple.of(mentorId))
                .map(rows -> rows.stream()
                        .findFirst()
                        .orElseThrow(ScheduleSettings::mentorNotYetKnown)
                        .getString("time_zone"));
    }

    /** @param isOwn whether the mentor has chosen it for the schedule alone */
    private record Zone(String name, boolean isOwn) {

        static Zone of(Row before, Settings wanted) {
            var followed = before.getString("followed");
            if (wanted.timeZone() == null) {
                return new Zone(followed, false);
            }
            if (!wanted.timeZone().equals(before.getString("time_zone"))) {
                return new Zone(wanted.timeZone(), !wanted.timeZone().equals(followed));
            }
            var isOwn = wanted.ownTimeZone() == null ? before.getBoolean("own_time_zone") : wanted.ownTimeZone();
            return new Zone(isOwn ? wanted.timeZone() : followed, isOwn);
        }
    }

    private Uni<Void> update(SqlConnection tx, UUID mentorId, Row before, Settings wanted) {
        var zone = Zone.of(before, wanted);
        var zoneBefore = before.getString("time_zone");
        var kept = zone.name().equals(zoneBefore)
                ? Uni.createFrom().voidItem()
                : zones.keepHours(tx, mentorId, ZoneId.of(zoneBefore), ZoneId.of(zone.name()));
        return kept.chain(() -> tx.preparedQuery(UPDATE)
                        .execute(Tuple.of(mentorId, json.write(wanted), zone.name(), zone.isOwn())))
                .replaceWithVoid();
    }

    private static Uni<Void> updateLink(SqlConnection tx, UUID mentorId, String url) {
        var kept = url == null
                ? tx.preparedQuery(REMOVE_LINK).execute(Tuple.of(mentorId))
                : tx.preparedQuery(UPSERT_LINK).execute(Tuple.of(mentorId, url));
        return kept.replaceWithVoid();
    }

    private static void requireDistinctNames(Settings wanted) {
        var names = new HashSet<String>();
        if (!wanted.sessionTypes().stream().map(SessionType::name).allMatch(names::add)) {
            throw Problems.invalid("session_types", "must have unique names");
        }
    }

    private static void requireVersion(Row row, long version) {
        if (row.getLong("version") != version) {
            throw Problems.staleVersion();
        }
    }

    private Versioned settings(Row row) {
        return new Versioned(json.read(row.getString("settings"), Settings.class), row.getLong("version"));
    }

    /** The caller may well be a mentor, but the mentor event has not been consumed yet. */
    private static ProblemException mentorNotYetKnown() {
        return Problems.of(
                NOT_YET,
                "A schedule begins with an application as a mentor; the event of that may still be on its way.",
                RETRY_AFTER);
    }
}
