package org.mentoring.notification.report;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReportScheduleTest {

    private final ReportSchedule timetable = new ReportSchedule(new Usual());

    @ParameterizedTest
    @CsvSource({
        // A Monday, just before and at eight
        "2027-03-15T06:59:59Z, Europe/Berlin, 2027-03-08T07:00:00Z, 2027-03-01",
        "2027-03-15T07:00:00Z, Europe/Berlin, 2027-03-15T07:00:00Z, 2027-03-08",
        // The same moment is another day elsewhere
        "2027-03-14T21:00:00Z, Pacific/Auckland, 2027-03-14T19:00:00Z, 2027-03-08",
        "2027-03-15T11:59:59Z, America/New_York, 2027-03-08T13:00:00Z, 2027-03-01",
        // Days after, and across the change of the clocks
        "2027-03-29T12:00:00Z, Europe/Berlin, 2027-03-29T06:00:00Z, 2027-03-22",
        "2027-04-04T23:00:00Z, Asia/Kolkata, 2027-03-29T02:30:00Z, 2027-03-22",
    })
    void isDueToMentorsOnMondays(Instant now, ZoneId zone, Instant at, LocalDate period) {
        assertThat(timetable.last(Report.MENTOR, now, zone)).isEqualTo(new ReportSchedule.Due(at, period));
    }

    @ParameterizedTest
    @CsvSource({
        "2027-03-01T07:59:59Z, UTC, 2027-02-01T08:00:00Z, 2027-01-01",
        "2027-03-01T08:00:00Z, UTC, 2027-03-01T08:00:00Z, 2027-02-01",
        "2027-01-20T00:00:00Z, Asia/Kolkata, 2027-01-01T02:30:00Z, 2026-12-01",
    })
    void isDueToAdminsOnTheFirst(Instant now, ZoneId zone, Instant at, LocalDate period) {
        assertThat(timetable.last(Report.PLATFORM, now, zone)).isEqualTo(new ReportSchedule.Due(at, period));
    }

    @ParameterizedTest
    @CsvSource({
        "MENTOR, 2027-03-17T00:00:00Z, 2027-03-22T07:00:00Z, 2027-03-15",
        "MENTOR, 2027-03-24T00:00:00Z, 2027-03-29T06:00:00Z, 2027-03-22",
        "PLATFORM, 2027-12-05T00:00:00Z, 2028-01-01T07:00:00Z, 2027-12-01",
    })
    void saysWhatComesNext(Report report, Instant now, Instant at, LocalDate period) {
        assertThat(timetable.next(report, now, ZoneId.of("Europe/Berlin")))
                .isEqualTo(new ReportSchedule.Due(at, period));
    }

    private static final class Usual implements ReportsConfig {

        @Override
        public String checkEvery() {
            return "1m";
        }

        @Override
        public DayOfWeek mentorDay() {
            return DayOfWeek.MONDAY;
        }

        @Override
        public LocalTime mentorAt() {
            return LocalTime.of(8, 0);
        }

        @Override
        public int platformDay() {
            return 1;
        }

        @Override
        public LocalTime platformAt() {
            return LocalTime.of(8, 0);
        }

        @Override
        public Optional<List<String>> admins() {
            return Optional.empty();
        }

        @Override
        public ZoneId adminZone() {
            return ZoneId.of("UTC");
        }
    }
}
