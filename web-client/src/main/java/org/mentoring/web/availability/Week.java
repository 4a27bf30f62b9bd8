package org.mentoring.web.availability;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.mentoring.web.form.SentForm;

/** The hours of a week as they are typed: also wrong ones, and those of days that are switched off. */
final class Week {

    static final int MOST_A_DAY = 8;
    private static final Typed USUAL = new Typed("09:00", "17:00");
    private static final int HOUR = 60;
    private static final int LAST_HOUR = 23 * HOUR;
    private static final int KEY = 3;

    /** What is wrong with a window. */
    enum Wrong {
        UNREADABLE,
        EMPTY,
        OVERLAP,
        TOO_MANY
    }

    record Typed(String from, String to) {

        boolean blank() {
            return from.isBlank() && to.isBlank();
        }

        /** Empty where it means no window. An end that is not after the start is on the next day. */
        Optional<Hours> on(DayOfWeek day) {
            var start = Hours.minute(from);
            var end = Hours.minute(to);
            if (start.isEmpty() || end.isEmpty() || start.getAsInt() == Hours.DAY) {
                return Optional.empty();
            }
            var same = start.getAsInt() == end.getAsInt() && start.getAsInt() != 0;
            var length = Math.floorMod(end.getAsInt() - start.getAsInt() - 1, Hours.DAY) + 1;
            return same ? Optional.empty() : Optional.of(new Hours(day, start.getAsInt(), start.getAsInt() + length));
        }
    }

    private final Map<DayOfWeek, List<Typed>> windows = new EnumMap<>(DayOfWeek.class);
    private final Set<DayOfWeek> on = EnumSet.noneOf(DayOfWeek.class);

    private Week() {}

    static Week of(Collection<Hours> hours) {
        var week = new Week();
        for (var day : DayOfWeek.values()) {
            week.windows.put(day, new ArrayList<>());
        }
        hours.stream()
                .sorted(Comparator.comparingInt(Hours::start))
                .forEach(one ->
                        week.windows.get(one.day()).add(new Typed(Hours.text(one.from()), Hours.text(one.to()))));
        for (var day : DayOfWeek.values()) {
            if (week.windows.get(day).isEmpty()) {
                week.windows.get(day).add(USUAL);
            } else {
                week.on.add(day);
            }
        }
        return week;
    }

    static Week of(SentForm form) {
        var week = new Week();
        var switchedOn = form.all("on");
        for (var day : DayOfWeek.values()) {
            var from = form.all("from-" + key(day));
            var to = form.all("to-" + key(day));
            var typed = new ArrayList<Typed>();
            for (var i = 0; i < Math.min(from.size(), to.size()); i++) {
                typed.add(new Typed(from.get(i), to.get(i)));
            }
            week.windows.put(day, typed);
            if (switchedOn.contains(key(day))) {
                week.on.add(day);
            }
        }
        return week;
    }

    /** How a day is called in the form: mon, tue … */
    static String key(DayOfWeek day) {
        return day.name().substring(0, KEY).toLowerCase(Locale.ROOT);
    }

    static Optional<DayOfWeek> day(String key) {
        return java.util.Arrays.stream(DayOfWeek.values())
                .filter(day -> key(day).equals(key))
                .findFirst();
    }

    boolean isOn(DayOfWeek day) {
        return on.contains(day);
    }

    List<Typed> windows(DayOfWeek day) {
        return windows.get(day);
    }

    /** Adds a window an hour after the last one; its place. */
    int add(DayOfWeek day) {
        var list = windows.get(day);
        on.add(day);
        if (list.size() < MOST_A_DAY) {
            var from = list.isEmpty()
                    ? Optional.of(9 * HOUR)
                    : list.getLast().on(day).map(last -> last.to() + HOUR).filter(next -> next <= LAST_HOUR);
            list.add(from.map(start -> new Typed(Hours.text(start), Hours.text(start + HOUR)))
                    .orElse(new Typed("", "")));
        }
        return list.size() - 1;
    }

    /** Removes a window; a day without any is off, and gets the last one back when it is switched on again. */
    void remove(DayOfWeek day, int place) {
        var list = windows.get(day);
        if (list.size() == 1) {
            on.remove(day);
        } else if (place >= 0 && place < list.size()) {
            list.remove(place);
        }
    }

