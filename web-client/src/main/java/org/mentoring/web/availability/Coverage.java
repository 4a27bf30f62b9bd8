package org.mentoring.web.availability;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import org.mentoring.web.api.model.Window;

/** Whether hours and dated windows together cover a time. */
record Coverage(Collection<Hours> hours, List<Window> windows, ZoneId zone) {

    private record Span(Instant start, Instant end) {}

    boolean covers(Instant start, Instant end) {
        var spans = new ArrayList<Span>();
        windows.stream()
                .filter(window -> "available".equals(window.status()))
                .map(window -> new Span(window.startTime(), window.endTime()))
                .forEach(spans::add);
        var last = end.atZone(zone).toLocalDate();
        for (var date = start.atZone(zone).toLocalDate().minusDays(1); !date.isAfter(last); date = date.plusDays(1)) {
            for (var one : hours) {
                if (one.day() == date.getDayOfWeek()) {
                    spans.add(new Span(
                            WeeklyRules.at(date, one.from(), zone).toInstant(),
                            WeeklyRules.at(date, one.to(), zone).toInstant()));
                }
            }
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
}
