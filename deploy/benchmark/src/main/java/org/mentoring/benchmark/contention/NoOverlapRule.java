package org.mentoring.benchmark.contention;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

import static java.util.stream.Collectors.groupingBy;

/**
 * At no moment, and not at the end, do two bookings or holds occupy the same time of a person, in either role: of the mentor with
 * buffers, of the mentee without. A proposed move occupies its new time, too.
 */
final class NoOverlapRule implements Rule {

    /** A time of a person that a booking or hold occupies. */
    private record Part(UUID person, String side, Terms.Span span, BookingState booking, OccupiedInterval interval) {

        boolean overlaps(Part other) {
            return !booking.id().equals(other.booking.id())
                    && span.start().isBefore(other.span.end())
                    && other.span.start().isBefore(span.end());
        }
    }

    @Override
    public void check(Run run, Consumer<String> violations) {
        run.finalState().bookings().values().stream()
                .filter(BookingState::occupies)
                .flatMap(booking -> booking.currentAndProposed().stream())
                .flatMap(booking -> parts(run, booking, null))
                .collect(groupingBy(Part::person))
                .forEach((person, parts) -> checkFinalState(person, parts, violations));
        OccupiedIntervals.of(run).stream()
                .flatMap(interval -> parts(run, interval.booking(), interval))
                .collect(groupingBy(Part::person))
                .forEach((person, parts) -> checkDuringRun(person, parts, violations));
    }

    private static Stream<Part> parts(Run run, BookingState booking, OccupiedInterval interval) {
        return Stream.of(
                new Part(
                        booking.mentor(),
                        "mentor",
                        run.terms().get(booking.mentor()).occupied(booking),
                        booking,
                        interval),
                new Part(
                        booking.mentee(), "mentee", new Terms.Span(booking.start(), booking.end()), booking, interval));
    }

    private static void checkFinalState(UUID person, List<Part> parts, Consumer<String> violations) {
        for (var i = 0; i < parts.size(); i++) {
            for (var other : parts.subList(0, i)) {
                if (parts.get(i).overlaps(other)) {
                    violations.accept("At the end bookings " + other.booking().id() + " and "
                            + parts.get(i).booking().id() + " of "
                            + sides(other, parts.get(i)) + " " + person + " overlap");
                }
            }
        }
    }

    private static void checkDuringRun(UUID person, List<Part> parts, Consumer<String> violations) {
        var present = new ArrayList<Part>();
        OccupiedIntervals.replay(parts, Part::interval, (part, begins) -> {
            if (!begins) {
                present.remove(part);
                return;
            }
            present.stream()
                    .filter(other -> other.overlaps(part))
                    .findFirst()
                    .ifPresent(other -> violations.accept(sides(other, part) + " " + person + ": " + other.interval()
                            + " and " + part.interval() + " at once"));
            present.add(part);
        });
    }

    /** The role of the person in both. */
    private static String sides(Part one, Part other) {
        return one.side().equals(other.side()) ? one.side() : "mentor and mentee";
    }
}
