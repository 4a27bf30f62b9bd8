package org.mentoring.booking.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.mentoring.booking.slot.Schedule;
import org.mentoring.booking.slot.SlotEngine;
import org.mentoring.booking.slot.SlotQuery;
import org.mentoring.booking.slot.TimeRange;

/**
 * When and how a mentor can be booked, as it stood at one version.
 *
 * @param version grows with every change of settings, rules or windows
 * @param bookingWindow how far ahead a session may begin
 */
public record OfferedSchedule(
        UUID mentorId,
        long version,
        List<SessionType> sessionTypes,
        Duration slotInterval,
        Duration minimumNotice,
        Duration bookingWindow,
        Schedule schedule) {

    /** The session type of this name. */
    public Optional<SessionType> sessionType(String name) {
        return sessionTypes.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    /** The starts that are free in {@code [from, to)}, ascending. */
    List<Instant> starts(SessionType type, List<TimeRange> busy, Instant from, Instant to, Instant now) {
        var end = latest(to, now);
        return from.isBefore(end) ? SlotEngine.starts(schedule, busy, query(type, from, end, now)) : List.of();
    }

    /** Whether the mentor offers a session of the type that begins then; whether another has taken it is not looked at. */
    public boolean offers(SessionType type, Instant start, Instant now) {
        var end = latest(start.plusSeconds(1), now);
        return start.isBefore(end) && SlotEngine.offers(schedule, List.of(), query(type, start, end, now), start);
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
