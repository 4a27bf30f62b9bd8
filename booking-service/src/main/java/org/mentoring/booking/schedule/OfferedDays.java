package org.mentoring.booking.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.booking.slotengine.OfferedTime;
import org.mentoring.booking.slotengine.TimeRange;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.outbox.Outbox;
import org.mentoring.kit.outbox.OutboxEvent;
import org.mentoring.kit.security.Caller;
import org.mentoring.kit.time.ScheduledJobs;
import org.mentoring.kit.validation.TimeZones;

/**
 * Publishes daily how much time each mentor offered and how much was booked, once the day is over on the mentor's calendar. The row
 * of the day is written with the event, so that it is published once, however many replicas there are; days missed in a downtime are
 * published later, a week of them at most.
 */
@ApplicationScoped
class OfferedDays {

    private static final int DAYS_PUBLISHED = 7;
    private static final int BATCH = 100;
    private static final UUID FIRST = new UUID(0, 0);

    private static final String DUE = """
            SELECT s.mentor_id, s.time_zone, published.day AS last_published_day
              FROM schedules s
              JOIN mentors m ON m.id = s.mentor_id AND m.status = 'approved'
              LEFT JOIN LATERAL (SELECT day FROM offered_days d WHERE d.mentor_id = s.mentor_id ORDER BY day DESC LIMIT 1)
                AS published ON true
              LEFT JOIN unnest($1::text[], $2::date[]) AS yesterday (time_zone, day) ON yesterday.time_zone = s.time_zone
             WHERE s.mentor_id > $3 AND (published.day IS NULL OR published.day < yesterday.day)
             ORDER BY s.mentor_id LIMIT $4
            """;
    private static final String BOOKED = """
            SELECT b.start_time, b.end_time
              FROM occupying_bookings($1, tstzrange($2, $3)) o (booking_id)
              JOIN bookings b ON b.id = o.booking_id
             WHERE b.mentor_id = $1::uuid::text AND b.status = 'confirmed' AND b.start_time < $3 AND b.end_time > $2
            """;
    private static final String INSERT = """
            INSERT INTO offered_days (mentor_id, day, offered_minutes, booked_minutes) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING
            """;
    private static final String PUBLISHED = """
            SELECT day, offered_minutes, booked_minutes FROM offered_days
             WHERE mentor_id = $1 AND day > $2::date - $3::integer AND day <= $2 ORDER BY day
            """;

    private final ScheduledJobs jobs;
    private final Transactions transactions;
    private final Schedules schedules;
    private final ScheduleRows scheduleRows;
    private final Outbox outbox;
    private final Clock clock;

