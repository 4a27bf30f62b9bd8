package org.mentoring.mentor.calendar;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.mentor.calendar.Claims.Claim;
import org.mentoring.mentor.calendar.provider.BusyTime;
import org.mentoring.mentor.calendar.provider.CalendarProvider;

/**
 * Reads when a mentor is busy, and publishes it when it is news. Times of our own bookings are taken out: the platform knows
 * them, and they must not keep a booking from being moved to overlap itself. What is taken out is where bookings are and
 * where their entries may be, before and after the reading, so that an entry that is moved meanwhile counts at neither place.
 */
@ApplicationScoped
class BusyReader {

    private static final String OWN = """
            SELECT start_time, end_time FROM calendar_bookings WHERE mentor_id = $1 AND NOT removed
            UNION ALL
            SELECT lower(own), upper(own) FROM calendar_entries e, unnest(e.possible_times) AS own WHERE e.connection_id = $2
            """;
    // Where another reading was asked for since the claim, it stays due.
    private static final String STORE = """
            UPDATE mentor_calendar_oauth
               SET busy = $2, known_until = $3, last_read_at = now(), failure = NULL,
                   next_read_at = CASE WHEN next_read_at = $6 THEN now() + make_interval(secs => $4) ELSE next_read_at END,
                   next_far_read_at = CASE WHEN next_far_read_at = $7 AND $5::float8 IS NOT NULL
                                           THEN now() + make_interval(secs => $5) ELSE next_far_read_at END
             WHERE id = $1
            """;
    private static final String PUBLISHED =
            "UPDATE mentor_calendar_oauth SET published_until = $2, published_entries = $3 WHERE id = $1";

    private final Claims claims;
    private final BusyEvents events;
    private final CalendarConfig config;
    private final SyncTiming timing;
    private final Clock clock;

    BusyReader(Claims claims, BusyEvents events, CalendarConfig config, SyncTiming timing, Clock clock) {
        this.claims = claims;
        this.events = events;
        this.config = config;
        this.timing = timing;
        this.clock = clock;
    }

    Uni<Void> read(Claim claim, CalendarProvider provider, AccessToken access) {
        var now = clock.instant();
        var plan = BusyReadRange.at(now, config, !claim.nextFarReadAt().isAfter(claim.claimedAt()), claim.knownUntil());
        return claims.step(claim, (tx, row) -> own(tx, claim))
                .chain(before -> busy(claim, provider, access, plan)
                        .chain(busy -> claims.step(
                                claim,
                                (tx, row) -> own(tx, claim)
                                        .map(after -> withoutOwn(busy, before, after, plan))
                                        .chain(read -> store(tx, claim, provider, row, plan, read)))));
    }

    /** One window after the other; each may take as long as a claim holds. */
    private Uni<List<BusyTime>> busy(Claim claim, CalendarProvider provider, AccessToken access, BusyReadRange plan) {
        return Multi.createFrom()
                .iterable(plan.windows())
                .onItem()
                .transformToUniAndConcatenate(window -> claims.renew(claim)
                        .chain(() ->
                                access.call(token -> provider.busy(token, window.from(), window.to(), claim.zone()))))
                .collect()
                .asList()
                .map(parts -> parts.stream().flatMap(List::stream).toList());
    }

    private static List<BusyTime> withoutOwn(
            List<BusyTime> busy, List<BusyTime> before, List<BusyTime> after, BusyReadRange plan) {
        var own = Stream.concat(before.stream(), after.stream()).toList();
        return BusyTimes.within(BusyTimes.without(busy, own), plan.from(), plan.readUntil());
    }

    private Uni<Void> store(
            SqlConnection tx,
            Claim claim,
            CalendarProvider provider,
            Row connection,
            BusyReadRange plan,
            List<BusyTime> read) {
        var before = busyOf(connection);
        var later = BusyTimes.within(before, plan.readUntil(), plan.knownUntil());
        var busy = BusyTimes.merged(Stream.concat(read.stream(), later.stream()).toList());
        var stored = tx.preparedQuery(STORE)
                .execute(Tuple.tuple()
                        .addUUID(claim.id())
                        .addValue(json(busy))
                        .addOffsetDateTime(utc(plan.knownUntil()))
                        .addDouble(DatabaseTime.seconds(timing.nextReadAfter()))
                        .addDouble(plan.readsEverything() ? DatabaseTime.seconds(timing.nextFarReadAfter()) : null)
                        .addOffsetDateTime(utc(claim.nextReadAt()))
                        .addOffsetDateTime(utc(claim.nextFarReadAt())));
        if (!isNews(connection, provider, plan, before, busy)) {
            return stored.replaceWithVoid();
        }
        var known = new BusyEvents.Known(plan.from(), plan.knownUntil(), busy, provider.entries());
        return stored.chain(() -> events.busyChanged(tx, claim.mentorId(), claim.provider(), known))
                .chain(() -> tx.preparedQuery(PUBLISHED)
                        .execute(Tuple.of(
                                claim.id(),
                                utc(plan.knownUntil()),
                                provider.entries().wireName())))
                .replaceWithVoid();
    }

    /** Busy times at the end of what is newly known are news only as far as they lie in the time that was known. */
    private boolean isNews(
            Row connection, CalendarProvider provider, BusyReadRange plan, List<BusyTime> before, List<BusyTime> now) {
        var published = connection.get(OffsetDateTime.class, "published_until");
        if (published == null
                || published.toInstant().isBefore(plan.neededUntil())
                || !provider.entries().wireName().equals(connection.getString("published_entries"))) {
            return true;
        }
        var until = published.toInstant();
        return !publishedPart(before, plan.from(), until).equals(publishedPart(now, plan.from(), until));
    }

    private List<BusyTime> publishedPart(List<BusyTime> busy, Instant from, Instant until) {
        return BusyTimes.capped(BusyTimes.within(busy, from, until), config.maxBusyTimes(), until);
    }

    private static Uni<List<BusyTime>> own(SqlConnection tx, Claim claim) {
        return tx.preparedQuery(OWN)
                .execute(Tuple.of(claim.mentorId(), claim.id()))
                .map(rows -> rows.stream()
                        .map(row -> new BusyTime(
                                row.get(OffsetDateTime.class, 0).toInstant(),
                                row.get(OffsetDateTime.class, 1).toInstant()))
                        .toList());
    }

    static List<BusyTime> busyOf(Row connection) {
        return connection.get(JsonArray.class, "busy").stream()
                .map(JsonObject.class::cast)
                .map(time -> new BusyTime(
                        Instant.parse(time.getString("start_time")), Instant.parse(time.getString("end_time"))))
                .toList();
    }

    private static JsonArray json(List<BusyTime> busy) {
        var array = new JsonArray();
        busy.forEach(time -> array.add(new JsonObject()
                .put("start_time", time.startTime().toString())
                .put("end_time", time.endTime().toString())));
        return array;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
