package org.mentoring.notification.gallery;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.mentoring.notification.message.Kind;

/** Reports on a busy time, and on one in which nothing happened. */
final class ReportSamples {

    private static final LocalDate MONDAY = LocalDate.of(2027, 3, 1);
    private static final LocalDate FIRST = LocalDate.of(2027, 2, 1);

    private ReportSamples() {}

    static List<Sample> all() {
        return List.of(
                new Sample("mentor-report", Kind.MENTOR_REPORT, null, mentor(), Set.of()),
                new Sample("mentor-report-empty", Kind.MENTOR_REPORT, null, emptyMentor(), Set.of()),
                new Sample("platform-report", Kind.PLATFORM_REPORT, null, platform(), Set.of()),
                new Sample("platform-report-empty", Kind.PLATFORM_REPORT, null, emptyPlatform(), Set.of()));
    }

    private static String mentor() {
        return """
                {"time_zone": "Europe/Berlin", "from": "2027-03-01", "to": "2027-03-07", "days": %s,
                 "sessions": [{"start": "2027-03-01T09:00:00Z", "end": "2027-03-01T10:00:00Z", "status": "completed",
                               "mentee_name": "Linus Torvalds"}],
                 "ratings": {"counts": [0, 1, 0, 2, 5]}, "overall": {"mean": 4.67, "count": 121},
                 "feedback": [{"rating": 5, "by": "Linus T.", "text": "Clear, patient, and she had read my code beforehand."},
                              {"rating": 4, "by": "ليلى ح.", "text": "شرح واضح ونصائح مفيدة جدًا."}],
                 "next": [{"start": "2027-03-15T14:00:00Z", "end": "2027-03-15T15:00:00Z", "with": "Margaret Hamilton",
                           "type": "Career advice"},
                          {"start": "2027-03-17T08:30:00Z", "end": "2027-03-17T09:30:00Z", "with": "Ken Thompson",
                           "type": "Code review"},
                          {"start": "2027-03-18T16:00:00Z", "end": "2027-03-18T17:00:00Z", "with": null,
                           "type": "Career advice"}]}
                """.formatted(days(MONDAY, 7, true));
    }

    private static String emptyMentor() {
        return """
                {"time_zone": "UTC", "from": "2027-03-01", "to": "2027-03-07", "days": %s, "sessions": [],
                 "ratings": {"counts": [0, 0, 0, 0, 0]}, "overall": {"mean": null, "count": 0}, "feedback": [], "next": []}
                """.formatted(days(MONDAY, 7, false));
    }

    private static String platform() {
        return """
                {"time_zone": "UTC", "from": "2027-02-01", "to": "2027-02-28", "days": %s, "usage": %s, "mentors": 3,
                 "busiest": [{"name": "Ada Lovelace", "sessions": 31, "minutes": 1890},
                             {"name": "Grace Hopper", "sessions": 24, "minutes": 1440},
                             {"name": "Alan Turing", "sessions": 9, "minutes": 405}],
                 "expertise": [{"name": "career", "sessions": 40, "minutes": 2400},
                               {"name": "distributed systems", "sessions": 22, "minutes": 1335}],
                 "ratings": {"counts": [1, 2, 4, 12, 38]}}
                """.formatted(days(FIRST, 28, true), usage(true));
    }

    private static String emptyPlatform() {
        return """
                {"time_zone": "UTC", "from": "2027-02-01", "to": "2027-02-28", "days": %s, "usage": %s, "mentors": 0,
                 "busiest": [], "expertise": [], "ratings": {"counts": [0, 0, 0, 0, 0]}}
                """.formatted(days(FIRST, 28, false), usage(false));
    }

    /** Some more on some days, and less at weekends. */
    private static String days(LocalDate first, int count, boolean busy) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    var weekend = i % 7 > 4;
                    var held = !busy ? 0 : weekend ? i % 2 : 1 + (i * 5) % 4;
                    return """
                            {"date": "%s", "held": %d, "cancelled": %d, "no_shows": %d, "minutes": %d}""".formatted(
                            first.plusDays(i), held, busy && i % 3 == 1 ? 1 : 0, busy && i % 7 == 3 ? 1 : 0, held * 50);
                })
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String usage(boolean busy) {
        return IntStream.range(0, 28)
                .mapToObj(i -> """
                        {"date": "%s", "sign_ups": %d, "offered_minutes": %d, "booked_minutes": %d}""".formatted(
                                FIRST.plusDays(i),
                                busy ? (i * 3) % 5 : 0,
                                busy ? i % 7 > 4 ? 120 : 960 : 0,
                                busy ? i % 7 > 4 ? 60 : 240 + (i * 60) % 420 : 0))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
