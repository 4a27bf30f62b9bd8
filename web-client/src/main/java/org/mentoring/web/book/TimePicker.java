package org.mentoring.web.book;

import java.time.Instant;
import java.util.List;

import org.mentoring.web.time.Weeks.Weekday;

/**
 * The view of a month of days and of the free times of one of them.
 *
 * @param monthId as {@code 2027-03}
 * @param earlier the address of the month before; null where there is nothing to book
 * @param day whose times are listed; null where the month has none and none was chosen
 * @param next the next day with times after one without; null where there is none, or none is needed
 * @param skipped whether months without times were skipped to open at this one
 * @param last until when one can book
 * @param old the time that is to be moved; null for a new booking
 */
public record TimePicker(
        String monthId,
        String monthName,
        List<Weekday> weekdays,
        List<List<Day>> weeks,
        String earlier,
        String later,
        Day day,
        List<PartOfDay> parts,
        NextDay next,
        boolean skipped,
        Instant last,
        Instant old) {

    /** @param dead where nothing can be booked any more */
    public record Day(
            String date,
            String number,
            String name,
            int count,
            boolean chosen,
            boolean today,
            boolean dead,
            boolean tabStop,
            String address) {

        /** A cell of a week that belongs to another month. */
        static final Day NONE = new Day("", "", "", 0, false, false, true, false, "");
    }

    public record NextDay(String name, String address) {}

    /** @param key morning, afternoon, evening or night */
    public record PartOfDay(String key, List<Time> times) {}

    /**
     * @param offset of an hour that clocks repeat on that day; empty else
     * @param old whether it is the time that is to be moved
     */
    public record Time(Instant start, String clock, String offset, String dayName, boolean old, String address) {}

    public boolean empty() {
        return parts.isEmpty();
    }

    /** When the listed times begin. */
    public List<Instant> starts() {
        return parts.stream()
                .flatMap(part -> part.times().stream())
                .map(Time::start)
                .toList();
    }

    public boolean monthEmpty() {
        return weeks.stream().flatMap(List::stream).noneMatch(one -> one.count() > 0);
    }
}