    OfferedDays(
            ScheduledJobs jobs,
            Transactions transactions,
            Schedules schedules,
            ScheduleRows scheduleRows,
            Outbox outbox,
            Clock clock) {
        this.jobs = jobs;
        this.transactions = transactions;
        this.schedules = schedules;
        this.scheduleRows = scheduleRows;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @param lastPublishedDay null for none */
    private record Due(UUID mentorId, ZoneId zone, LocalDate lastPublishedDay) {

        List<LocalDate> days(Instant now) {
            var last = LocalDate.ofInstant(now, zone).minusDays(1);
            if (lastPublishedDay == null) {
                return List.of(last);
            }
            var earliest = last.minusDays(DAYS_PUBLISHED - 1L);
            var next = lastPublishedDay.plusDays(1);
            var first = next.isBefore(earliest) ? earliest : next;
            return first.datesUntil(last.plusDays(1)).toList();
        }
    }

    /** The data of the event; see its schema. */
    record Offered(UUID mentorId, String timeZone, List<Day> days) {

        static final String TOPIC = "mentoring.availability";
        static final String TYPE = "org.mentoring.availability.offered.v1";
    }

    record Day(LocalDate date, int offeredMinutes, int bookedMinutes) {

        static Day of(Row row) {
            return new Day(
                    row.getLocalDate("day"), row.getInteger("offered_minutes"), row.getInteger("booked_minutes"));
        }
    }

    @Scheduled(
            every = "${mentoring.availability.check-every:10m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> publishDays() {
        return jobs.eachPage("Publishing the offered time failed, the next run retries", FIRST, this::publishAfter);
    }

    private static Tuple due(Instant now, UUID after) {
        var zones = TimeZones.ids().toArray(String[]::new);
        var yesterdays = Arrays.stream(zones)
                .map(zone -> LocalDate.ofInstant(now, ZoneId.of(zone)).minusDays(1))
                .toArray(LocalDate[]::new);
        return Tuple.of(zones, yesterdays, after, BATCH);
    }

    /** Publishes the days of some mentors; the last of them. */
    private Uni<Optional<UUID>> publishAfter(UUID mentor) {
        var now = clock.instant();
        // The JVM loads the data of a zone when it is first asked for it, which takes a while for all of them.
        return schedules
                .compute(() -> due(now, mentor))
                .chain(values -> transactions.read(Caller.SERVICE, DUE, values))
                .map(rows -> rows.stream()
                        .map(row -> new Due(
                                row.getUUID("mentor_id"),
                                ZoneId.of(row.getString("time_zone")),
                                row.getLocalDate("last_published_day")))
                        .toList())
                .call(due -> jobs.oneByOne(due, "Publishing the offered time of %s failed", one -> publish(one, now)))
                .map(due -> due.isEmpty()
                        ? Optional.empty()
                        : Optional.of(due.getLast().mentorId()));
    }

    private Uni<Void> publish(Due due, Instant now) {
        return Multi.createFrom()
                .iterable(due.days(now))
                .onItem()
                .transformToUniAndConcatenate(day ->
                        transactions.write(Caller.SERVICE, tx -> publishDay(tx, due.mentorId(), due.zone(), day)))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> publishDay(SqlConnection tx, UUID mentor, ZoneId zone, LocalDate day) {
        var range = new TimeRange(
                day.atStartOfDay(zone).toInstant(),
                day.plusDays(1).atStartOfDay(zone).toInstant());
        return booked(tx, mentor, range)
                .chain(booked -> scheduleRows
                        .during(tx, mentor, zone, range)
                        .chain(past -> schedules.compute(() -> new Day(
                                day,
                                (int) OfferedTime.offered(past.schedule(), past.externalBusy(), booked, range)
                                        .toMinutes(),
                                (int) OfferedTime.total(booked, range).toMinutes()))))
                .chain(figures -> insert(tx, mentor, figures))
                .chain(isNew ->
                        isNew ? append(tx, mentor, zone, day) : Uni.createFrom().voidItem());
    }

    private static Uni<List<TimeRange>> booked(SqlConnection tx, UUID mentor, TimeRange range) {
        return tx.preparedQuery(BOOKED)
                .execute(Tuple.of(
                        mentor,
                        range.start().atOffset(ZoneOffset.UTC),
                        range.end().atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    var booked = new ArrayList<TimeRange>();
                    rows.forEach(row -> booked.add(ScheduleRows.range(row)));
                    return booked;
                });
    }

    private static Uni<Boolean> insert(SqlConnection tx, UUID mentor, Day day) {
        return tx.preparedQuery(INSERT)
                .execute(Tuple.of(mentor, day.date(), day.offeredMinutes(), day.bookedMinutes()))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Days count the versions: there is one event a day. */
    private Uni<Void> append(SqlConnection tx, UUID mentor, ZoneId zone, LocalDate day) {
        return tx.preparedQuery(PUBLISHED)
                .execute(Tuple.of(mentor, day, DAYS_PUBLISHED))
                .map(rows -> rows.stream().map(Day::of).toList())
                .chain(days -> outbox.append(
                        tx,
                        new OutboxEvent(
                                Offered.TOPIC,
                                Offered.TYPE,
                                mentor,
                                day.toEpochDay(),
                                new Offered(mentor, zone.getId(), days))));
    }
}
