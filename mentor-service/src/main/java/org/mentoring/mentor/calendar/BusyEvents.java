package org.mentoring.mentor.calendar;

import java.time.Clock;
import java.time.Duration;
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

    /** The time that is looked at: from the beginning of this hour to the end of the last day that free times are shown for. */
    record Window(Instant from, Instant to) {}

    /**
     * The data of the event: everything that is known of one calendar, in the place of what was said of it before.
     *
     * @param version one count for all calendars of a mentor: grows with each event of a calendar, not always by one
     */
    record BusyChanged(UUID mentorId, String provider, Instant from, Instant to, List<BusyTime> busy, long version) {}

    Window window() {
        var now = clock.instant();
        return new Window(
                now.truncatedTo(ChronoUnit.HOURS),
                now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(config.daysAhead() + 1L)));
    }

    Uni<Void> busyChanged(SqlConnection tx, UUID mentor, String provider, Window window, List<BusyTime> busy) {
        return tx.preparedQuery(NEXT_VERSION)
                .execute(Tuple.of(mentor, provider))
                .map(rows -> rows.iterator().next())
                .chain(row -> {
                    var version = row.getLong("version");
                    var data = new BusyChanged(mentor, provider, window.from(), window.to(), busy, version);
                    return outbox.append(
                            tx, new OutboxEvent(TOPIC, BUSY_CHANGED, row.getUUID("calendar"), version, data));
                });
    }

    /** A calendar that is connected no more keeps nobody from anything. */
    Uni<Void> nothingIsBusy(SqlConnection tx, UUID mentor, String provider) {
        return busyChanged(tx, mentor, provider, window(), List.of());
    }
}
