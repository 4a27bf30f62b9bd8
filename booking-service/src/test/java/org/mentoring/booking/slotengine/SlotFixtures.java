package org.mentoring.booking.slotengine;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** Rules, ranges and queries for tests of the slot engine. */
final class SlotFixtures {

    static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");

    private SlotFixtures() {}

    static List<Instant> starts(String zone, Rule rule, String from, String to, int duration, int interval) {
        var id = ZoneId.of(zone);
        var query = new SlotQuery(
                LocalDate.parse(from).atStartOfDay(id).toInstant(),
                LocalDate.parse(to).atStartOfDay(id).toInstant(),
                LONG_AGO,
                Duration.ofMinutes(duration),
                Duration.ofMinutes(interval),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);
        return SlotEngine.starts(new Schedule(id, List.of(rule), List.of(), List.of()), List.of(), query);
    }

    static SlotQuery query(String from, String to, int duration, int interval) {
        return new SlotQuery(
                at(from + "T00:00:00Z"),
                at(to + "T00:00:00Z"),
                LONG_AGO,
                Duration.ofMinutes(duration),
                Duration.ofMinutes(interval),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);
    }

    static Rule once(String start, String end) {
        return new Rule(LocalDateTime.parse(start), LocalDateTime.parse(end), null);
    }

    static Rule recurring(String start, String end, String rrule) {
        return new Rule(
                LocalDateTime.parse(start), LocalDateTime.parse(end), new Recurrence(rrule, Set.of(), Set.of()));
    }

    static Rule allDay(String day) {
        var date = LocalDate.parse(day);
        return new Rule(date.atStartOfDay(), date.plusDays(1).atTime(LocalTime.MIDNIGHT), null);
    }

    static TimeRange range(String start, String end) {
        return new TimeRange(at(start), at(end));
    }

    static Instant at(String time) {
        return Instant.parse(time);
    }
}
