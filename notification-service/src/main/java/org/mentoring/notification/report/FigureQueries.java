package org.mentoring.notification.report;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Takes the figures of reports from the copies, as {@link Figures} reads them. Days are those of the reader's calendar; the reader's
 * zone says when they begin.
 */
@ApplicationScoped
class FigureQueries {

    private static final String OF_MENTOR = "SELECT mentor_report_figures($5, $1, $2, $3, $4, $6)";
    private static final String OF_PLATFORM = "SELECT platform_report_figures($1, $2, $3, $4)";

    /** The figures of a mentor's week, in a transaction of the service. */
    Uni<JsonObject> ofMentor(SqlConnection tx, UUID mentor, LocalDate from, LocalDate end, ZoneId zone) {
        return figures(
                tx, OF_MENTOR, days(from, end, zone).addUUID(mentor).addOffsetDateTime(begin(end.plusWeeks(1), zone)));
    }

    /** The figures of the platform's month, in a transaction of the service. */
    Uni<JsonObject> ofPlatform(SqlConnection tx, LocalDate from, LocalDate end, ZoneId zone) {
        return figures(tx, OF_PLATFORM, days(from, end, zone));
    }

    private static Uni<JsonObject> figures(SqlConnection tx, String sql, Tuple values) {
        return tx.preparedQuery(sql)
                .execute(values)
                .map(rows -> rows.iterator().next().getJsonObject(0));
    }

    /** The zone, the days, and when each begins and ends. */
    private static Tuple days(LocalDate from, LocalDate end, ZoneId zone) {
        var days = from.datesUntil(end).toArray(LocalDate[]::new);
        return Tuple.of(
                zone.getId(),
                days,
                Arrays.stream(days).map(day -> begin(day, zone)).toArray(OffsetDateTime[]::new),
                Arrays.stream(days).map(day -> begin(day.plusDays(1), zone)).toArray(OffsetDateTime[]::new));
    }

    private static OffsetDateTime begin(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toOffsetDateTime();
    }
}
