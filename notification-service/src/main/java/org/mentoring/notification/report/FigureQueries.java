package org.mentoring.notification.report;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Takes the figures of reports from the copies. Days are those of the reader's calendar; the reader's zone says when they begin. */
@ApplicationScoped
class FigureQueries {

    private static final int MOST_RANKED = 5;
    private static final int MOST_FEEDBACK = 3;
    private static final int MOST_APPOINTMENTS = 50;

    private static final String DAYS = """
            SELECT d.day, count(*) FILTER (WHERE s.status = 'completed')::integer AS held,
                   count(*) FILTER (WHERE s.status = 'cancelled')::integer AS cancelled,
                   count(*) FILTER (WHERE s.status = 'no-show')::integer AS no_shows,
                   coalesce(sum(extract(epoch FROM s.end_time - s.start_time) / 60) FILTER (WHERE s.status = 'completed'), 0)::integer
                     AS minutes
              FROM unnest($1::date[], $2::timestamptz[], $3::timestamptz[]) AS d (day, begins_at, ends_at)
              LEFT JOIN report_sessions s
                ON s.start_time >= d.begins_at AND s.start_time < d.ends_at AND ($4::uuid IS NULL OR s.mentor_id = $4)
             GROUP BY d.day ORDER BY d.day
            """;
    private static final String SESSIONS = """
            SELECT start_time, end_time, status, mentee_name FROM report_sessions
             WHERE mentor_id = $3 AND start_time >= $1 AND start_time < $2
               AND status IN ('completed', 'cancelled', 'no-show')
             ORDER BY start_time
            """;
    private static final String RATINGS = """
            SELECT rating, count(*)::integer AS count FROM report_reviews
             WHERE NOT hidden AND published_at >= $1 AND published_at < $2 AND ($3::uuid IS NULL OR mentor_id = $3)
             GROUP BY rating
            """;
    private static final String OVERALL = "SELECT mean, count FROM report_ratings WHERE mentor_id = $1";
    private static final String FEEDBACK = """
            SELECT rating, feedback, mentee_name FROM report_reviews
             WHERE NOT hidden AND published_at >= $1 AND published_at < $2 AND mentor_id = $3 AND feedback <> ''
             ORDER BY published_at DESC LIMIT $4
            """;
    private static final String APPOINTMENTS = """
            SELECT start_time, end_time, user_name, session_type FROM report_bookings
             WHERE status = 'confirmed' AND start_time >= $1 AND start_time < $2 AND mentor_id = $3
             ORDER BY start_time LIMIT $4
            """;
    private static final String USAGE = """
            SELECT d.day,
                   (SELECT count(*) FROM report_signups
                     WHERE signed_up_at >= d.begins_at AND signed_up_at < d.ends_at)::integer AS sign_ups,
                   coalesce(sum(o.offered_minutes), 0)::integer AS offered_minutes,
                   coalesce(sum(o.booked_minutes), 0)::integer AS booked_minutes
              FROM unnest($1::date[], $2::timestamptz[], $3::timestamptz[]) AS d (day, begins_at, ends_at)
              LEFT JOIN report_offered o ON o.day = d.day
             GROUP BY d.day, d.begins_at, d.ends_at ORDER BY d.day
            """;
    private static final String MENTORS =
            "SELECT count(*)::integer AS count FROM report_mentors WHERE approved_at >= $1 AND approved_at < $2";
    private static final String BUSIEST = """
            SELECT coalesce(max(m.name), max(s.mentor_name)) AS name, count(*)::integer AS sessions,
                   sum(extract(epoch FROM s.end_time - s.start_time) / 60)::integer AS minutes
              FROM report_sessions s LEFT JOIN report_mentors m USING (mentor_id)
             WHERE s.status = 'completed' AND s.start_time >= $1 AND s.start_time < $2
             GROUP BY s.mentor_id ORDER BY sessions DESC, minutes DESC, name LIMIT $3
            """;
    private static final String EXPERTISE = """
            SELECT tag AS name, count(*)::integer AS sessions,
                   sum(extract(epoch FROM s.end_time - s.start_time) / 60)::integer AS minutes
              FROM report_sessions s JOIN report_mentors m USING (mentor_id) CROSS JOIN unnest(m.expertise) AS tag
             WHERE s.status = 'completed' AND s.start_time >= $1 AND s.start_time < $2
             GROUP BY tag ORDER BY sessions DESC, minutes DESC, name LIMIT $3
            """;

    /** The figures of a mentor's week, in a transaction of the service. */
    Uni<Figures.OfMentor> ofMentor(SqlConnection tx, UUID mentor, LocalDate from, LocalDate end, ZoneId zone) {
        var start = begin(from, zone);
        var over = begin(end, zone);
        var days = list(tx, DAYS, days(from, end, zone).addUUID(mentor), FigureQueries::day);
        return days.chain(daily -> list(tx, SESSIONS, Tuple.of(start, over, mentor), FigureQueries::session)
                .chain(sessions -> ratings(tx, start, over, mentor)
                        .chain(ratings -> overall(tx, mentor)
                                .chain(overall -> feedback(tx, start, over, mentor)
                                        .chain(feedback -> appointments(tx, mentor, over, begin(end.plusWeeks(1), zone))
                                                .map(next -> new Figures.OfMentor(
                                                        zone.getId(),
                                                        from,
                                                        end.minusDays(1),
                                                        daily,
                                                        sessions,
                                                        ratings,
                                                        overall,
                                                        feedback,
                                                        next)))))));
    }

