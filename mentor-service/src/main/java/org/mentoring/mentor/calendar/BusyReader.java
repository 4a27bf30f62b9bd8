package org.mentoring.mentor.calendar;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.mentor.calendar.Claims.Claim;
import org.mentoring.mentor.calendar.provider.BusyTime;
import org.mentoring.mentor.calendar.provider.CalendarProvider;

/**
 * Reads when a mentor is busy, and publishes it when it is news. Times of our own bookings are taken out: the platform knows
 * them, and they must not keep a booking from being moved to overlap itself. What is taken out is where bookings are and
 * where their entries may stand, before and after the reading, so that an entry that is moved meanwhile counts at neither place.
 */
@ApplicationScoped
class BusyReader {

    private static final String OWN = """
            SELECT start_time, end_time FROM calendar_bookings WHERE mentor_id = $1 AND NOT removed
            UNION ALL
            SELECT lower(place), upper(place) FROM calendar_entries e, unnest(e.may_stand) AS place WHERE e.connection_id = $2
            """;
    private static final String STORE = """
            UPDATE mentor_calendar_oauth
               SET busy = $2, last_read_at = $3, next_read_at = $4, failure = NULL
             WHERE id = $1
            """;

    private final Claims claims;
    private final BusyEvents events;
    private final Timing timing;
    private final Clock clock;

    BusyReader(Claims claims, BusyEvents events, Timing timing, Clock clock) {
        this.claims = claims;
        this.events = events;
        this.timing = timing;
        this.clock = clock;
    }

    Uni<Void> read(Claim claim, CalendarProvider provider, Access access) {
        var window = events.window();
        return claims.step(claim, (tx, row) -> own(tx, claim))
                .chain(before -> access.call(token -> provider.busy(token, window.from(), window.to(), claim.zone()))
                        .chain(busy -> claims.step(
                                claim,
                                (tx, row) -> own(tx, claim)
                                        .map(after -> foreign(busy, before, after, window))
                                        .chain(foreign -> store(tx, claim, row, window, foreign)))));
    }

    private static List<BusyTime> foreign(
            List<BusyTime> busy, List<BusyTime> before, List<BusyTime> after, BusyEvents.Window window) {
        var own = Stream.concat(before.stream(), after.stream()).toList();
        return BusyTimes.within(BusyTimes.without(busy, own), window.from(), window.to());
    }

    private Uni<Void> store(
            SqlConnection tx, Claim claim, Row connection, BusyEvents.Window window, List<BusyTime> busy) {
        var now = clock.instant();
        var stored =
                tx.preparedQuery(STORE).execute(Tuple.of(claim.id(), json(busy), utc(now), utc(timing.nextReadAt())));
        var first = connection.get(OffsetDateTime.class, "last_read_at") == null;
        var known = BusyTimes.within(busyOf(connection), window.from(), window.to());
        return first || !known.equals(busy)
                ? stored.chain(() -> events.busyChanged(tx, claim.mentorId(), claim.provider(), window, busy))
                : stored.replaceWithVoid();
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

    private static List<BusyTime> busyOf(Row connection) {
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
