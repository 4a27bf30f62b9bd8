package org.mentoring.web.availability;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.mentoring.web.api.model.AvailabilityOverride;
import org.mentoring.web.api.model.Window;
import org.mentoring.web.language.Texts;
import org.mentoring.web.time.Times;

/**
 * An exception in the list: an override, or a dated window that was made in another way.
 *
 * @param path to which its removal is sent
 * @param kind off, other-hours or extra-hours
 */
record ListedException(String path, String kind, String label, LocalDate first) {

    private static final String PATH = "/availability/exceptions/";

    /** In the order of their first days. */
    static List<ListedException> of(
            List<AvailabilityOverride> overrides, List<Window> windows, Texts texts, ZoneId zone) {
        return Stream.concat(
                        overrides.stream().map(override -> of(override, texts, zone)),
                        windows.stream().map(window -> of(window, texts, zone)))
                .sorted(Comparator.comparing(ListedException::first))
                .toList();
    }

    private static ListedException of(AvailabilityOverride override, Texts texts, ZoneId zone) {
        var days = days(override.firstDay(), override.lastDay(), texts, zone);
        var hours = override.windows().stream()
                .map(window -> clock(window.start(), texts) + "–" + clock(window.end(), texts))
                .collect(Collectors.joining(", "));
        return new ListedException(
                PATH + override.id() + "/remove",
                override.kind(),
                hours.isEmpty() ? days : texts.of("availability.theirs-day", "day", days, "hours", hours),
                override.firstDay());
    }

    private static ListedException of(Window window, Texts texts, ZoneId zone) {
        return new ListedException(
                PATH + "windows/" + window.id() + "/remove",
                "blocked".equals(window.status()) ? "off" : "extra-hours",
                label(window, texts, zone),
                date(window.startTime(), zone));
    }

    private static String label(Window window, Texts texts, ZoneId zone) {
        return midnight(window.startTime(), zone) && midnight(window.endTime(), zone)
                ? days(
                        date(window.startTime(), zone),
                        date(window.endTime(), zone).minusDays(1),
                        texts,
                        zone)
                : new Times(texts, zone).span(window.startTime(), window.endTime());
    }

    private static String days(LocalDate first, LocalDate last, Texts texts, ZoneId zone) {
        var times = new Times(texts, zone);
        return first.equals(last)
                ? times.day(first)
                : texts.of("availability.days", "first", times.day(first), "last", times.day(last));
    }

    private static String clock(String time, Texts texts) {
        return Hours.clock(LocalTime.parse(time).get(ChronoField.MINUTE_OF_DAY), texts);
    }

    private static boolean midnight(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toLocalTime().equals(LocalTime.MIDNIGHT);
    }

    private static LocalDate date(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toLocalDate();
    }
}
