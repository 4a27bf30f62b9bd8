package org.mentoring.mentor.calendar;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.outbox.Outbox;
import org.mentoring.kit.outbox.OutboxEvent;
import org.mentoring.mentor.calendar.provider.BusyTime;
import org.mentoring.mentor.calendar.provider.CalendarProvider;
import org.mentoring.mentor.calendar.provider.CalendarProvider.Entries;

/** What is published of calendars: when a mentor is busy, never with what. */
@ApplicationScoped
class BusyEvents {

    static final String TOPIC = "mentoring.calendars";
    static final String BUSY_CHANGED = "org.mentoring.calendar.busy-changed.v1";

    // One count for a mentor, whose row orders the events of all calendars; each calendar has an id of its own.
    private static final String NEXT_VERSION = """
            INSERT INTO calendar_versions AS v (mentor_id) VALUES ($1)
            ON CONFLICT (mentor_id) DO UPDATE SET version = v.version + 1
            RETURNING version, calendar_id(mentor_id, $2) AS calendar
            """;

    private final Outbox outbox;
    private final CalendarConfig config;
    private final Clock clock;

    BusyEvents(Outbox outbox, CalendarConfig config, Clock clock) {
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The data of the event: everything that is known about one calendar, in the place of what was said of it before.
     *
     * @param to nothing is known about the time after it
     * @param completeUntil the time from here to the end counts as busy as a whole, because there were too many busy times; the same
     *     as the end where there were not
     * @param entries how bookings appear in the calendar, see {@link CalendarProvider.Entries}
     * @param version one count for all calendars of a mentor: grows with each event of a calendar, not always by one
     */
    record BusyChanged(
            UUID mentorId,
            String provider,
            Instant from,
            Instant to,
            Instant completeUntil,
            List<BusyTime> busy,
            Entries entries,
            long version) {}

    /** What is known about a calendar. */
    record Known(Instant from, Instant until, List<BusyTime> busy, Entries entries) {}

    Uni<Void> busyChanged(SqlConnection tx, UUID mentor, String provider, Known known) {
        var capped = BusyTimes.capped(known.busy(), config.maxBusyTimes(), known.until());
        var completeUntil =
                capped.equals(known.busy()) ? known.until() : capped.getLast().startTime();
        return tx.preparedQuery(NEXT_VERSION)
                .execute(Tuple.of(mentor, provider))
                .map(rows -> rows.iterator().next())
                .chain(row -> {
                    var version = row.getLong("version");
                    var data = new BusyChanged(
                            mentor,
                            provider,
                            known.from(),
                            known.until(),
                            completeUntil,
                            capped,
                            known.entries(),
                            version);
                    return outbox.append(
                            tx, new OutboxEvent(TOPIC, BUSY_CHANGED, row.getUUID("calendar"), version, data));
                });
    }

    /** A calendar that is connected no more keeps nobody from anything. */
    Uni<Void> nothingIsBusy(SqlConnection tx, UUID mentor, String provider) {
        var plan = BusyReadRange.at(clock.instant(), config, true, null);
        return busyChanged(tx, mentor, provider, new Known(plan.from(), plan.knownUntil(), List.of(), Entries.NONE));
    }

    /** Bookings are not written any more to a calendar whose grant is over; what is known about its busy times stays. */
    Uni<Void> entriesEnd(SqlConnection tx, UUID mentor, String provider, List<BusyTime> busy, Instant knownUntil) {
        var from = clock.instant().truncatedTo(ChronoUnit.HOURS);
        return busyChanged(
                tx,
                mentor,
                provider,
                new Known(from, knownUntil, BusyTimes.within(busy, from, knownUntil), Entries.NONE));
    }
}