    /** The figures of the platform's month, in a transaction of the service. */
    Uni<Figures.OfPlatform> ofPlatform(SqlConnection tx, LocalDate from, LocalDate end, ZoneId zone) {
        var start = begin(from, zone);
        var over = begin(end, zone);
        var ranked = Tuple.of(start, over, MOST_RANKED);
        return list(tx, DAYS, days(from, end, zone).addUUID(null), FigureQueries::day)
                .chain(daily -> list(tx, USAGE, days(from, end, zone), FigureQueries::usage)
                        .chain(usage -> list(tx, MENTORS, Tuple.of(start, over), row -> row.getInteger("count"))
                                .chain(mentors -> list(tx, BUSIEST, ranked, FigureQueries::ranked)
                                        .chain(busiest -> list(tx, EXPERTISE, ranked, FigureQueries::ranked)
                                                .chain(expertise -> ratings(tx, start, over, null)
                                                        .map(ratings -> new Figures.OfPlatform(
                                                                zone.getId(),
                                                                from,
                                                                end.minusDays(1),
                                                                daily,
                                                                usage,
                                                                mentors.getFirst(),
                                                                busiest,
                                                                expertise,
                                                                ratings)))))));
    }

    private static Uni<Figures.Ratings> ratings(
            SqlConnection tx, OffsetDateTime start, OffsetDateTime over, UUID mentor) {
        return tx.preparedQuery(RATINGS).execute(Tuple.of(start, over, mentor)).map(rows -> {
            var counts = new ArrayList<>(Collections.nCopies(5, 0));
            rows.forEach(row -> counts.set(row.getInteger("rating") - 1, row.getInteger("count")));
            return new Figures.Ratings(List.copyOf(counts));
        });
    }

    private static Uni<Figures.Rating> overall(SqlConnection tx, UUID mentor) {
        return list(
                        tx,
                        OVERALL,
                        Tuple.of(mentor),
                        row -> new Figures.Rating(row.getBigDecimal("mean"), row.getInteger("count")))
                .map(found -> found.isEmpty() ? new Figures.Rating(null, 0) : found.getFirst());
    }

    private static Uni<List<Figures.Feedback>> feedback(
            SqlConnection tx, OffsetDateTime start, OffsetDateTime over, UUID mentor) {
        return list(
                tx,
                FEEDBACK,
                Tuple.of(start, over, mentor, MOST_FEEDBACK),
                row -> new Figures.Feedback(
                        row.getInteger("rating"), row.getString("feedback"), row.getString("mentee_name")));
    }

    private static Uni<List<Figures.Appointment>> appointments(
            SqlConnection tx, UUID mentor, OffsetDateTime start, OffsetDateTime over) {
        return list(
                tx,
                APPOINTMENTS,
                Tuple.of(start, over, mentor, MOST_APPOINTMENTS),
                row -> new Figures.Appointment(
                        row.getOffsetDateTime("start_time").toInstant(),
                        row.getOffsetDateTime("end_time").toInstant(),
                        row.getString("user_name"),
                        row.getString("session_type")));
    }

    private static Figures.Day day(Row row) {
        return new Figures.Day(
                row.getLocalDate("day"),
                row.getInteger("held"),
                row.getInteger("cancelled"),
                row.getInteger("no_shows"),
                row.getInteger("minutes"));
    }

    private static Figures.Session session(Row row) {
        return new Figures.Session(
                row.getOffsetDateTime("start_time").toInstant(),
                row.getOffsetDateTime("end_time").toInstant(),
                row.getString("status"),
                row.getString("mentee_name"));
    }

    private static Figures.Usage usage(Row row) {
        return new Figures.Usage(
                row.getLocalDate("day"),
                row.getInteger("sign_ups"),
                row.getInteger("offered_minutes"),
                row.getInteger("booked_minutes"));
    }

    private static Figures.Ranked ranked(Row row) {
        return new Figures.Ranked(row.getString("name"), row.getInteger("sessions"), row.getInteger("minutes"));
    }

    private static <T> Uni<List<T>> list(SqlConnection tx, String sql, Tuple values, Function<Row, T> read) {
        return tx.preparedQuery(sql)
                .execute(values)
                .map(rows -> rows.stream().map(read).toList());
    }

    /** The days, and when each begins and ends. */
    private static Tuple days(LocalDate from, LocalDate end, ZoneId zone) {
        var days = from.datesUntil(end).toArray(LocalDate[]::new);
        return Tuple.of(
                days,
                Arrays.stream(days).map(day -> begin(day, zone)).toArray(OffsetDateTime[]::new),
                Arrays.stream(days).map(day -> begin(day.plusDays(1), zone)).toArray(OffsetDateTime[]::new));
    }

    private static OffsetDateTime begin(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toOffsetDateTime();
    }
}
