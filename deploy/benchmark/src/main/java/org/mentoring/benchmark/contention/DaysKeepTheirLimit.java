package org.mentoring.benchmark.contention;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

/** At no moment more bookings on a day than its mentor wants, those included that may move there. Holds count for others alone, so they are left out. */
final class DaysKeepTheirLimit implements Rule {

    /** A day of a mentor, in the mentor's zone. */
    private record Day(UUID mentor, LocalDate date) {}

    @Override
    public void check(Run run, Consumer<String> violations) {
        run.ending().bookings().values().stream()
                .filter(booking -> booking.occupies() && isLimited(run, booking))
                .flatMap(booking ->
                        booking.places().stream().map(place -> day(run, place)).distinct())
                .collect(groupingBy(day -> day, counting()))
                .forEach((day, count) -> {
                    var most = run.terms().get(day.mentor()).mostPerDay();
                    if (count > most) {
                        violations.accept("At the end " + day + " has " + count + " bookings of at most " + most);
                    }
                });
        checkAllAlong(
                run,
                Stays.of(run).stream()
                        .filter(stay -> !stay.isHold() && isLimited(run, stay.booking()))
                        .toList(),
                violations);
    }

    private static void checkAllAlong(Run run, List<Stay> stays, Consumer<String> violations) {
        // A booking that may move within its day counts once.
        var present = new HashMap<Day, List<UUID>>();
        Stays.play(stays, (stay, begins) -> {
            var day = day(run, stay.booking());
            var bookings = present.computeIfAbsent(day, none -> new ArrayList<>());
            if (begins) {
                bookings.add(stay.booking().id());
            } else {
                bookings.remove(stay.booking().id());
            }
            var count = bookings.stream().distinct().count();
            var most = run.terms().get(day.mentor()).mostPerDay();
            if (begins && count > most) {
                violations.accept(day + ": " + stay + " is number " + count + " of at most " + most);
            }
        });
    }

    private static boolean isLimited(Run run, Standing booking) {
        return run.terms().get(booking.mentor()).mostPerDay() != null;
    }

    private static Day day(Run run, Standing booking) {
        return new Day(booking.mentor(), run.terms().get(booking.mentor()).day(booking));
    }
}
