package org.mentoring.mentor.calendar;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.mentoring.mentor.calendar.provider.BusyTime;

/** Arithmetic of half-open ranges: results are in order, apart from each other, and never empty. */
final class BusyTimes {

    private BusyTimes() {}

    /** The same times, with what overlaps or touches made one. */
    static List<BusyTime> merged(List<BusyTime> times) {
        var merged = new ArrayList<BusyTime>();
        times.stream()
                .filter(BusyTimes::isNotEmpty)
                .sorted(Comparator.comparing(BusyTime::startTime))
                .forEach(time -> {
                    if (merged.isEmpty() || merged.getLast().endTime().isBefore(time.startTime())) {
                        merged.add(time);
                    } else {
                        var last = merged.removeLast();
                        merged.add(new BusyTime(last.startTime(), latest(last.endTime(), time.endTime())));
                    }
                });
        return List.copyOf(merged);
    }

    /** What is left of the times when others are taken out. */
    static List<BusyTime> without(List<BusyTime> times, List<BusyTime> others) {
        var left = merged(times);
        for (var other : merged(others)) {
            left = left.stream()
                    .flatMap(time -> List.of(
                            new BusyTime(time.startTime(), earliest(time.endTime(), other.startTime())),
                            new BusyTime(latest(time.startTime(), other.endTime()), time.endTime()))
                            .stream())
                    .filter(BusyTimes::isNotEmpty)
                    .toList();
        }
        return left;
    }

    /** The part of the times that lies between two instants. */
    static List<BusyTime> within(List<BusyTime> times, Instant from, Instant to) {
        return merged(times).stream()
                .map(time -> new BusyTime(latest(time.startTime(), from), earliest(time.endTime(), to)))
                .filter(BusyTimes::isNotEmpty)
                .toList();
    }

    /**
     * The first of the times, and from the first that is left out to the end one that is busy: blocking too much is the lesser harm.
     *
     * @param times in order and apart from each other
     * @param most how many there are afterwards at most
     */
    static List<BusyTime> capped(List<BusyTime> times, int most, Instant end) {
        if (times.size() <= most) {
            return times;
        }
        var capped = new ArrayList<>(times.subList(0, most - 1));
        capped.add(new BusyTime(times.get(most - 1).startTime(), end));
        return List.copyOf(capped);
    }

    private static boolean isNotEmpty(BusyTime time) {
        return time.startTime().isBefore(time.endTime());
    }

    private static Instant earliest(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
