package org.mentoring.booking.schedule;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.mentoring.booking.slotengine.Expansion;
import org.mentoring.booking.slotengine.Limits;
import org.mentoring.booking.slotengine.MergedRanges;
import org.mentoring.booking.slotengine.Schedule;
import org.mentoring.booking.slotengine.SlotEngine;
import org.mentoring.booking.slotengine.SlotQuery;
import org.mentoring.booking.slotengine.TimeRange;

/**
 * When and how a mentor can be booked, as it stood at one version.
 *
 * @param version grows with every change of settings, rules, windows or external busy times
 * @param bookingWindow how far ahead a session may begin
 * @param approvalRequired whether a booking waits until the mentor accepts it
 * @param meetingUrl where the mentor meets everybody; null where each session has a room of its own
 * @param externalBusy when the mentor is busy by calendars elsewhere; a session keeps its buffers clear of it
 * @param mentorZone in which times are shown to the mentor: that of the account, or that of the schedule where the account has none
 * @param expansion of the schedule; null for one that has only just been read
 */
public record OfferedSchedule(
        UUID mentorId,
        long version,
        List<SessionType> sessionTypes,
        Duration slotInterval,
        Duration minimumNotice,
        Duration bookingWindow,
        Limits limits,
        boolean approvalRequired,
        URI meetingUrl,
        MergedRanges externalBusy,
        Schedule schedule,
        ZoneId mentorZone,
        Expansion expansion) {

    /** A session is a day long at most, and so is each of its buffers. */
    private static final Duration LONGEST_SESSION = Duration.ofDays(1);

    private static final int WEIGHT_OF_SETTINGS = 50;

    /**
     * What takes a mentor's time.
     *
     * @param starts where the session is, and where it may be moved, which count for the mentor's limits; none where the
     *     mentor is the mentee
     * @param occupied a session with its buffers
     */
    public record BookedStarts(UUID booking, List<Instant> starts, TimeRange occupied) {}

    /** The session type of this name. */
    public Optional<SessionType> sessionType(String name) {
        return sessionTypes.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    /** Until when a session may begin. */
    public Instant lastStart(Instant now) {
        return now.plus(bookingWindow);
    }

    /** The end of what is needed to know what can be booked now. */
    Instant horizon(Instant now) {
        return now.plus(bookingWindow).plus(LONGEST_SESSION);
    }

    /** Whether what can be booked now, and until so much later, is expanded. */
    boolean isExpanded(Instant now, Duration ahead) {
        return expansion != null && expansion.covers(now, horizon(now).plus(ahead));
    }

    OfferedSchedule expanded(Expansion expansion) {
        return new OfferedSchedule(
                mentorId,
                version,
                sessionTypes,
                slotInterval,
                minimumNotice,
                bookingWindow,
                limits,
                approvalRequired,
                meetingUrl,
                externalBusy,
                schedule,
                mentorZone,
                expansion);
    }

    /** The day of the schedule's calendar in which a time lies: what starts in it counts for {@code limits.mostPerDay}. */
    public TimeRange dayOf(Instant time) {
        var day = LocalDate.ofInstant(time, schedule.timeZone());
        return range(day, day.plusDays(1));
    }

    /** The week, from Monday on, in which it lies. */
    public TimeRange weekOf(Instant time) {
        var monday = Limits.monday(LocalDate.ofInstant(time, schedule.timeZone()));
        return range(monday, monday.plusWeeks(1));
    }

    private TimeRange range(LocalDate from, LocalDate to) {
        return new TimeRange(
                from.atStartOfDay(schedule.timeZone()).toInstant(),
                to.atStartOfDay(schedule.timeZone()).toInstant());
    }

    /** How much memory it takes, in about the size of a range. */
    int weight() {
        return WEIGHT_OF_SETTINGS
                + schedule.dates()
                + schedule.rules().size()
                + schedule.available().size()
                + schedule.blocked().size()
                + schedule.overrides().stream()
                        .mapToInt(override -> 1 + override.windows().size())
                        .sum()
                + externalBusy.size()
                + (expansion == null ? 0 : expansion.size());
    }

    /**
     * The starts that are free in {@code [from, to)}, ascending.
     *
     * @param taken what reaches into the range; where there are limits also what begins in the weeks around it
     * @param menteeBusy when the mentee is in other sessions, of which buffers need not be kept clear
     * @param most how many of them, at most
     */
    public List<Instant> starts(
            SessionType type,
            List<BookedStarts> taken,
            MergedRanges menteeBusy,
            Instant from,
            Instant to,
            Instant now,
            int most) {
        return startsBefore(latest(to, now), type, taken, menteeBusy, from, now, most);
    }

    /**
     * The first start in {@code [from, to)}, of any session type, that is free for somebody without sessions; null for none.
     *
     * @param taken as of {@link #starts}
     * @param to may lie beyond the booking window, to know what is free once that has moved on
     */
    public Instant firstStart(List<BookedStarts> taken, Instant from, Instant to, Instant now) {
        var nobody = MergedRanges.of(List.of());
        var first = (Instant) null;
        for (var type : sessionTypes) {
            var before = first == null ? to : first;
            first = startsBefore(before, type, taken, nobody, from, now, 1).stream()
                    .findFirst()
                    .orElse(first);
        }
        return first;
    }

    /** Whether there is something that could ever be free. */
    public boolean hasHours() {
        return !schedule.rules().isEmpty()
                || !schedule.available().isEmpty()
                || !schedule.overrides().isEmpty();
    }

    private List<Instant> startsBefore(
            Instant end,
            SessionType type,
            List<BookedStarts> taken,
            MergedRanges menteeBusy,
            Instant from,
            Instant now,
            int most) {
        if (!from.isBefore(end)) {
            return List.of();
        }
        var busy = Stream.concat(taken.stream().map(BookedStarts::occupied), externalBusy(from, end).stream())
                .toList();
        var starts = taken.stream()
                .collect(Collectors.toMap(BookedStarts::booking, BookedStarts::starts, (one, same) -> one));
        var room = limits.room(starts.values(), schedule.timeZone());
        Predicate<Instant> menteeIsFree =
                start -> !menteeBusy.overlap(new TimeRange(start, start.plus(type.duration())));
        return SlotEngine.starts(expansion, busy, query(type, from, end, now), room.and(menteeIsFree), most);
    }

    /** Why nothing is free in a range that can be booked, {@code [from, to)}; it reveals nobody's bookings or calendars. */
    public UnavailableReason whyNothingIsFree(SessionType type, Instant from, Instant to, Instant now) {
        var query = query(type, from, latest(to, now), now);
        if (offersAny(expansion, query)) {
            return UnavailableReason.FULL;
        }
        return offersAny(expansion.withoutAbsences(), query) ? UnavailableReason.AWAY : UnavailableReason.NO_HOURS;
    }

    private static boolean offersAny(Expansion expansion, SlotQuery query) {
        return !SlotEngine.starts(expansion, List.of(), query, start -> true, 1).isEmpty();
    }

    /** How many starts there are at most, to know whether it takes long to find them. */
    public long startsAtMost(SessionType type, Instant from, Instant to, Instant now) {
        var end = latest(to, now);
        return from.isBefore(end) ? expansion.atMost(query(type, from, end, now)) : 0;
    }

    /**
     * Whether the mentor offers a session of the type that begins then; whether another has taken it, or
     * others as many as the mentor wants, is for the database to say.
     */
    public boolean offers(SessionType type, Instant start, Instant now) {
        var end = latest(start.plusSeconds(1), now);
        return start.isBefore(end)
                && SlotEngine.offers(expansion, externalBusy(start, end), query(type, start, end, now), start);
    }

    /** Whether a calendar elsewhere is in the way of a session that begins then, or of its buffers. */
    public boolean isBusyElsewhere(SessionType type, Instant start) {
        return externalBusy.overlap(new TimeRange(
                start.minus(Duration.ofMinutes(type.bufferBeforeMinutes())),
                start.plus(type.duration()).plus(Duration.ofMinutes(type.bufferAfterMinutes()))));
    }

    /** What a session that starts in the range may get in the way of, with its buffers. */
    private List<TimeRange> externalBusy(Instant from, Instant to) {
        return externalBusy.reachingInto(
                from.minus(LONGEST_SESSION), to.plus(LONGEST_SESSION).plus(LONGEST_SESSION));
    }

    private Instant latest(Instant to, Instant now) {
        var windowEnd = lastStart(now);
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
