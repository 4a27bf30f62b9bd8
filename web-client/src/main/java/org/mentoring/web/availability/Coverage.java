package org.mentoring.web.availability;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import org.mentoring.web.api.model.AvailabilityOverride;
import org.mentoring.web.api.model.Window;

/** Whether hours, dated windows and overrides together cover a time. */
record Coverage(Collection<Hours> hours, List<Window> windows, List<AvailabilityOverride> overrides, ZoneId zone) {

    private record Span(Instant start, Instant end) {}

    boolean covers(Instant start, Instant end) {
        var spans = new ArrayList<Span>();
        windows.stream()
                .filter(window -> "available".equals(window.status()))
                .map(window -> new Span(window.startTime(), window.endTime()))
                .forEach(spans::add);
        var last = end.atZone(zone).toLocalDate();
        for (var date = start.atZone(zone).toLocalDate().minusDays(1); !date.isAfter(last); date = date.plusDays(1)) {
            addHours(date, spans);
            addOverrides(date, spans);
        }
        spans.sort(Comparator.comparing(Span::start));
        var reached = start;
        for (var span : spans) {
            if (!span.start().isAfter(reached) && span.end().isAfter(reached)) {
                reached = span.end();
            }
        }
        return !reached.isBefore(end);
    }

    /** Those that begin on a day count unless they are replaced then, and end at midnight where those of the next day are. */
    private void addHours(LocalDate date, List<Span> spans) {
        if (replaced(date)) {
            return;
        }
        var most = replaced(date.plusDays(1)) ? Hours.DAY : 2 * Hours.DAY;
        for (var one : hours) {
            if (one.day() == date.getDayOfWeek()) {
                spans.add(span(date, one.from(), Math.min(one.to(), most)));
            }
        }
    }

    private void addOverrides(LocalDate date, List<Span> spans) {
        overrides.stream()
                .filter(override -> !ExceptionForm.OFF.equals(override.kind()) && has(override, date))
                .flatMap(override -> override.windows().stream())
                .flatMap(window -> new Week.Typed(window.start(), window.end()).on(date.getDayOfWeek()).stream())
                .forEach(one -> spans.add(span(date, one.from(), one.to())));
    }

    private Span span(LocalDate date, int from, int to) {
        return new Span(
                WeeklyRules.at(date, from, zone).toInstant(),
                WeeklyRules.at(date, to, zone).toInstant());
    }

    private boolean replaced(LocalDate date) {
        return overrides.stream()
                .anyMatch(override -> has(override, date)
                        && ("other-hours".equals(override.kind())
                                || ExceptionForm.OFF.equals(override.kind())
                                        && override.windows().isEmpty()));
    }

    private static boolean has(AvailabilityOverride override, LocalDate date) {
        return !date.isBefore(override.firstDay()) && !date.isAfter(override.lastDay());
    }
}
