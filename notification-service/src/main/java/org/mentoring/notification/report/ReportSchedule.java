package org.mentoring.notification.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;

import jakarta.enterprise.context.ApplicationScoped;

/** When reports are due, on the clock of their readers. */
@ApplicationScoped
class ReportSchedule {

    private final ReportsConfig config;

    ReportSchedule(ReportsConfig config) {
        this.config = config;
        if (config.platformDay() < 1 || config.platformDay() > 28) {
            throw new IllegalArgumentException("mentoring.reports.platform-day must be from 1 to 28");
        }
    }

    /**
     * @param at when it is due
     * @param period the first day of what it reports on
     */
    record Due(Instant at, LocalDate period) {}

    /** What was due last: after a downtime only that is sent, because older figures are not useful. */
    Due last(Report report, Instant now, ZoneId zone) {
        return due(report, lastTime(report, now, zone));
    }

    /** What is due next. */
    Due next(Report report, Instant now, ZoneId zone) {
        var last = lastTime(report, now, zone);
        return due(
                report,
                switch (report) {
                    case MENTOR -> last.plusWeeks(1);
                    case PLATFORM -> last.plusMonths(1);
                });
    }

    private ZonedDateTime lastTime(Report report, Instant now, ZoneId zone) {
        var today = LocalDate.ofInstant(now, zone);
        return switch (report) {
            case MENTOR -> {
                var day = today.with(TemporalAdjusters.previousOrSame(config.mentorDay()));
                var time = day.atTime(config.mentorAt()).atZone(zone);
                yield time.toInstant().isAfter(now)
                        ? day.minusWeeks(1).atTime(config.mentorAt()).atZone(zone)
                        : time;
            }
            case PLATFORM -> {
                var day = today.withDayOfMonth(config.platformDay());
                var time = day.atTime(config.platformAt()).atZone(zone);
                yield time.toInstant().isAfter(now)
                        ? day.minusMonths(1).atTime(config.platformAt()).atZone(zone)
                        : time;
            }
        };
    }

    private static Due due(Report report, ZonedDateTime time) {
        return new Due(time.toInstant(), report.lastPeriod(time.toLocalDate()));
    }
}
