package org.mentoring.web.availability;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.mentoring.web.api.model.WindowChange;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.language.Texts;

/** The dated windows that the form of an exception means. */
record Exceptions(List<WindowChange> windows, List<Span> spans) {

    private static final int MOST_DAYS = 366;
    private static final int MOST_WINDOWS = 31;

    record Span(Instant start, Instant end) {

        boolean meets(Instant otherStart, Instant otherEnd) {
            return start.isBefore(otherEnd) && otherStart.isBefore(end);
        }
    }

    /** Empty where the form is wrong, which {@code errors} then says. */
    static Optional<Exceptions> of(AvailabilityPage.Typed typed, ZoneId zone, Texts texts, FormErrors errors) {
        var first = date(typed.first());
        var last = typed.last().isEmpty() ? first : date(typed.last());
        var extra = "extra".equals(typed.kind());
        var timed = !typed.from().isEmpty() || !typed.to().isEmpty();
        if (first.isEmpty()) {
            errors.add("first", texts.of("availability.date-wrong"));
        } else if (last.isEmpty()) {
            errors.add("last", texts.of("availability.date-wrong"));
        } else if (last.get().isBefore(first.get())) {
            errors.add("last", texts.of("availability.date-order"));
        } else if (last.get().isBefore(LocalDate.now(zone))) {
            errors.add("last", texts.of("availability.date-past"));
        } else if (last.get().isAfter(first.get().plusDays((timed || extra ? MOST_WINDOWS : MOST_DAYS) - 1))) {
            errors.add("last", texts.of("availability.date-long", "days", timed || extra ? MOST_WINDOWS : MOST_DAYS));
        }
        var hours = new Week.Typed(typed.from(), typed.to()).on(java.time.DayOfWeek.MONDAY);
        if ((timed || extra) && hours.isEmpty()) {
            errors.add("hours-from", texts.of("availability.hours-wrong"));
        }
        if (errors.any()) {
            return Optional.empty();
        }
        return Optional.of(
                hours.isPresent()
                        ? each(first.get(), last.get(), hours.get(), extra, zone)
                        : whole(first.get(), last.get(), zone));
    }

    private static Exceptions whole(LocalDate first, LocalDate last, ZoneId zone) {
        var end = last.plusDays(1);
        return new Exceptions(
                List.of(new WindowChange(first.toString(), end.toString(), "blocked")),
                List.of(new Span(
                        first.atStartOfDay(zone).toInstant(),
                        end.atStartOfDay(zone).toInstant())));
    }

    private static Exceptions each(LocalDate first, LocalDate last, Hours hours, boolean extra, ZoneId zone) {
        var windows = new ArrayList<WindowChange>();
        var spans = new ArrayList<Span>();
        for (var date = first; !date.isAfter(last); date = date.plusDays(1)) {
            var start = WeeklyRules.at(date, hours.from(), zone).toInstant();
            var end = WeeklyRules.at(date, hours.to(), zone).toInstant();
            windows.add(new WindowChange(start.toString(), end.toString(), extra ? "available" : "blocked"));
            if (!extra) {
                spans.add(new Span(start, end));
            }
        }
        return new Exceptions(windows, spans);
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
