package org.mentoring.web.book;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.enterprise.context.RequestScoped;

import org.mentoring.web.api.model.Slot;
import org.mentoring.web.api.model.SlotList;
import org.mentoring.web.api.model.Unavailable;
import org.mentoring.web.book.TimePicker.Day;
import org.mentoring.web.book.TimePicker.NextDay;
import org.mentoring.web.book.TimePicker.PartOfDay;
import org.mentoring.web.book.TimePicker.Time;
import org.mentoring.web.language.Reader;
import org.mentoring.web.time.Times;
import org.mentoring.web.time.Weeks;

/** Arranges free times as a month and a day, in the zone and calendar conventions of the reader. */
@RequestScoped
public class TimePickerFactory {

    private static final LocalTime MORNING = LocalTime.of(5, 0);
    private static final LocalTime AFTERNOON = LocalTime.NOON;
    private static final LocalTime EVENING = LocalTime.of(17, 0);

    private final Reader reader;

    TimePickerFactory(Reader reader) {
        this.reader = reader;
    }

    /**
     * The API's answer, and its view.
     *
     * @param unavailable why the month that was asked for has no free times; null where it has some, or nothing is known about why
     */
    public record Found(SlotList offer, TimePicker picker, Unavailable unavailable) {}

    /**
     * @param path of the page, to which days and times lead
     * @param old the time that is to be moved; null for a new booking
     */
    public Found of(String path, TimeSelection chosen, FreeTimes freeTimes, Instant old) {
        return new Layout(path, chosen, freeTimes, old).found();
    }

    private final class Layout {

        private final String path;
        private final TimeSelection chosen;
        private final FreeTimes freeTimes;
        private final Instant old;
        private final Times times = reader.times();
        private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        private final LocalDate today = times.localDate(now);

        Layout(String path, TimeSelection chosen, FreeTimes freeTimes, Instant old) {
            this.path = path;
            this.chosen = chosen;
            this.freeTimes = freeTimes;
            this.old = old;
        }

        Found found() {
            var wanted = wantedMonth();
            var month = wanted == null ? YearMonth.from(today) : wanted;
            var offer = month(month);
            var last = now.plus(Duration.ofDays(offer.bookingWindowDays()));
            var unavailable = offer.unavailable();
            var skipped = false;
            if (wanted == null && offer.items().isEmpty()) {
                var first = firstAfter(month, unavailable, last);
                if (first.isPresent()) {
                    month = YearMonth.from(times.localDate(first.get()));
                    offer = month(month);
                    skipped = true;
                }
            }
            return new Found(offer, picker(month, offer, last, skipped), unavailable);
        }

        /** @param unavailable what the API says of the month that has no free times; null where it says nothing, as for a move */
        private Optional<Instant> firstAfter(YearMonth month, Unavailable unavailable, Instant last) {
            return unavailable == null
                    ? freeTimes
                            .first(latest(start(month.plusMonths(1)), now), last)
                            .map(Slot::startTime)
                    : Optional.ofNullable(unavailable.until());
        }

        private YearMonth wantedMonth() {
            if (chosen.start() != null) {
                return YearMonth.from(times.localDate(chosen.start()));
            }
            return chosen.day() == null ? chosen.month() : YearMonth.from(chosen.day());
        }

        private Instant start(YearMonth month) {
            return month.atDay(1).atStartOfDay(times.zone()).toInstant();
        }

        /** A past month has no free times, but the answer also carries the session types. */
        private SlotList month(YearMonth month) {
            var from = start(month);
            var to = start(month.plusMonths(1));
            return to.isAfter(now)
                    ? freeTimes.between(from.isBefore(now) ? now : from, to)
                    : freeTimes.between(from, to);
        }

