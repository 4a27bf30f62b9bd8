package org.mentoring.benchmark.contention;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The intervals of a run in which bookings and holds occupied their times, and their order. */
final class OccupiedIntervals {

    /** The clocks of client and service may differ by this much. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMillis(50);

    /** How long a request that was given up may still be processed. */
    private static final Duration MAX_DELAY = Duration.ofSeconds(10);

    private OccupiedIntervals() {}

    static List<OccupiedInterval> of(Run run) {
        var intervals = new ArrayList<OccupiedInterval>();
        run.changes().values().forEach(attempts -> addBooking(attempts, intervals));
        addHolds(run.attempts(), intervals);
        return intervals;
    }

    /**
     * Replays the starts and ends of intervals in chronological order; at the same moment ends come before starts.
     */
    static void replay(List<OccupiedInterval> intervals, BiConsumer<OccupiedInterval, Boolean> beginsOrEnds) {
        replay(intervals, interval -> interval, beginsOrEnds);
    }

    /** As above, for objects that have an interval. */
    static <T> void replay(List<T> all, Function<T, OccupiedInterval> interval, BiConsumer<T, Boolean> beginsOrEnds) {
        record Moment<T>(Instant at, boolean begins, T subject) {}
        var moments = new ArrayList<Moment<T>>(all.size() * 2);
        for (var subject : all) {
            moments.add(new Moment<>(interval.apply(subject).from(), true, subject));
            moments.add(new Moment<>(interval.apply(subject).until(), false, subject));
        }
        moments.sort(Comparator.comparing(Moment<T>::at).thenComparing(Moment<T>::begins));
        moments.forEach(moment -> beginsOrEnds.accept(moment.subject(), moment.begins()));
    }

    private static void addBooking(List<Attempt> attempts, List<OccupiedInterval> intervals) {
        var byVersion = new TreeMap<Long, Attempt>();
        attempts.forEach(attempt -> byVersion.put(attempt.change().orElseThrow().version(), attempt));
        for (var attempt : attempts) {
            var booking = attempt.change().orElseThrow();
            // The time at which an unanswered attempt took effect is unknown.
            if (!booking.occupies() || attempt.outcome() instanceof Outcome.FoundDone) {
                continue;
            }
            // A proposal may have expired in between, which does not move the booking.
            var next = byVersion.higherEntry(booking.version());
            var until = next == null ? Instant.MAX : next.getValue().invoked();
            for (var place : booking.currentAndProposed()) {
                add(attempt, place, earlier(expiry(place), until), intervals);
            }
        }
    }

    private static void addHolds(List<Attempt> attempts, List<OccupiedInterval> intervals) {
        var ends = new HashMap<UUID, HoldEnds>();
        attempts.stream()
                .filter(attempt -> attempt.kind().endsHolds() && attempt.mayHaveHadAnEffect())
                .sorted(Comparator.comparing(Attempt::invoked))
                .forEach(attempt -> ends.computeIfAbsent(attempt.caller(), caller -> new HoldEnds())
                        .add(attempt));
        for (var attempt : attempts) {
            if (attempt.kind() == Kind.HOLD && attempt.outcome() instanceof Outcome.Done(BookingState hold)) {
                var until = ends.get(attempt.caller()).first(attempt);
                add(attempt, hold, earlier(expiry(hold), until), intervals);
            }
        }
    }

    private static void add(Attempt attempt, BookingState booking, Instant until, List<OccupiedInterval> intervals) {
        if (attempt.ended().isBefore(until)) {
            intervals.add(new OccupiedInterval(attempt, booking, attempt.ended(), until));
        }
    }

    private static Instant expiry(BookingState booking) {
        return booking.expiresAt() == null ? Instant.MAX : booking.expiresAt().minus(CLOCK_TOLERANCE);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The requests of one person that may end a hold of the same person. */
    private static final class HoldEnds {

        /** By when it was sent: until when that, or something sent before it, may have had its effect. */
        private final TreeMap<Instant, Instant> underWay = new TreeMap<>();

        /** In the order in which they were sent. */
        void add(Attempt attempt) {
            var end = attempt.outcome() instanceof Outcome.Done
                    ? attempt.ended()
                    : attempt.ended().plus(MAX_DELAY);
            var before = underWay.lastEntry();
            underWay.put(
                    attempt.invoked(), before == null || before.getValue().isBefore(end) ? end : before.getValue());
        }

        /** From when on the hold may be gone. */
        Instant first(Attempt hold) {
            Map.Entry<Instant, Instant> before = underWay.lowerEntry(hold.invoked());
            if (before != null && !before.getValue().isBefore(hold.invoked())) {
                return hold.invoked();
            }
            var after = underWay.higherKey(hold.invoked());
            return after == null ? Instant.MAX : after;
        }
    }
}
