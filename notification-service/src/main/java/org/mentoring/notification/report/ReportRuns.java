package org.mentoring.notification.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.DatabaseTime;

/** Adds report runs: scheduled ones once for each reader and period, whichever replica comes first. */
@ApplicationScoped
class ReportRuns {

    private static final String ADD_FOR_MENTORS = """
            INSERT INTO report_runs (report, reader_id, reader_name, reader_email, reader_locale, time_zone, period, due_at,
                                     requested_by)
            SELECT $1, m.mentor_id, m.name, m.email, m.locale, z.time_zone, z.period, z.due_at, $5
              FROM report_mentors m
              LEFT JOIN people p ON p.user_id = m.mentor_id
              JOIN unnest($2::text[], $3::date[], $4::timestamptz[]) AS z (time_zone, period, due_at)
                ON z.time_zone = coalesce(p.time_zone, m.time_zone)
             WHERE m.status = 'approved'
               AND ($5::uuid IS NOT NULL
                    OR greatest(m.approved_at, (SELECT since FROM report_start)) < z.due_at)
            ON CONFLICT (report, reader_id, period) WHERE requested_by IS NULL DO NOTHING
            """;
    private static final String ADD_FOR_ADMIN = """
            INSERT INTO report_runs (report, reader_id, reader_email, time_zone, period, due_at, requested_by)
            SELECT $1, $2, $3, $4, $5, $6, $7
             WHERE $7::uuid IS NOT NULL OR (SELECT since FROM report_start) < $6
            ON CONFLICT (report, reader_id, period) WHERE requested_by IS NULL DO NOTHING
            """;

    private final Readers readers;
    private final ReportSchedule schedule;

    ReportRuns(Readers readers, ReportSchedule schedule) {
        this.readers = readers;
        this.schedule = schedule;
    }

    /** Who requests a report that is not due. */
    record Request(UUID admin, Set<String> addresses) {}

    /**
     * Adds the runs that are due, in a transaction of the service.
     *
     * @return how many reports are to be made that were not planned before
     */
    Uni<Integer> due(SqlConnection tx) {
        return mentors(tx, null).chain(mentors -> admins(tx, null).map(admins -> mentors + admins));
    }

    /** Adds another run of the last report for each of its readers, in a transaction of the service. */
    Uni<Integer> requested(SqlConnection tx, Report report, Request request) {
        return switch (report) {
            case MENTOR -> mentors(tx, request);
            case PLATFORM -> admins(tx, request);
        };
    }

    private Uni<Integer> mentors(SqlConnection tx, Request request) {
        return DatabaseTime.now(tx)
                .chain(now -> readers.mentorZones(tx)
                        .chain(zones -> zones.isEmpty()
                                ? Uni.createFrom().item(0)
                                : tx.preparedQuery(ADD_FOR_MENTORS)
                                        .execute(Tuple.tuple()
                                                .addString(Report.MENTOR.column())
                                                .addArrayOfString(zones.stream()
                                                        .map(ZoneId::getId)
                                                        .toArray(String[]::new))
                                                .addArrayOfLocalDate(zones.stream()
                                                        .map(zone -> last(Report.MENTOR, now, zone)
                                                                .period())
                                                        .toArray(LocalDate[]::new))
                                                .addArrayOfOffsetDateTime(zones.stream()
                                                        .map(zone -> at(last(Report.MENTOR, now, zone)
                                                                .at()))
                                                        .toArray(OffsetDateTime[]::new))
                                                .addUUID(request == null ? null : request.admin()))
                                        .map(rows -> rows.rowCount())));
    }

    private Uni<Integer> admins(SqlConnection tx, Request request) {
        return DatabaseTime.now(tx)
                .chain(now -> readers.admins(tx, request == null ? List.of() : request.addresses())
                        .chain(admins -> Multi.createFrom()
                                .iterable(admins)
                                .onItem()
                                .transformToUniAndConcatenate(admin -> admin(tx, admin, now, request))
                                .collect()
                                .with(Collectors.summingInt(Integer::intValue))));
    }

    private Uni<Integer> admin(SqlConnection tx, Readers.Admin admin, Instant now, Request request) {
        var due = last(Report.PLATFORM, now, admin.zone());
        return tx.preparedQuery(ADD_FOR_ADMIN)
                .execute(Tuple.from(new Object[] {
                    Report.PLATFORM.column(),
                    admin.id(),
                    admin.email(),
                    admin.zone().getId(),
                    due.period(),
                    at(due.at()),
                    request == null ? null : request.admin()
                }))
                .map(rows -> rows.rowCount());
    }

    private ReportSchedule.Due last(Report report, Instant now, ZoneId zone) {
        return schedule.last(report, now, zone);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
