package org.mentoring.web.availability;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.mentoring.web.form.FormErrors;
import org.mentoring.web.language.Texts;
import org.mentoring.web.time.Weeks;

/**
 * The week as the form shows it, beginning with the first day of the week in the reader's locale.
 *
 * @param said what the last step did, for people who cannot see it; empty for nothing
 * @param notDone what the last step did not do; empty for nothing
 */
record WeekView(List<Day> days, List<Line> lines, String said, String notDone) {

    private static final int CELL = 30;
    private static final int HOUR = 60;

    /** Half an hour of every day. */
    record Line(int minute, boolean hour, String from, String to, List<Cell> cells) {}

    record Cell(String key, String name, boolean on) {}

    record Other(String key, String name) {}

    /** A piece of the bar that pictures a day, in minutes. */
    record Piece(int start, int length) {}

    /** @param note where the window ends, when that is not on the same day */
    record Row(int place, String id, int number, String from, String to, String wrong, String note, boolean focus) {}

    record Day(
            String key,
            String name,
            boolean on,
            boolean full,
            boolean focus,
            List<Row> rows,
            List<Other> others,
            List<Piece> pieces) {}

    /** @param focus the id of what the reader goes on with after a step; empty for nothing */
    static WeekView of(Week week, Texts texts, String focus, String said, String notDone) {
        var days = order(texts.locale());
        return new WeekView(
                days.stream().map(day -> day(week, day, days, texts, focus)).toList(),
                IntStream.iterate(0, minute -> minute < Hours.DAY, minute -> minute + CELL)
                        .mapToObj(minute -> line(week.hours(), minute, days, texts))
                        .toList(),
                said,
                notDone);
    }

    private static Line line(Set<Hours> hours, int minute, List<DayOfWeek> days, Texts texts) {
        return new Line(
                minute,
                minute % HOUR == 0,
                Hours.clock(minute, texts),
                Hours.clock(minute + CELL, texts),
                days.stream()
                        .map(day -> {
                            var cell = new Hours(day, minute, minute + CELL);
                            return new Cell(
                                    Week.key(day),
                                    name(day, texts.locale()),
                                    hours.stream().anyMatch(cell::overlaps));
                        })
                        .toList());
    }

    static List<DayOfWeek> order(Locale locale) {
        return Weeks.of(locale).days();
    }

    static String name(DayOfWeek day, Locale locale) {
        return day.getDisplayName(TextStyle.FULL_STANDALONE, locale);
    }

    /** The errors listed above the form, by the names of the inputs. */
    static FormErrors errors(Week week, Texts texts) {
        var errors = new FormErrors(texts);
        for (var day : order(texts.locale())) {
            for (var place = 0; place < week.windows(day).size(); place++) {
                var field = "from-" + Week.key(day) + "-" + place;
                week.wrong(day, place)
                        .ifPresent(wrong -> errors.add(
                                field,
                                "availability.wrong-on",
                                "day",
                                name(day, texts.locale()),
                                "what",
                                sentence(wrong, texts)));
            }
        }
        return errors;
    }

    private static Day day(Week week, DayOfWeek day, List<DayOfWeek> days, Texts texts, String focus) {
        var key = Week.key(day);
        var rows = new ArrayList<Row>();
        for (var place = 0; place < week.windows(day).size(); place++) {
            var typed = week.windows(day).get(place);
            var id = key + "-" + place;
            rows.add(new Row(
                    place,
                    id,
                    place + 1,
                    shown(typed.from()),
                    shown(typed.to()),
                    week.wrong(day, place).map(wrong -> sentence(wrong, texts)).orElse(""),
                    week.isOn(day)
                            ? typed.on(day).map(hours -> note(hours, texts)).orElse("")
                            : "",
                    focus.equals("from-" + id)));
        }
        return new Day(
                key,
                name(day, texts.locale()),
                week.isOn(day),
                rows.size() >= Week.MOST_A_DAY,
                focus.equals("add-" + key),
                rows,
                days.stream()
                        .filter(other -> other != day)
                        .map(other -> new Other(Week.key(other), name(other, texts.locale())))
                        .toList(),
                pieces(week, day));
    }

    /** A field of the type time cannot show anything else. */
    static String shown(String typed) {
        var minute = Hours.minute(typed);
        return minute.isPresent() ? Hours.text(minute.getAsInt()) : typed;
    }

    private static String sentence(Week.Wrong wrong, Texts texts) {
        return switch (wrong) {
            case UNREADABLE -> texts.of("availability.unreadable");
            case EMPTY -> texts.of("availability.empty-window");
            case OVERLAP -> texts.of("availability.overlap");
            case TOO_MANY -> tooMany(texts);
        };
    }

    static String tooMany(Texts texts) {
        return texts.of("availability.too-many", "most", Week.MOST_A_DAY);
    }

    private static String note(Hours hours, Texts texts) {
        if (hours.to() == Hours.DAY) {
            return texts.of("availability.midnight");
        }
        return hours.endsOnTheNextDay()
                ? texts.of("availability.next-day", "day", name(hours.day().plus(1), texts.locale()))
                : "";
    }

    private static List<Piece> pieces(Week week, DayOfWeek day) {
        var pieces = new ArrayList<Piece>();
        for (var hours : week.hours()) {
            if (hours.day() == day) {
                pieces.add(new Piece(hours.from(), Math.min(hours.to(), Hours.DAY) - hours.from()));
            } else if (hours.day() == day.minus(1)) {
                Optional.of(hours.to() - Hours.DAY)
                        .filter(rest -> rest > 0)
                        .ifPresent(rest -> pieces.add(new Piece(0, rest)));
            }
        }
        return pieces;
    }
}