        private TimePicker picker(YearMonth month, SlotList offer, Instant last, boolean skipped) {
            var byDay = offer.items().stream()
                    .collect(Collectors.groupingBy(
                            slot -> times.localDate(slot.startTime()), TreeMap::new, Collectors.toList()));
            var open = openDay(month, byDay);
            var tabStop = open != null ? open : month.equals(YearMonth.from(today)) ? today : month.atDay(1);
            var weeks = Weeks.of(reader.locale());
            var days = weeks.of(month).stream()
                    .map(week -> week.stream()
                            .map(date -> YearMonth.from(date).equals(month)
                                    ? day(date, count(byDay.getOrDefault(date, List.of())), open, tabStop)
                                    : Day.NONE)
                            .toList())
                    .toList();
            var lastMonth = YearMonth.from(times.localDate(last));
            return new TimePicker(
                    month.toString(),
                    times.month(month.atDay(1)),
                    weeks.weekdays(),
                    days,
                    month.isAfter(YearMonth.from(today))
                            ? chosen.atMonth(month.minusMonths(1)).address(path)
                            : null,
                    month.isBefore(lastMonth)
                            ? chosen.atMonth(month.plusMonths(1)).address(path)
                            : null,
                    days.stream()
                            .flatMap(List::stream)
                            .filter(Day::chosen)
                            .findFirst()
                            .orElse(null),
                    open == null ? List.of() : parts(byDay.getOrDefault(open, List.of())),
                    open != null && byDay.containsKey(open)
                            ? null
                            : next(month, open, byDay, offer.unavailable(), last),
                    skipped,
                    last,
                    old);
        }

        /** The time that is to be moved is shown, but cannot be chosen. */
        private int count(List<Slot> slots) {
            return (int)
                    slots.stream().filter(slot -> !slot.startTime().equals(old)).count();
        }

        /** The day that was chosen, else the first with times. */
        private LocalDate openDay(YearMonth month, TreeMap<LocalDate, List<Slot>> byDay) {
            var wanted = chosen.start() == null ? chosen.day() : times.localDate(chosen.start());
            if (wanted != null && YearMonth.from(wanted).equals(month)) {
                return wanted;
            }
            return byDay.isEmpty() ? null : byDay.firstKey();
        }

        private Day day(LocalDate date, int count, LocalDate open, LocalDate tabStop) {
            return new Day(
                    date.toString(),
                    times.number(date.getDayOfMonth()),
                    reader.texts().of("book.day", "day", times.day(date), "count", count),
                    count,
                    date.equals(open),
                    date.equals(today),
                    date.isBefore(today),
                    date.equals(tabStop),
                    chosen.atDay(date).address(path));
        }

        private NextDay next(
                YearMonth month,
                LocalDate open,
                TreeMap<LocalDate, List<Slot>> byDay,
                Unavailable unavailable,
                Instant last) {
            var later = open == null ? null : byDay.higherKey(open);
            var date = later != null
                    ? later
                    : firstAfter(month, unavailable, last).map(times::localDate).orElse(null);
            return date == null
                    ? null
                    : new NextDay(times.day(date), chosen.atDay(date).address(path));
        }

        private static Instant latest(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }

        private List<PartOfDay> parts(List<Slot> slots) {
            var parts = new ArrayList<PartOfDay>();
            for (Map.Entry<Integer, List<Time>> part : slots.stream()
                    .collect(Collectors.groupingBy(
                            slot -> part(slot.startTime()),
                            TreeMap::new,
                            Collectors.mapping(this::time, Collectors.toList())))
                    .entrySet()) {
                parts.add(new PartOfDay(
                        List.of("night", "morning", "afternoon", "evening").get(part.getKey()), part.getValue()));
            }
            return parts;
        }

        private int part(Instant start) {
            var time = start.atZone(times.zone()).toLocalTime();
            if (time.isBefore(MORNING)) {
                return 0;
            }
            if (time.isBefore(AFTERNOON)) {
                return 1;
            }
            return time.isBefore(EVENING) ? 2 : 3;
        }

        private Time time(Slot slot) {
            var start = slot.startTime();
            var local = start.atZone(times.zone()).toLocalDateTime();
            var repeated = times.zone().getRules().getValidOffsets(local).size() > 1;
            return new Time(
                    start,
                    times.clock(start),
                    repeated ? times.offset(start) : "",
                    times.day(start),
                    start.equals(old),
                    chosen.atStart(start).address(path));
        }
    }
}
