package org.mentoring.booking.schedule;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.mentoring.booking.slot.Limits;
import org.mentoring.booking.slot.Schedule;
import org.mentoring.booking.slot.SlotEngine;
import org.mentoring.booking.slot.SlotQuery;
import org.mentoring.booking.slot.TimeRange;

/**
 * When and how a mentor can be booked, as it stood at one version.
 *
 * @param version grows with every change of settings, rules, windows or external busy times
 * @param bookingWindow how far ahead a session may begin
 * @param meetingUrl where the mentor meets everybody; null where each session has a room of its own
 * @param externalBusy when the mentor is busy by calendars elsewhere; a session keeps its buffers clear of it
 */
public record OfferedSchedule(
        UUID mentorId,
        long version,
        List<SessionType> sessionTypes,
        Duration slotInterval,
        Duration minimumNotice,
        Duration bookingWindow,
        Limits limits,
        URI meetingUrl,
        List<TimeRange> externalBusy,
        Schedule schedule) {

    /**
     * What takes a mentor's time.
     *
     * @param start of the session
     * @param occupied the session with its buffers
     */
    record Taken(Instant start, TimeRange occupied) {}

    /** The session type of this name. */
    public Optional<SessionType> sessionType(String name) {
        return sessionTypes.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    /**
     * The starts that are free in {@code [from, to)}, ascending.
     *
     * @param taken what reaches into the range; where there are limits also what begins in the weeks around it
     */
    List<Instant> starts(SessionType type, List<Taken> taken, Instant from, Instant to, Instant now) {
        var end = latest(to, now);
        if (!from.isBefore(end)) {
            return List.of();
        }
        var busy = Stream.concat(taken.stream().map(Taken::occupied), externalBusy.stream())
                .toList();
        var starts = SlotEngine.starts(schedule, busy, query(type, from, end, now));
        return limits.withRoom(starts, taken.stream().map(Taken::start).toList(), schedule.timeZone());
    }

    /**
     * Whether the mentor offers a session of the type that begins then; whether another has taken it, or
     * others as many as the mentor wants, is for the database to say.
     */
    public boolean offers(SessionType type, Instant start, Instant now) {
        var end = latest(start.plusSeconds(1), now);
        return start.isBefore(end) && SlotEngine.offers(schedule, externalBusy, query(type, start, end, now), start);
    }

    private Instant latest(Instant to, Instant now) {
        var windowEnd = now.plus(bookingWindow);
        return to.isBefore(windowEnd) ? to : windowEnd;
    }

    private SlotQuery query(SessionType type, Instant from, Instant to, Instant now) {
        return new SlotQuery(
                from,
                to,
                now,
                type.duration(),
                slotInterval,
                minimumNotice,
                Duration.ofMinutes(type.bufferBeforeMinutes()),
                Duration.ofMinutes(type.bufferAfterMinutes()));
    }
}
