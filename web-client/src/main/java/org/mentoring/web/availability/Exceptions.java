package org.mentoring.web.availability;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.mentoring.web.api.model.Window;
import org.mentoring.web.api.model.WindowChange;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.language.Texts;

/** The dated windows that the form of an exception means. */
record Exceptions(List<Dated> windows) {

    private static final int MOST_DAYS = 366;
    private static final int MOST_WINDOWS = 31;

    private static final String BLOCKED = "blocked";

    /** @param change what the API is sent, whose times may be dates */
    record Dated(WindowChange change, Instant start, Instant end) {

        private boolean storedAs(Window window) {
            return window.startTime().equals(start)
                    && window.endTime().equals(end)
                    && window.status().equals(change.status());
        }
    }

    boolean blocking() {
        return windows.getFirst().change().status().equals(BLOCKED);
    }

    boolean meets(Instant start, Instant end) {
        return windows.stream().anyMatch(window -> window.start().isBefore(end) && start.isBefore(window.end()));
    }

    /** Those that are not stored yet: the form may be sent again after a part of them was saved. */
    List<WindowChange> missingFrom(List<Window> stored) {
        return windows.stream()
                .filter(window -> stored.stream().noneMatch(window::storedAs))
                .map(Dated::change)
                .toList();
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
        return new Exceptions(List.of(new Dated(
                new WindowChange(first.toString(), end.toString(), BLOCKED),
                first.atStartOfDay(zone).toInstant(),
                end.atStartOfDay(zone).toInstant())));
    }

    private static Exceptions each(LocalDate first, LocalDate last, Hours hours, boolean extra, ZoneId zone) {
        var windows = new ArrayList<Dated>();
        for (var date = first; !date.isAfter(last); date = date.plusDays(1)) {
            var start = WeeklyRules.at(date, hours.from(), zone).toInstant();
            var end = WeeklyRules.at(date, hours.to(), zone).toInstant();
            var change = new WindowChange(start.toString(), end.toString(), extra ? "available" : BLOCKED);
            windows.add(new Dated(change, start, end));
        }
        return new Exceptions(windows);
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
