package org.mentoring.booking.slotengine.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.mentoring.booking.slotengine.DateOverride;
import org.mentoring.booking.slotengine.Recurrence;
import org.mentoring.booking.slotengine.Rule;
import org.mentoring.booking.slotengine.Schedule;
import org.mentoring.booking.slotengine.SlotEngine;
import org.mentoring.booking.slotengine.SlotQuery;
import org.mentoring.booking.slotengine.TimeRange;

/**
 * A line of input. Rules, windows, overrides, busy times, notice and buffers can be omitted.
 *
 * @param tz IANA zone of the rules
 */
record SlotsInput(
        String tz,
        List<RuleLine> rules,
        List<Window> windows,
        List<OverrideLine> overrides,
        List<Range> busy,
        String from,
        String to,
        String now,
        Integer durationMinutes,
        Integer intervalMinutes,
        int minimumNoticeMinutes,
        int bufferBeforeMinutes,
        int bufferAfterMinutes) {

    record RuleLine(String start, String end, RecurrenceLine recurrence) {

        Rule toRule(ZoneId zone) {
            var rule = new Rule(
                    local("start", start, zone),
                    local("end", end, zone),
                    recurrence == null ? null : recurrence.toRecurrence());
            rule.check();
            return rule;
        }
    }

    /** Local times, or times with an offset, which are converted to local times of the zone. */
    private static LocalDateTime local(String name, String text, ZoneId zone) {
        var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                present(name, text), OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime time
                ? time.atZoneSameInstant(zone).toLocalDateTime()
                : (LocalDateTime) parsed;
    }

    record RecurrenceLine(String rrule, Set<String> exdates, Set<String> rdates) {

        Recurrence toRecurrence() {
            return new Recurrence(rrule, dates(exdates), dates(rdates));
        }

        private static Set<LocalDate> dates(Set<String> texts) {
            return texts == null
                    ? Set.of()
                    : Set.copyOf(texts.stream().map(LocalDate::parse).toList());
        }
    }

    record Range(String start, String end) {

        TimeRange toRange() {
            return new TimeRange(time("start", start), time("end", end));
        }
    }

    record Window(String start, String end, String status) {

        TimeRange toRange() {
            return new TimeRange(time("start", start), time("end", end));
        }
    }

    record OverrideLine(String firstDay, String lastDay, String kind, List<DayWindow> windows) {

        DateOverride toOverride() {
            return new DateOverride(
                    LocalDate.parse(present("first_day", firstDay)),
                    LocalDate.parse(present("last_day", lastDay)),
                    switch (present("kind", kind)) {
                        case "off" -> DateOverride.Kind.OFF;
                        case "other-hours" -> DateOverride.Kind.OTHER_HOURS;
                        case "extra-hours" -> DateOverride.Kind.EXTRA_HOURS;
                        default -> throw new IllegalArgumentException("kind must be off, other-hours or extra-hours");
                    },
                    all(windows).map(DayWindow::toHours).toList());
        }
    }

    record DayWindow(String start, String end) {

        DateOverride.Hours toHours() {
            return new DateOverride.Hours(
                    LocalTime.parse(present("start", start)), LocalTime.parse(present("end", end)));
        }
    }

    /** More would be a mistake, and might not fit into memory. */
    private static final Duration LONGEST = Duration.ofDays(3660);

    /**
     * The starts of the slots.
     *
     * @throws RuntimeException whose message says what is wrong with the question
     */
    List<Instant> answer() {
        var zone = ZoneId.of(present("tz", tz));
        var schedule = new Schedule(
                zone,
                all(rules).map(rule -> rule.toRule(zone)).toList(),
                windows("available"),
                windows("blocked"),
                all(overrides).map(OverrideLine::toOverride).toList());
        var query = new SlotQuery(
                time("from", from),
                time("to", to),
                time("now", now),
                Duration.ofMinutes(present("duration_minutes", durationMinutes)),
                Duration.ofMinutes(present("interval_minutes", intervalMinutes)),
                Duration.ofMinutes(minimumNoticeMinutes),
                Duration.ofMinutes(bufferBeforeMinutes),
                Duration.ofMinutes(bufferAfterMinutes));
        if (Duration.between(query.from(), query.to()).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("to must be at most " + LONGEST.toDays() + " days after from");
        }
        return SlotEngine.starts(schedule, all(busy).map(Range::toRange).toList(), query);
    }

    private List<TimeRange> windows(String status) {
        return all(windows)
                .filter(window -> switch (present("status", window.status())) {
                    case "available", "blocked" -> window.status().equals(status);
                    default -> throw new IllegalArgumentException("status must be available or blocked");
                })
                .map(Window::toRange)
                .toList();
    }

    private static <T> Stream<T> all(List<T> list) {
        return list == null ? Stream.of() : list.stream();
    }

    private static Instant time(String name, String text) {
        return OffsetDateTime.parse(present(name, text)).toInstant();
    }

    private static <T> T present(String name, T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
