package org.mentoring.notification.report;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Optional;

import org.mentoring.notification.message.Kind;

/** What is reported; the name of the kind of its mail is that of the report. */
enum Report {
    /** To a mentor, on the weeks from Monday to Sunday. */
    MENTOR(Kind.MENTOR_REPORT),
    /** To admins, on the months. */
    PLATFORM(Kind.PLATFORM_REPORT);

    private final Kind kind;

    Report(Kind kind) {
        this.kind = kind;
    }

    static Optional<Report> named(String name) {
        return Arrays.stream(values())
                .filter(report -> report.column().equals(name))
                .findFirst();
    }

    Kind kind() {
        return kind;
    }

    /** As written in tables, paths and answers. */
    String column() {
        return kind.column();
    }

    /** The first day of the last period that was over when the day began. */
    LocalDate lastPeriod(LocalDate day) {
        return switch (this) {
            case MENTOR ->
                day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).minusWeeks(1);
            case PLATFORM -> day.withDayOfMonth(1).minusMonths(1);
        };
    }

    /** The first day after a period. */
    LocalDate end(LocalDate period) {
        return switch (this) {
            case MENTOR -> period.plusWeeks(1);
            case PLATFORM -> period.plusMonths(1);
        };
    }
}
