package org.mentoring.benchmark.contention;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

/**
 * At no moment a mentee has more bookings to come with a mentor than that mentor wants of one person, and no side moves a booking, or
 * proposes to, more often than it may.
 */
final class MenteeLimitRule implements Rule {

    private record Pair(UUID mentor, UUID mentee) {

        static Pair of(BookingState booking) {
            return new Pair(booking.mentor(), booking.mentee());
        }

        @Override
        public String toString() {
            return "mentee " + mentee + " with mentor " + mentor;
        }
    }

    private record Mover(UUID booking, UUID side) {}

    @Override
    public void check(Run run, Consumer<String> violations) {
        run.finalState().bookings().values().stream()
                .filter(BookingState::occupies)
                .collect(groupingBy(Pair::of, counting()))
                .forEach((pair, count) -> checkLimits(run, pair, count, "At the end", violations));
        checkDuringRun(run, violations);
        run.attempts().stream()
                .filter(attempt -> attempt.kind() == Kind.RESCHEDULE || attempt.kind() == Kind.PROPOSE)
                .filter(attempt -> attempt.change().isPresent())
                .collect(groupingBy(attempt -> new Mover(attempt.target(), attempt.caller()), counting()))
                .forEach((mover, moves) -> {
                    var most = run.terms()
                            .get(run.finalState()
                                    .bookings()
                                    .get(mover.booking())
                                    .mentor())
                            .mostMoves();
                    if (moves > most) {
                        violations.accept("Booking " + mover.booking() + " was moved " + moves + " times of at most "
                                + most + " by " + mover.side());
                    }
                });
    }

    private static void checkDuringRun(Run run, Consumer<String> violations) {
        // A booking that may move counts once.
        var present = new HashMap<Pair, List<UUID>>();
        var intervals = OccupiedIntervals.of(run).stream()
                .filter(interval -> !interval.isHold())
                .toList();
        OccupiedIntervals.replay(intervals, (interval, begins) -> {
            var pair = Pair.of(interval.booking());
            var bookings = present.computeIfAbsent(pair, none -> new ArrayList<>());
            if (begins) {
                bookings.add(interval.booking().id());
                checkLimits(run, pair, bookings.stream().distinct().count(), interval.toString(), violations);
            } else {
                bookings.remove(interval.booking().id());
            }
        });
    }

    private static void checkLimits(Run run, Pair pair, long count, String when, Consumer<String> violations) {
        var most = run.terms().get(pair.mentor()).mostStanding();
        if (count > most) {
            violations.accept(when + ": " + pair + " has " + count + " bookings of at most " + most);
        }
    }
}