    void copy(DayOfWeek from, Collection<DayOfWeek> to) {
        to.stream().filter(day -> day != from).forEach(day -> {
            windows.put(day, new ArrayList<>(windows.get(from)));
            if (isOn(from)) {
                on.add(day);
            } else {
                on.remove(day);
            }
        });
    }

    /**
     * Adds a part of some days, or takes it away.
     *
     * @param from the first minute of the day
     * @param to the minute after the last one
     * @return the days that stay as they are, because there would be too many windows
     */
    List<DayOfWeek> paint(Collection<DayOfWeek> days, int from, int to, boolean available) {
        var left = new ArrayList<DayOfWeek>();
        for (var day : days) {
            var windowsBefore = new EnumMap<>(windows);
            var onBefore = EnumSet.copyOf(on);
            paint(day, from, to, available);
            if (windows.entrySet().stream()
                    .anyMatch(one -> one.getValue().size()
                            > Math.max(
                                    MOST_A_DAY, windowsBefore.get(one.getKey()).size()))) {
                windows.putAll(windowsBefore);
                on.clear();
                on.addAll(onBefore);
                left.add(day);
            }
        }
        return left;
    }

    private void paint(DayOfWeek day, int from, int to, boolean available) {
        var before = minutes(day.minus(1));
        var rest = new BitSet();
        // What was on from the day before on is now of this day.
        if (before.get(Hours.DAY + from, Hours.DAY + to).cardinality() > 0) {
            before.clear(Hours.DAY + from, Hours.DAY + to);
            rest = nextDay(before, Hours.DAY + to);
            set(day.minus(1), before);
        }
        var own = minutes(day);
        own.or(rest);
        own.set(from, to, available);
        set(day, own);
    }

    /** Takes the minutes from that one on away; they are those of the next day then. */
    private static BitSet nextDay(BitSet minutes, int from) {
        var next = minutes.get(Hours.DAY, minutes.size());
        next.clear(0, from - Hours.DAY);
        minutes.clear(from, minutes.size());
        return next;
    }

    private BitSet minutes(DayOfWeek day) {
        var minutes = new BitSet(2 * Hours.DAY);
        if (isOn(day)) {
            windows.get(day).forEach(typed -> typed.on(day).ifPresent(hours -> minutes.set(hours.from(), hours.to())));
        }
        return minutes;
    }

    private void set(DayOfWeek day, BitSet minutes) {
        var list = new ArrayList<Typed>();
        for (var start = minutes.nextSetBit(0); start >= 0; start = minutes.nextSetBit(minutes.nextClearBit(start))) {
            var end = minutes.nextClearBit(start);
            if (end - start > Hours.DAY) {
                // A window has a day at most.
                var next = minutes(day.plus(1));
                next.or(nextDay(minutes, Hours.DAY));
                set(day.plus(1), next);
                end = Hours.DAY;
            }
            list.add(new Typed(Hours.text(start), Hours.text(end)));
        }
        if (list.isEmpty()) {
            on.remove(day);
        } else {
            on.add(day);
            windows.put(day, list);
        }
    }

    /** The windows that are meant, without those that are wrong. */
    Set<Hours> hours() {
        var all = new LinkedHashSet<Hours>();
        for (var day : on) {
            windows.get(day).forEach(typed -> typed.on(day).ifPresent(all::add));
        }
        return all;
    }

    Optional<Wrong> wrong(DayOfWeek day, int place) {
        var typed = windows.get(day).get(place);
        if (!isOn(day) || typed.blank()) {
            return Optional.empty();
        }
        if (windows.get(day).stream().limit(place).filter(one -> !one.blank()).count() >= MOST_A_DAY) {
            return Optional.of(Wrong.TOO_MANY);
        }
        var own = typed.on(day);
        if (own.isEmpty()) {
            var readable = Hours.minute(typed.from()).isPresent()
                    && Hours.minute(typed.to()).isPresent();
            return Optional.of(readable ? Wrong.EMPTY : Wrong.UNREADABLE);
        }
        for (var other : on) {
            for (var i = 0; i < windows.get(other).size(); i++) {
                var itself = other == day && i == place;
                if (!itself
                        && windows.get(other)
                                .get(i)
                                .on(other)
                                .filter(own.get()::overlaps)
                                .isPresent()) {
                    return Optional.of(Wrong.OVERLAP);
                }
            }
        }
        return Optional.empty();
    }
}
