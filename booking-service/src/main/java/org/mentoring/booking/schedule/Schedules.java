package org.mentoring.booking.schedule;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.booking.slot.Expansion;
import org.mentoring.booking.slot.Limits;
import org.mentoring.booking.slot.MergedRanges;
import org.mentoring.booking.slot.Rule;
import org.mentoring.booking.slot.Schedule;
import org.mentoring.booking.slot.ScheduleTooComplexException;
import org.mentoring.booking.slot.TimeRange;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.event.EventJson;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/**
 * The schedules of mentors, kept in memory by their version. What is kept may be old: whoever acts on it lets the
 * database compare the version, and asks again when it has changed.
 */
@ApplicationScoped
public class Schedules {

    /** Of a range each: some 40 MB. */
    private static final int MOST_KEPT = 500_000;

    private static final int MOST_WAITING = 256;

    /** So long a schedule stays expanded while the time that can be booked moves on. */
    private static final Duration EXPANDED_AHEAD = Duration.ofDays(14);

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
    private static final String EXTERNAL_BUSY = """
            SELECT lower(busy_time) AS start_time, upper(busy_time) AS end_time
              FROM external_busy CROSS JOIN unnest(busy) AS busy_time
             WHERE mentor_id = $1 AND upper(busy_time) > coalesce($2, now() - interval '2 days')
            """;

    private final Cache<UUID, OfferedSchedule> kept = Caffeine.newBuilder()
            .maximumWeight(MOST_KEPT)
            .weigher((UUID mentor, OfferedSchedule schedule) -> schedule.weight())
            .build();
    private final Map<ExpansionKey, CompletableFuture<OfferedSchedule>> underWay = new ConcurrentHashMap<>();
    private final WorkerPool workers = new WorkerPool("schedules", MOST_WAITING);
    private final Transactions transactions;
    private final ObjectMapper json;
    private final Clock clock;

    Schedules(Transactions transactions, EventJson json, Clock clock) {
        this.transactions = transactions;
        this.json = json.mapper();
        this.clock = clock;
    }

    private record ExpansionKey(UUID mentorId, long version) {}

    @PreDestroy
    void end() {
        workers.close();
    }

    /**
     * The schedule of an approved mentor, which may be old by now; fails with 404 for anybody else.
     *
     * <p>Read as the service: rules and windows are the mentor's own, everyone else learns only what follows from them.
     */
    public Uni<OfferedSchedule> of(UUID mentorId) {
        var schedule = kept.getIfPresent(mentorId);
        return schedule != null ? expanded(schedule) : current(mentorId);
    }

    /** The schedule of an approved mentor as it stands; fails with 404 for anybody else. */
    public Uni<OfferedSchedule> current(UUID mentorId) {
        return transactions.read(Caller.SERVICE, tx -> current(tx, mentorId)).chain(this::expanded);
    }

    /** The same, ready to say what can be booked now; to be called outside of a transaction, for it may take a while. */
    Uni<OfferedSchedule> expanded(OfferedSchedule schedule) {
        var now = clock.instant();
        if (schedule.isExpanded(now)) {
            return Uni.createFrom().item(schedule);
        }
        return tooComplexIsAProblem(WorkerPool.result(() -> expand(schedule, now)));
    }

    /** However many ask at once, a schedule is expanded once. */
    private CompletableFuture<OfferedSchedule> expand(OfferedSchedule schedule, Instant now) {
        var key = new ExpansionKey(schedule.mentorId(), schedule.version());
        var result = new CompletableFuture<OfferedSchedule>();
        var first = underWay.putIfAbsent(key, result);
        if (first != null) {
            return first;
        }
        workers.start(() -> schedule.expanded(Expansion.of(
                        schedule.schedule(), now, schedule.horizon(now).plus(EXPANDED_AHEAD))))
                .whenComplete((expanded, failure) -> {
                    if (failure == null) {
                        keep(expanded);
                    }
                    underWay.remove(key);
                    if (failure == null) {
                        result.complete(expanded);
                    } else {
                        result.completeExceptionally(failure);
                    }
                });
        return result;
    }

    /** Forgets a schedule that has turned out to be old. */
    public void forget(OfferedSchedule old) {
        kept.asMap().remove(old.mentorId(), old);
    }

    /** The schedule as it stands in the transaction, which must be one of the service; it may not be expanded. */
    Uni<OfferedSchedule> current(SqlConnection tx, UUID mentorId) {
        return tx.preparedQuery(SETTINGS)
                .execute(Tuple.of(mentorId))
                .map(rows -> rows.stream().findFirst().orElseThrow(() -> Problems.notFound("mentor")))
                .chain(settings -> {
                    var known = kept.getIfPresent(mentorId);
                    return known != null && known.version() == settings.getLong("schedule_version")
                            ? Uni.createFrom().item(known)
                            : load(tx, mentorId, settings);
                });
    }

