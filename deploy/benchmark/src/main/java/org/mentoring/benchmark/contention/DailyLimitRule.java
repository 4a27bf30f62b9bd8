package org.mentoring.benchmark.contention;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

/**
 * No mentee puts a booking on a day that has as many as its mentor wants, those included that may move there. Mentors may go beyond
 * their own limits. Holds do not count.
 */
final class DailyLimitRule implements Rule {

    /** A day of a mentor, in the mentor's zone. */
    private record Day(UUID mentor, LocalDate date) {}

    @Override
    public void check(Run run, Consumer<String> violations) {
        var exceededByMentor = run.attempts().stream()
                .filter(attempt -> attempt.caller().equals(attempt.mentor()) && attempt.mayHaveHadAnEffect())
                .filter(attempt -> attempt.kind() == Kind.RESCHEDULE || attempt.kind() == Kind.PROPOSE)
                .map(attempt -> new Day(
                        attempt.mentor(), run.terms().get(attempt.mentor()).day(attempt.start())))
                .collect(toSet());
        run.finalState().bookings().values().stream()
                .filter(booking -> booking.occupies() && isLimited(run, booking))
                .flatMap(booking -> booking.currentAndProposed().stream()
                        .map(place -> day(run, place))
                        .distinct())
                .collect(groupingBy(day -> day, counting()))
                .forEach((day, count) -> {
                    if (exceededByMentor.contains(day)) {
                        return;
                    }
                    var most = run.terms().get(day.mentor()).mostPerDay();
                    if (count > most) {
                        violations.accept("At the end " + day + " has " + count + " bookings of at most " + most);
                    }
                });
        checkDuringRun(
                run,
                OccupiedIntervals.of(run).stream()
                        .filter(interval -> !interval.isHold() && isLimited(run, interval.booking()))
                        .toList(),
                violations);
    }

    private static void checkDuringRun(Run run, List<OccupiedInterval> intervals, Consumer<String> violations) {
        // A booking that may move within its day counts once.
        var present = new HashMap<Day, List<UUID>>();
        OccupiedIntervals.replay(intervals, (interval, begins) -> {
            var day = day(run, interval.booking());
            var bookings = present.computeIfAbsent(day, none -> new ArrayList<>());
            if (begins) {
                bookings.add(interval.booking().id());
            } else {
                bookings.remove(interval.booking().id());
            }
            var count = bookings.stream().distinct().count();
            var most = run.terms().get(day.mentor()).mostPerDay();
            if (begins && isMadeByMentee(interval) && count > most) {
                violations.accept(day + ": " + interval + " is number " + count + " of at most " + most);
            }
        });
    }

    private static boolean isMadeByMentee(OccupiedInterval interval) {
        var attempt = interval.attempt();
        return attempt.caller().equals(interval.booking().mentee())
                && interval.booking().start().equals(attempt.start())
                && switch (attempt.kind()) {
                    case BOOK, RESCHEDULE, PROPOSE -> true;
                    default -> false;
                };
    }

    private static boolean isLimited(Run run, BookingState booking) {
        return run.terms().get(booking.mentor()).mostPerDay() != null;
    }

    private static Day day(Run run, BookingState booking) {
        return new Day(booking.mentor(), run.terms().get(booking.mentor()).day(booking));
    }
}
