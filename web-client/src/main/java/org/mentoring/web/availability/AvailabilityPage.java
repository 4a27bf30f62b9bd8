package org.mentoring.web.availability;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import org.mentoring.web.api.ApiResult;
import org.mentoring.web.api.model.AvailabilityRule;
import org.mentoring.web.api.model.Booking;
import org.mentoring.web.api.model.Slot;
import org.mentoring.web.api.model.Window;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.language.Texts;
import org.mentoring.web.time.Times;

/**
 * What the page of the hours shows.
 *
 * @param status of the mentor: applied, approved, suspended; empty where that is not known
 * @param fingerprint of the rules that the form was filled from
 * @param changed whether the form says something else than the rules
 * @param theirs the hours that were saved elsewhere in the meantime, by day; empty where nothing was
 * @param outside bookings that would be outside of the hours, to be confirmed
 */
record AvailabilityPage(
        WeekView week,
        FormErrors errors,
        String status,
        String fingerprint,
        boolean changed,
        String zone,
        List<String> theirs,
        List<Booking> outside,
        List<Other> others,
        ApiResult<List<Exceptional>> exceptions,
        Typed typed,
        FormErrors typedErrors,
        List<Booking> inside,
        Preview preview) {

    /** A rule that is not plain weekly hours. */
    record Other(UUID id, String label) {}

    record Exceptional(UUID id, boolean off, String label) {}

    /** The form of an exception. */
    record Typed(String kind, String first, String last, String from, String to) {

        static final Typed NEW = new Typed("off", "", "", "", "");
    }

    record PreviewDay(String name, List<String> times, int more) {}

    record Preview(List<ZoneChoices.Choice> zones, String zone, ApiResult<List<PreviewDay>> days) {}

    private static final int SHOWN_TIMES = 8;

    static Other other(AvailabilityRule rule, Texts texts, ZoneId zone) {
        var times = new Times(texts, zone);
        var first = times.moment(rule.startTime());
        return new Other(
                rule.id(),
                rule.recurrence() == null
                        ? texts.of("availability.once", "first", first)
                        : texts.of("availability.recurs", "first", first, "rule", WeeklyRules.words(rule, texts)));
    }

    static Exceptional exceptional(Window window, Texts texts, ZoneId zone) {
        return new Exceptional(window.id(), "blocked".equals(window.status()), label(window, texts, zone));
    }

    static List<PreviewDay> days(List<Slot> slots, Texts texts, ZoneId zone) {
        var times = new Times(texts, zone);
        return slots.stream()
                .collect(Collectors.groupingBy(
                        slot -> times.localDate(slot.startTime()), java.util.TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(day -> new PreviewDay(
                        times.shortDay(day.getValue().getFirst().startTime()),
                        day.getValue().stream()
                                .limit(SHOWN_TIMES)
                                .map(slot -> times.clock(slot.startTime()))
                                .toList(),
                        Math.max(0, day.getValue().size() - SHOWN_TIMES)))
                .toList();
    }

    private static String label(Window window, Texts texts, ZoneId zone) {
        var times = new Times(texts, zone);
        if (!midnight(window.startTime(), zone) || !midnight(window.endTime(), zone)) {
            return times.span(window.startTime(), window.endTime());
        }
        var first = date(window.startTime(), zone);
        var last = date(window.endTime(), zone).minusDays(1);
        return first.equals(last)
                ? times.day(first)
                : texts.of("availability.days", "first", times.day(first), "last", times.day(last));
    }

    private static boolean midnight(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toLocalTime().equals(LocalTime.MIDNIGHT);
    }

    private static LocalDate date(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toLocalDate();
    }
}