    /**
     * The settings come first: when a change commits in between, newer rules carry an older version and are read again,
     * never the other way round.
     */
    private Uni<OfferedSchedule> load(SqlConnection tx, UUID mentorId, Row settings) {
        return schedule(tx, mentorId, settings.getString("time_zone"), null)
                .chain(schedule ->
                        externalBusy(tx, mentorId, null).map(busy -> offered(mentorId, settings, busy, schedule)))
                .invoke(this::keep);
    }

    /** An older one, or the same before it was expanded, does not take the place of what is kept. */
    private void keep(OfferedSchedule schedule) {
        kept.asMap()
                .merge(
                        schedule.mentorId(),
                        schedule,
                        (known, read) -> read.version() < known.version()
                                        || read.version() == known.version() && read.expansion() == null
                                ? known
                                : read);
    }

    /**
     * Fails with 422 when the schedule, as a transaction of its mentor has changed it, takes too much work to expand.
     */
    public Uni<Void> requireAffordable(SqlConnection tx, UUID mentorId) {
        var now = clock.instant();
        return uncommitted(tx, mentorId)
                .chain(schedule -> compute(() -> {
                    schedule.requireAffordable(now);
                    return schedule;
                }))
                .replaceWithVoid();
    }

    /** Whether rules and windows make the whole time of a session available, however far ahead it is. */
    public Uni<Boolean> isWithinHours(OfferedSchedule schedule, SessionType type, Instant start) {
        var time = new TimeRange(start, start.plus(type.duration()));
        return schedule.expansion().covers(time.start(), time.end())
                ? Uni.createFrom().item(schedule.expansion().makesAvailable(time))
                : compute(() -> Expansion.of(schedule.schedule(), time.start(), time.end())
                        .makesAvailable(time));
    }

    /** Runs what may take long by the rules of a schedule, away from the event loop. */
    public <T> Uni<T> compute(Supplier<T> computation) {
        return tooComplexIsAProblem(workers.run(computation));
    }

    private static <T> Uni<T> tooComplexIsAProblem(Uni<T> work) {
        return work.onFailure(ScheduleTooComplexException.class).transform(failure -> new TooComplexException());
    }

    /** Rules and windows as they stand in a transaction of their mentor that has changed them; they are not kept. */
    Uni<Schedule> uncommitted(SqlConnection tx, UUID mentorId) {
        return tx.preparedQuery(ZONE)
                .execute(Tuple.of(mentorId))
                .map(rows -> rows.iterator().next().getString("time_zone"))
                .chain(zone -> schedule(tx, mentorId, zone, null));
    }

    /** What made time available, and took it, in a range that may be past. */
    record Past(Schedule schedule, List<TimeRange> externalBusy) {}

    /** By the rules and windows of today, in a transaction of the service. */
    Uni<Past> during(SqlConnection tx, UUID mentorId, ZoneId zone, TimeRange range) {
        var since = range.start().atOffset(ZoneOffset.UTC);
        return schedule(tx, mentorId, zone.getId(), since)
                .chain(schedule -> externalBusy(tx, mentorId, since).map(busy -> new Past(schedule, busy)));
    }

    private static Uni<List<TimeRange>> externalBusy(SqlConnection tx, UUID mentorId, OffsetDateTime since) {
        return tx.preparedQuery(EXTERNAL_BUSY)
                .execute(Tuple.of(mentorId, since))
                .map(rows -> rows.stream().map(Schedules::range).toList());
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
                        }));
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
        return Arrays.asList(read(settings.getValue("session_types"), SessionType[].class));
    }

    private Rule rule(Row row, ZoneId zone) {
        var recurrence = row.getValue("recurrence");
        return new Rule(
                ScheduleZones.local(row, "local_start", "start_time", zone),
                ScheduleZones.local(row, "local_end", "end_time", zone),
                recurrence == null
                        ? null
                        : read(recurrence, RecurrenceRule.class).toRecurrence());
    }

    static TimeRange range(Row row) {
        return new TimeRange(
                row.getOffsetDateTime("start_time").toInstant(),
                row.getOffsetDateTime("end_time").toInstant());
    }

    private <T> T read(Object column, Class<T> type) {
        try {
            return json.readValue(column.toString(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A row does not hold what this service writes", e);
        }
    }
}
